/** How gan4j's own layers are written as ONNX. */
@NullMarked
package io.gan4j.onnx.internal.layer;

import org.jspecify.annotations.NullMarked;
