/**
 * What can be done to the values of samples behind their shape: standardising, contrast, whitening.
 * Each knows the way back to pixels.
 */
@NullMarked
package io.gan4j.components.normalization;

import org.jspecify.annotations.NullMarked;
