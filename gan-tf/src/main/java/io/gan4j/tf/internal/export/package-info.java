/**
 * Shipping: writes a generator as a SavedModel that any TensorFlow runtime loads, and loads it
 * again. What is written holds the generator for inference alone: no second player, no optimiser
 * state, no device.
 */
@NullMarked
package io.gan4j.tf.internal.export;

import org.jspecify.annotations.NullMarked;
