/**
 * Tests of the metrics: closed forms where there are any, and numbers computed independently with
 * NumPy and SciPy where there are none.
 */
@NullMarked
package io.gan4j.components.metric;

import org.jspecify.annotations.NullMarked;
