/** Tests of the search for settings. It trains on the fake provider. */
@NullMarked
package io.gan4j.core.tune;

import org.jspecify.annotations.NullMarked;
