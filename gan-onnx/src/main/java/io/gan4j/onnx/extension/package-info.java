/** What a plugin brings so that its layers can be written as ONNX. */
@NullMarked
package io.gan4j.onnx.extension;

import org.jspecify.annotations.NullMarked;
