/** What the levels of pictures mean. */
@NullMarked
package io.gan4j.datasets.image;

import org.jspecify.annotations.NullMarked;
