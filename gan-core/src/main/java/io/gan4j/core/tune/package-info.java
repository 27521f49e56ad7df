/**
 * Search for settings of a run by successive halving: trials of a few steps, of which the better
 * ones go on. A trial is a run in a directory of its own; a search that was killed goes on.
 */
@NullMarked
package io.gan4j.core.tune;

import org.jspecify.annotations.NullMarked;
