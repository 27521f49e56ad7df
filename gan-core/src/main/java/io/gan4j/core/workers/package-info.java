/** Which processes train a run together. */
@NullMarked
package io.gan4j.core.workers;

import org.jspecify.annotations.NullMarked;
