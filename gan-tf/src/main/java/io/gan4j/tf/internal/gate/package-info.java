/**
 * What a foreign model has to pass before TensorFlow sees it. A graph is a program: it is let in
 * only if it is made of operations that compute and nothing else, laid out as a calculation.
 */
@NullMarked
package io.gan4j.tf.internal.gate;

import org.jspecify.annotations.NullMarked;
