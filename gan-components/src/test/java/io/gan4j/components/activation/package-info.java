/**
 * Tests of the built-in activations. Each goes through the shared contract and has its formula's
 * own numbers.
 */
@NullMarked
package io.gan4j.components.activation;

import org.jspecify.annotations.NullMarked;
