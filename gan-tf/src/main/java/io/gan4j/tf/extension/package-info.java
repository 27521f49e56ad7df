/**
 * What brings layers and optimisers of your own to TensorFlow: builders, and what they build with.
 * The built-in ones use the same.
 */
@NullMarked
package io.gan4j.tf.extension;

import org.jspecify.annotations.NullMarked;
