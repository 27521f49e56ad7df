/**
 * What a phase means, for every provider: which passes there are, what goes into them, and what is
 * refused. A provider supplies the calls of {@link io.gan4j.api.play.PhaseEngine}.
 */
@NullMarked
package io.gan4j.api.play;

import org.jspecify.annotations.NullMarked;
