/**
 * How a table is read, for whoever asks for it and whoever does it: it sees neither the reader nor
 * what is behind it.
 */
@NullMarked
package io.gan4j.tabular.options;

import org.jspecify.annotations.NullMarked;
