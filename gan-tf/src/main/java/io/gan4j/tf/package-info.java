/**
 * The TensorFlow provider: compiles networks, terms and phases into one graph and runs it. No other
 * module sees TensorFlow beyond its plain arrays.
 */
@NullMarked
package io.gan4j.tf;

import org.jspecify.annotations.NullMarked;
