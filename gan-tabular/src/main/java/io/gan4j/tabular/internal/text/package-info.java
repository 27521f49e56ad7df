/**
 * How the texts of a column stand for its values: found in the texts, said by name, and written
 * again. For this module's own use.
 */
@NullMarked
package io.gan4j.tabular.internal.text;

import org.jspecify.annotations.NullMarked;
