/** ONNX files as bytes: protocol buffers, written and read without a library. */
@NullMarked
package io.gan4j.onnx.internal.wire;

import org.jspecify.annotations.NullMarked;
