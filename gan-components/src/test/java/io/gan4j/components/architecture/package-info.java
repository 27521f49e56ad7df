/**
 * Tests of the built-in architectures. Each goes through the shared contract and has its formula's
 * own numbers.
 */
@NullMarked
package io.gan4j.components.architecture;

import org.jspecify.annotations.NullMarked;
