/**
 * Pages on runs: everything a run directory tells, in one HTML file that needs nothing beside it,
 * and several runs side by side.
 */
@NullMarked
package io.gan4j.core.report;

import org.jspecify.annotations.NullMarked;
