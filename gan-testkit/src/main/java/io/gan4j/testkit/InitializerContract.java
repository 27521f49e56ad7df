package io.gan4j.testkit;

import io.gan4j.api.data.DataStatistics;
import io.gan4j.api.network.Initializer;
import io.gan4j.api.network.ParameterSpec;
import io.gan4j.api.random.RandomKey;
import java.util.Arrays;
import java.util.function.LongToDoubleFunction;
import org.tensorflow.ndarray.Shape;

/**
 * What every initialiser promises: each value is a pure function of seed, parameter and index, and
 * together they have the moments that its formula says.
 */
public final class InitializerContract {
  /** No data: asking for its mean fails. */
  public static final DataStatistics NO_DATA =
      () -> {
        throw new IllegalStateException("this initialiser is not meant to ask for the data");
      };

  private InitializerContract() {}

  /**
   * What is initialised.
   *
   * @param parameter its shape and fans
   * @param data the training data's statistics
   */
  public record Target(ParameterSpec parameter, DataStatistics data) {
    /** A kernel from 200 inputs to 150 units, without data. */
    public static Target kernel(Initializer initializer) {
      return new Target(ParameterSpec.kernel(Shape.of(200, 150), initializer, 200, 150), NO_DATA);
    }
  }

  /**
   * What the values should look like.
   *
   * @param mean their mean
   * @param stddev their standard deviation; 0 if they are all the same
   * @param random whether they depend on the seed
   */
  public record Moments(double mean, double stddev, boolean random) {}

  /**
   * The contract of an initialiser of which no more is known, on a kernel. If it asks for the data,
   * it is told a mean in [0, 1] for each of the kernel's values.
   */
  public static Contract of(Initializer initializer) {
    Target kernel = Target.kernel(initializer);
    double[] mean = new double[(int) kernel.parameter().shape().size()];
    Arrays.setAll(mean, i -> (i % 11) / 10.0);
    return of(initializer, new Target(kernel.parameter(), () -> mean));
  }

  private static Contract of(Initializer initializer, Target target) {
    return new Contract(initializer)
        .promise(Aspect.VALUE, "gives finite values", () -> finite(initializer, target))
        .promise(
            Aspect.REPETITION, "is a pure function of the index", () -> pure(initializer, target));
  }

  /** The contract of an initialiser. */
  public static Contract of(Initializer initializer, Target target, Moments expected) {
    Contract contract =
        of(initializer, target)
            .promise(
                "has the mean and deviation it says", () -> moments(initializer, target, expected));
    return expected.random()
        ? contract.promise("differs between seeds", () -> differs(initializer, target))
        : contract.promise("is the same for every seed", () -> same(initializer, target));
  }

  private static void finite(Initializer initializer, Target target) {
    for (double value : values(initializer, target, 1)) {
      Expect.finite("a value", value);
    }
  }

  private static void pure(Initializer initializer, Target target) {
    double[] forwards = values(initializer, target, 1);
    LongToDoubleFunction again = function(initializer, target, 1);
    for (int i = forwards.length - 1; i >= 0; i--) {
      Expect.equal("value " + i + ", read backwards", forwards[i], again.applyAsDouble(i));
    }
  }

  private static void moments(Initializer initializer, Target target, Moments expected) {
    double[] values = values(initializer, target, 1);
    double mean = 0;
    for (double value : values) {
      mean += value / values.length;
    }
    double variance = 0;
    for (double value : values) {
      variance += (value - mean) * (value - mean) / values.length;
    }
    double error = 5 * expected.stddev() / Math.sqrt(values.length);
    Expect.close("mean", expected.mean(), mean, error + 1e-12);
    // 6 %: five standard errors of the deviation of some 4,000 normals, as sparse kernels have.
    Expect.close(
        "standard deviation",
        expected.stddev(),
        Math.sqrt(variance),
        0.06 * expected.stddev() + 1e-12);
  }

  private static void differs(Initializer initializer, Target target) {
    boolean differ = !Arrays.equals(values(initializer, target, 1), values(initializer, target, 2));
    Expect.holds("values of two seeds", "others", differ, "the same");
  }

  private static void same(Initializer initializer, Target target) {
    Expect.close(
        "values of two seeds", values(initializer, target, 1), values(initializer, target, 2), 0);
  }

  private static double[] values(Initializer initializer, Target target, long seed) {
    LongToDoubleFunction function = function(initializer, target, seed);
    double[] values = new double[Math.toIntExact(target.parameter().shape().size())];
    for (int i = 0; i < values.length; i++) {
      values[i] = function.applyAsDouble(i);
    }
    return values;
  }

  private static LongToDoubleFunction function(Initializer initializer, Target target, long seed) {
    return initializer.values(target.parameter(), RandomKey.of(seed), target.data());
  }
}
