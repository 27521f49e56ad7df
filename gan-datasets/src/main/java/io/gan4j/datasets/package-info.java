/**
 * Samples from files, downloads and the embedded digits, preprocessed and batched. The order of
 * samples is a function of the seed and the epoch alone.
 */
@NullMarked
package io.gan4j.datasets;

import org.jspecify.annotations.NullMarked;
