package io.gan4j.tabular.internal;

import io.gan4j.tabular.internal.sql.TypedColumn;
import io.gan4j.tabular.internal.text.Spelling;
import org.jspecify.annotations.Nullable;

/**
 * A column of rows to be written.
 *
 * @param typed as the file has it
 * @param spelling how texts are made of its numbers; null if none are
 */
record WrittenColumn(TypedColumn typed, @Nullable Spelling spelling) {}
