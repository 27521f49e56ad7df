/**
 * Tests of the built-in orders. Each goes through the shared contract and has its formula's own
 * numbers.
 */
@NullMarked
package io.gan4j.components.order;

import org.jspecify.annotations.NullMarked;
