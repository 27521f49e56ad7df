package io.gan4j.tabular.internal;

import io.gan4j.tabular.internal.sql.TypedColumn;
import io.gan4j.tabular.internal.text.Spelling;
import org.jspecify.annotations.Nullable;

/**
 * A column of rows to be written.
 *
 * @param typed as the file has it
 * @param spelling how texts are made of its numbers; null if none are
 * @param likeness what else is known of its numbers; null if nothing
 */
record WrittenColumn(TypedColumn typed, @Nullable Spelling spelling, @Nullable Spelling likeness) {

  /** A number as others of the column are. */
  double nearest(double value) {
    return likeness == null ? value : likeness.nearest(value);
  }
}
