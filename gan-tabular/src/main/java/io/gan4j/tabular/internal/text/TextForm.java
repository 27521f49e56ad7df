package io.gan4j.tabular.internal.text;

import io.gan4j.tabular.internal.sql.SqlType;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How the texts of a column stand for its values. */
public sealed interface TextForm permits PlainForm, Spelling {

  /** The form that a run file names; empty if there is none of this name. */
  static Optional<TextForm> of(String name) {
    return name.equals("text")
        ? Optional.of(PlainForm.TEXT)
        : Spelling.of(name).map(spelling -> spelling);
  }

  /** What {@link #of} takes, for a message. */
  static String accepted() {
    return "text, 0.00 or 0,00 (as many decimals as there are zeros behind the mark; 0.# and 0,#:"
        + " any), and dates such as dd/MM/yyyy, M/d/yy, d MMM yyyy, yyyy-MM-ddTHH:mm:ss+02:00";
  }

  /** What its values are in a table. */
  SqlType type();

  /** The value of a text; null if the text is not of this form. */
  @Nullable Object value(String text);
}
