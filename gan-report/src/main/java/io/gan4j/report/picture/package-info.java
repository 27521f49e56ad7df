/**
 * The pictures of a run directory, from plain numbers to PNG: sample grids, curves, and what one-
 * and two-dimensional runs have learnt. Equal input gives equal bytes.
 */
@NullMarked
package io.gan4j.report.picture;

import org.jspecify.annotations.NullMarked;
