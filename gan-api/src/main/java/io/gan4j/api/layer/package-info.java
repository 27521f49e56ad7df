/**
 * The layers that every provider must know by class, because it compiles them from its own building
 * blocks. Activations are not among them: they say what they compute in the algebra.
 */
@NullMarked
package io.gan4j.api.layer;

import org.jspecify.annotations.NullMarked;
