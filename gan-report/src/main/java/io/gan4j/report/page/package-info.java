/**
 * Pages on runs: everything a run directory tells, in one HTML file that needs nothing beside it,
 * and several runs side by side.
 */
@NullMarked
package io.gan4j.report.page;

import org.jspecify.annotations.NullMarked;
