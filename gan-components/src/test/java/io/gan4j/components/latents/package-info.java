/**
 * Tests of the built-in latents. Each goes through the shared contract and has its formula's own
 * numbers.
 */
@NullMarked
package io.gan4j.components.latents;

import org.jspecify.annotations.NullMarked;
