/**
 * Tests of the built-in losses. Each goes through the shared contract and has its formula's own
 * numbers.
 */
@NullMarked
package io.gan4j.components.loss;

import org.jspecify.annotations.NullMarked;
