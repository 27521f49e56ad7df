/**
 * Arrays of NumPy's and MATLAB's files, and how samples and labels are made of them. For this
 * module's own use.
 */
@NullMarked
package io.gan4j.datasets.internal.array;

import org.jspecify.annotations.NullMarked;
