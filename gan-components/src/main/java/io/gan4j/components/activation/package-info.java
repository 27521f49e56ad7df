/**
 * The activations that come with gan4j, each with the range of its output. They map every value on
 * its own and serve as the activation of a layer or as a layer.
 */
@NullMarked
package io.gan4j.components.activation;

import org.jspecify.annotations.NullMarked;
