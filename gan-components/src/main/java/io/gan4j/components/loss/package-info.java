/**
 * The adversarial losses that come with gan4j, on raw scores and minimised by both players. A run
 * file names one under {@code loss}.
 */
@NullMarked
package io.gan4j.components.loss;

import org.jspecify.annotations.NullMarked;
