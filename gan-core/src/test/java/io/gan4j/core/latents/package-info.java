/**
 * Tests of the built-in latents. Each goes through the shared contract and has its formula's own
 * numbers.
 */
@NullMarked
package io.gan4j.core.latents;

import org.jspecify.annotations.NullMarked;
