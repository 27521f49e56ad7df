/** Tests of the decoding of image files. */
@NullMarked
package io.gan4j.datasets.internal.image;

import org.jspecify.annotations.NullMarked;
