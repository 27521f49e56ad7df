/**
 * Coverage-guided fuzzing of the readers with Jazzer. A target is a class with a method {@code
 * fuzzerTestOneInput(byte[])}, and {@link io.gan4j.datasets.fuzz.Fuzzing} runs it.
 */
@NullMarked
package io.gan4j.datasets.fuzz;

import org.jspecify.annotations.NullMarked;
