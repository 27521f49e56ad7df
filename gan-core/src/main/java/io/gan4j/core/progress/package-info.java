/**
 * Where a run stands, in words: for the log of whoever embeds a training, and for the command line.
 * How fast it goes is measured over a window that grows with the run, and said once it is known.
 */
@NullMarked
package io.gan4j.core.progress;

import org.jspecify.annotations.NullMarked;
