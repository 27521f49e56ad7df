/** Tests of preprocessing and of the cache of decoded images. */
@NullMarked
package io.gan4j.core.data;

import org.jspecify.annotations.NullMarked;
