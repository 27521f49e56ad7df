/**
 * The distributions of the generator's input that come with gan4j. A run file names one under
 * {@code latents}.
 */
@NullMarked
package io.gan4j.components.latents;

import org.jspecify.annotations.NullMarked;
