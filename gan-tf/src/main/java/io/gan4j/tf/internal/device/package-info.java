/**
 * Where to run: the devices TensorFlow sees, how sessions are configured for them, and a diagnosis
 * of the machine for those that it does not see.
 */
@NullMarked
package io.gan4j.tf.internal.device;

import org.jspecify.annotations.NullMarked;
