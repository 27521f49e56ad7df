/**
 * One builder per optimiser record, over TensorFlow's fused kernels. Whatever changes during
 * training is fed.
 */
@NullMarked
package io.gan4j.tf.internal.optimizer;

import org.jspecify.annotations.NullMarked;
