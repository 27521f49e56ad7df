/** Several processes that train one run, on TensorFlow's own distributed runtime. */
@NullMarked
package io.gan4j.tf.internal.workers;

import org.jspecify.annotations.NullMarked;
