/**
 * Tests of the built-in schedules. Each goes through the shared contract and has its formula's own
 * numbers.
 */
@NullMarked
package io.gan4j.components.schedule;

import org.jspecify.annotations.NullMarked;
