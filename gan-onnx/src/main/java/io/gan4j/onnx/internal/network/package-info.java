/** Networks as ONNX graphs: their parts, layers, weights and noise. */
@NullMarked
package io.gan4j.onnx.internal.network;

import org.jspecify.annotations.NullMarked;
