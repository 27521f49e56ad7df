/**
 * Real samples and the space they live in: readers open data sets, data sets fill batches, and the
 * sample space says what a number in a batch means.
 */
@NullMarked
package io.gan4j.api.data;

import org.jspecify.annotations.NullMarked;
