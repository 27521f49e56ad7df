package io.gan4j.bench;

import io.gan4j.api.data.Density;
import io.gan4j.api.data.SampleSpace;
import io.gan4j.api.metric.Evaluation;
import io.gan4j.api.metric.Rows;
import io.gan4j.api.metric.Samples;
import io.gan4j.api.random.RandomKey;
import java.util.function.Function;

/**
 * Samples to compare that are their own features.
 *
 * @param fakes generated samples
 * @param reals samples to compare with
 * @param held for what is chosen by samples that are neither
 */
public record ComparedSamples(SampleSpace space, Rows fakes, Rows reals, Rows held)
    implements Evaluation {

  /**
   * Of images as arrays, one after the other.
   *
   * @param held for what is chosen by images that are neither
   */
  public static ComparedSamples of(
      SampleSpace space, float[] generated, float[] real, float[] held) {
    int pixels = Math.toIntExact(space.shape().size());
    return new ComparedSamples(
        space, rows(generated, pixels), rows(real, pixels), rows(held, pixels));
  }

  private static Rows rows(float[] values, int pixels) {
    double[] wide = new double[values.length];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = values[i];
    }
    return Rows.of(wide, pixels);
  }

  @Override
  public Samples generated() {
    return new Side(space, fakes);
  }

  @Override
  public Samples real() {
    return new Side(space, reals);
  }

  @Override
  public Samples validation() {
    return new Side(space, held);
  }

  @Override
  public Samples training() {
    throw new IllegalStateException("there are no training samples");
  }

  @Override
  public Samples heldOut() {
    throw new IllegalStateException("there are no held-out samples");
  }

  @Override
  public Density density() {
    throw new IllegalStateException("there is no density");
  }

  @Override
  public RandomKey random() {
    return RandomKey.of(1);
  }

  /** Samples that have values, and nothing else. */
  private record Side(SampleSpace space, Rows values) implements Samples {
    @Override
    public int count() {
      return values.count();
    }

    @Override
    public Rows features() {
      return values;
    }

    @Override
    public Rows probabilities() {
      throw new IllegalStateException("there are no probabilities");
    }

    @Override
    public Rows scores() {
      throw new IllegalStateException("there are no scores");
    }

    @Override
    public int[] labels() {
      throw new IllegalStateException("there are no labels");
    }

    @Override
    public String identity() {
      return "";
    }

    @Override
    public double[] summary(String name, Function<Samples, double[]> compute) {
      return compute.apply(this);
    }
  }
}
