/**
 * Watches over a training: each looks at its events and says when something goes wrong. What a
 * watch remembers is part of a checkpoint, so that a resumed run raises the same alarms.
 */
@NullMarked
package io.gan4j.core.watch;

import org.jspecify.annotations.NullMarked;
