/**
 * Whether a run fits into the memory there is, asked before it starts. Host memory is that of the
 * machine or of the container, whichever is less.
 */
@NullMarked
package io.gan4j.core.memory;

import org.jspecify.annotations.NullMarked;
