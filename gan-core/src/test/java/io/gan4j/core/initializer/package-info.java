/**
 * Tests of the built-in initialisers. Each goes through the shared contract and has its formula's
 * own numbers.
 */
@NullMarked
package io.gan4j.core.initializer;

import org.jspecify.annotations.NullMarked;
