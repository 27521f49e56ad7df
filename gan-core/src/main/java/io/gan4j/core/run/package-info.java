/**
 * A run from its configuration to its last event: the plan, the phases of a step, the data stream,
 * the loop, and the run directory.
 */
@NullMarked
package io.gan4j.core.run;

import org.jspecify.annotations.NullMarked;
