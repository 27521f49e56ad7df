/** A graph of ONNX operators as data, and what is known of its shapes before it runs. */
@NullMarked
package io.gan4j.onnx.internal.graph;

import org.jspecify.annotations.NullMarked;
