/**
 * Tests of the built-in averages. Each goes through the shared contract and has its formula's own
 * numbers.
 */
@NullMarked
package io.gan4j.components.average;

import org.jspecify.annotations.NullMarked;
