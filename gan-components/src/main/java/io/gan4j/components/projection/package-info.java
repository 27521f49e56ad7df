/** Latents of trained generators: those of a given sample, and directions that change samples. */
@NullMarked
package io.gan4j.components.projection;

import org.jspecify.annotations.NullMarked;
