/**
 * The averages of weights that come with gan4j. Samples and exports use the averaged generator
 * where a run file names one under {@code average}.
 */
@NullMarked
package io.gan4j.components.average;

import org.jspecify.annotations.NullMarked;
