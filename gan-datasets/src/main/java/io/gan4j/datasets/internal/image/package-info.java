/**
 * Image files to pixels: formats told by their first bytes, decoders, colour models, orientation.
 * For this module's own use.
 */
@NullMarked
package io.gan4j.datasets.internal.image;

import org.jspecify.annotations.NullMarked;
