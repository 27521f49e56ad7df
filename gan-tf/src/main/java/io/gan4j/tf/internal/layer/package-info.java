/** One builder per layer record. Each is stateless and listed in the TensorFlow module. */
@NullMarked
package io.gan4j.tf.internal.layer;

import org.jspecify.annotations.NullMarked;
