/**
 * Event files for TensorBoard, written by TensorFlow's own summary operations: scalars of the
 * steps, grids of samples, and the run's configuration.
 */
@NullMarked
package io.gan4j.tf.internal.tensorboard;

import org.jspecify.annotations.NullMarked;
