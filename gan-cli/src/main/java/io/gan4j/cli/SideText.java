package io.gan4j.cli;

import io.gan4j.api.data.CategoryColumn;
import io.gan4j.api.data.Column;
import io.gan4j.api.data.Columns;
import io.gan4j.api.data.Dataset;
import io.gan4j.api.data.NumberColumn;
import io.gan4j.api.game.Game;
import java.util.List;
import java.util.Locale;

/** The sides of a run's data, and the vectors that samples carry, in words. */
final class SideText {
  private SideText() {}

  /** A side by its name, and whose partners it has. */
  static String of(Game game, String side) {
    String other = game.redrawn().get(side);
    String partner = game.partners().get(side);
    return side
        + (other == null ? "" : ", the samples of " + other + " in another order")
        + (partner == null ? "" : ", partners of " + partner + " one by one");
  }

  /** A text for each number that named vectors hold. */
  static List<String> columns(Dataset vectors) {
    Columns columns = vectors.space().columns();
    return columns == null
        ? List.of(vectors.description())
        : columns.columns().stream().map(SideText::column).toList();
  }

  private static String column(Column column) {
    if (column instanceof CategoryColumn categories) {
      return column.name() + " (" + categories.values().size() + " categories)";
    }
    boolean time = column.type().matches("(?i).*(DATE|TIME).*"); // counted in days or seconds
    return column instanceof NumberColumn numbers && !time
        ? column.name()
            + " ("
            + number(numbers.limits().low())
            + " to "
            + number(numbers.limits().high())
            + ")"
        : column.name();
  }

  /** A number without decimals that say nothing. */
  static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e9
        ? Long.toString((long) value)
        : String.format(Locale.ROOT, "%.6g", value);
  }
}
