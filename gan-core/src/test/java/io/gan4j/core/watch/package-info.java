/** Tests of the watches. They look at events made by hand. */
@NullMarked
package io.gan4j.core.watch;

import org.jspecify.annotations.NullMarked;
