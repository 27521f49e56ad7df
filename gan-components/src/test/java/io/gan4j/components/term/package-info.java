/**
 * Tests of the built-in terms. Each goes through the shared contract and has its formula's own
 * numbers.
 */
@NullMarked
package io.gan4j.components.term;

import org.jspecify.annotations.NullMarked;
