/** What must hold of checkpoints: whole or not there, and what was damaged is told. */
@NullMarked
package io.gan4j.core.checkpoint;

import org.jspecify.annotations.NullMarked;
