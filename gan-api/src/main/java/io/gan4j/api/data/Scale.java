package io.gan4j.api.data;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.gan4j.api.spec.Check;
import java.util.List;

/** Between a column's unit and what the networks see. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Scale.Standard.class, name = "standard"),
  @JsonSubTypes.Type(value = Scale.Bounded.class, name = "bounded"),
  @JsonSubTypes.Type(value = Scale.Quantiles.class, name = "quantiles")
})
public sealed interface Scale {

  /** What the networks see of a value. */
  double encode(double value);

  /** The value behind what the networks make. */
  double decode(double seen);

  /** Whether the networks see [-1, 1], rather than any number. */
  default boolean bounded() {
    return false;
  }

  /**
   * Mean 0 and standard deviation 1 over the training rows.
   *
   * @param mean of the training rows
   * @param deviation of the training rows, above 0
   */
  record Standard(double mean, double deviation) implements Scale {
    public Standard {
      Check.finite("mean", mean);
      Check.positive("deviation", deviation);
    }

    @Override
    public double encode(double value) {
      return (value - mean) / deviation;
    }

    @Override
    public double decode(double seen) {
      return mean + seen * deviation;
    }
  }

  /**
   * The training rows' smallest value is −1, their largest 1.
   *
   * @param low the smallest
   * @param high the largest, above low
   */
  record Bounded(double low, double high) implements Scale {
    public Bounded {
      Check.finite("low", low);
      Check.finite("high", high);
      Check.rule(low < high, "low", "must be below high (" + high + ")", low);
      Check.rule(
          Double.isFinite(high - low), "low", "must be no farther from high than numbers go", low);
    }

    @Override
    public double encode(double value) {
      return (value - low) / (high - low) * 2 - 1;
    }

    @Override
    public double decode(double seen) {
      return low + (seen + 1) / 2 * (high - low);
    }

    @Override
    public boolean bounded() {
      return true;
    }
  }

  /**
   * Linear between known points, so that numbers of any distribution are seen normally distributed:
   * a quantile of the training rows is seen as the normal distribution's. A value that many rows
   * share is several points; it is seen in their middle, and all of them lead back to it. Values
   * beyond the outermost points become these.
   *
   * @param values what the column has, ascending
   * @param seen what the networks see for each, strictly ascending
   */
  record Quantiles(List<Double> values, List<Double> seen) implements Scale {
    public Quantiles {
      values = Check.listGiven("values", values);
      seen = Check.listGiven("seen", seen);
      Check.rule(values.size() >= 2, "values", "must be 2 or more", values.size());
      Check.rule(seen.size() == values.size(), "seen", "must be as many as values", seen.size());
      for (int i = 0; i < values.size(); i++) {
        Check.finite("values", values.get(i));
        Check.finite("seen", seen.get(i));
      }
      for (int i = 1; i < values.size(); i++) {
        Check.rule(values.get(i - 1) <= values.get(i), "values", "must ascend", values.get(i));
        Check.rule(seen.get(i - 1) < seen.get(i), "seen", "must ascend", seen.get(i));
      }
    }

    @Override
    public double encode(double value) {
      return (lowest(value) + highest(value)) / 2;
    }

    /** The least that leads back to a value which several rows share. */
    public double lowest(double value) {
      int below = count(values, value, false);
      return below < count(values, value, true)
          ? seen.get(below)
          : between(values, seen, value, below);
    }

    /** The most that leads back to a value which several rows share. */
    public double highest(double value) {
      int upTo = count(values, value, true);
      int below = count(values, value, false);
      return below < upTo ? seen.get(upTo - 1) : between(values, seen, value, below);
    }

    @Override
    public double decode(double x) {
      return between(seen, values, x, count(seen, x, false));
    }

    /**
     * The line between two points.
     *
     * @param above the first of {@code from} that is not below {@code x}
     */
    private static double between(List<Double> from, List<Double> to, double x, int above) {
      if (above == 0) {
        return to.get(0);
      }
      if (above == from.size()) {
        return to.get(above - 1);
      }
      double low = from.get(above - 1);
      double share = (x - low) / (from.get(above) - low);
      return to.get(above - 1) + share * (to.get(above) - to.get(above - 1));
    }

    /** How many of an ascending list lie below a value, or are it. */
    private static int count(List<Double> ascending, double value, boolean orEqual) {
      int low = 0;
      int high = ascending.size();
      while (low < high) {
        int middle = (low + high) >>> 1;
        double known = ascending.get(middle);
        if (known < value || (orEqual && known == value)) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      return low;
    }
  }
}
