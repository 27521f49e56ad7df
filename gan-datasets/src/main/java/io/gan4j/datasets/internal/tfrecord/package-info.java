/**
 * TensorFlow's record files and the examples in them, without TensorFlow. For this module's own
 * use.
 */
@NullMarked
package io.gan4j.datasets.internal.tfrecord;

import org.jspecify.annotations.NullMarked;
