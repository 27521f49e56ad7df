/** Generators out of ONNX files, run by ONNX Runtime. */
@NullMarked
package io.gan4j.onnx.internal.load;

import org.jspecify.annotations.NullMarked;
