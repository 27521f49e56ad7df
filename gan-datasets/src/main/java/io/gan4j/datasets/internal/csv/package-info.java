/** Tables of numbers as text. For this module's own use. */
@NullMarked
package io.gan4j.datasets.internal.csv;

import org.jspecify.annotations.NullMarked;
