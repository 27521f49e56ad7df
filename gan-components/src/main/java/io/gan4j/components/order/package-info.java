/** The orders of samples that come with gan4j beside those that the vocabulary has. */
@NullMarked
package io.gan4j.components.order;

import org.jspecify.annotations.NullMarked;
