/**
 * A run's graph and session: both players, one training operation per phase, and all of their
 * state. Everything is built when a session opens; a step only runs.
 */
@NullMarked
package io.gan4j.tf.internal.session;

import org.jspecify.annotations.NullMarked;
