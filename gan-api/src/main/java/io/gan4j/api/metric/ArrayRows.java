package io.gan4j.api.metric;

import io.gan4j.api.spec.Check;
import java.util.Objects;

/** Rows held in memory. */
final class ArrayRows implements Rows {
  private final double[] values;
  private final int width;

  ArrayRows(double[] values, int width) {
    this.values = values;
    this.width = Check.positive("width", width);
    Check.rule(
        values.length % width == 0, "values", "must be whole rows of " + width, values.length);
  }

  @Override
  public int count() {
    return values.length / width;
  }

  @Override
  public int width() {
    return width;
  }

  @Override
  public void read(int first, int count, double[] into) {
    Objects.checkFromIndexSize(first, count, count());
    System.arraycopy(values, first * width, into, 0, count * width);
  }
}
