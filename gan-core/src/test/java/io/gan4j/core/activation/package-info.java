/**
 * Tests of the built-in activations. Each goes through the shared contract and has its formula's
 * own numbers.
 */
@NullMarked
package io.gan4j.core.activation;

import org.jspecify.annotations.NullMarked;
