/** What gan4j's own modules share. */
@NullMarked
package io.gan4j.api.internal;

import org.jspecify.annotations.NullMarked;
