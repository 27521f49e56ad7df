/**
 * Tests of the built-in constraints. Each goes through the shared contract and has its formula's
 * own numbers.
 */
@NullMarked
package io.gan4j.core.constraint;

import org.jspecify.annotations.NullMarked;
