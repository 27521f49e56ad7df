/**
 * Generators as ONNX: {@link io.gan4j.onnx.OnnxExport} writes them with nothing but gan-api, {@link
 * io.gan4j.onnx.OnnxLoader} loads them where ONNX Runtime is on the class path.
 */
@NullMarked
package io.gan4j.onnx;

import org.jspecify.annotations.NullMarked;
