/**
 * The metrics of gan4j. Each is a record with its formula and its source; sums run over blocks of
 * rows in float64, and linear algebra is EJML's.
 */
@NullMarked
package io.gan4j.components.metric;

import org.jspecify.annotations.NullMarked;
