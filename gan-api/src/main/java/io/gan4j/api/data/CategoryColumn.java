package io.gan4j.api.data;

import io.gan4j.api.spec.Check;
import io.gan4j.api.spec.Excerpt;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A column of a few different values: one-hot, in the order of the list, NULL last.
 *
 * @param name its name
 * @param type its SQL type
 * @param nulls whether NULL is a category too
 * @param values the others, as text, each once
 */
public record CategoryColumn(String name, String type, boolean nulls, List<String> values)
    implements Column {

  public CategoryColumn {
    Check.textGiven("name", name);
    Check.textGiven("type", type);
    values = Check.listGiven("values", values);
    Check.rule(!values.isEmpty() || nulls, "values", "must not be empty", values);
    Set<String> different = new HashSet<>();
    for (String value : values) {
      Check.rule(different.add(value), "values", "must not have one twice", Excerpt.quoted(value));
    }
  }

  @Override
  public int width() {
    return values.size() + (nulls ? 1 : 0);
  }

  @Override
  public void encode(double value, float[] row, int at) {
    for (int i = 0; i < width(); i++) {
      row[at + i] = 0;
    }
    row[at + (Double.isNaN(value) ? values.size() : (int) value)] = 1;
  }

  @Override
  public double decode(float[] row, int at) {
    int best = Blocks.largest(row, at, width());
    return best == values.size() ? Double.NaN : best;
  }
}
