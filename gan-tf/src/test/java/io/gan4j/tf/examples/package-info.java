/** What gan-tf's tests go through: every component that is registered, and its variants. */
@NullMarked
package io.gan4j.tf.examples;

import org.jspecify.annotations.NullMarked;
