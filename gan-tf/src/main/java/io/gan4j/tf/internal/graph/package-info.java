/**
 * The pieces that graphs are built from: float types, the algebra, noise, variables and gradients.
 * They know nothing of players and phases.
 */
@NullMarked
package io.gan4j.tf.internal.graph;

import org.jspecify.annotations.NullMarked;
