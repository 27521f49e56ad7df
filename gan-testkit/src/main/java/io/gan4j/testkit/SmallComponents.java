package io.gan4j.testkit;

import io.gan4j.api.data.DataStatistics;
import io.gan4j.api.data.Latents;
import io.gan4j.api.data.Range;
import io.gan4j.api.network.Activation;
import io.gan4j.api.network.Initializer;
import io.gan4j.api.network.ParameterSpec;
import io.gan4j.api.random.RandomKey;
import io.gan4j.api.tensor.NoiseSource;
import io.gan4j.api.tensor.TensorOps;
import io.gan4j.api.term.ScoreKind;
import io.gan4j.api.term.ScoreLoss;
import java.util.function.LongToDoubleFunction;
import org.tensorflow.ndarray.Shape;

/** The simplest components of each kind, for plans whose tests are about something else. */
final class SmallComponents {
  private SmallComponents() {}

  /** {@code tanh}. */
  static Activation squashed() {
    return new Squashed();
  }

  /** No activation. */
  static Activation identity() {
    return new Identity();
  }

  /** Normal values of standard deviation ½. */
  static Initializer smallNormal() {
    return new SmallNormal();
  }

  /** Standard normal latents. */
  static Latents normalLatents(Shape shape) {
    return new Normals(shape);
  }

  /** Softplus of scores: the logistic loss, non-saturating. */
  static ScoreLoss logisticLoss() {
    return new Logistic();
  }

  private record Identity() implements Activation {
    @Override
    public <T> T apply(TensorOps<T> ops, T values) {
      return values;
    }
  }

  private record Squashed() implements Activation {
    @Override
    public <T> T apply(TensorOps<T> ops, T values) {
      return ops.tanh(values);
    }

    @Override
    public Range outputRange(Range input) {
      return Range.SYMMETRIC;
    }
  }

  private record SmallNormal() implements Initializer {
    @Override
    public LongToDoubleFunction values(
        ParameterSpec parameter, RandomKey random, DataStatistics data) {
      return index -> 0.5 * random.normal(index);
    }
  }

  private record Normals(Shape shape) implements Latents {
    @Override
    public <T> T draw(TensorOps<T> ops, NoiseSource<T> noise) {
      return noise.normal("latents", shape);
    }
  }

  private record Logistic() implements ScoreLoss {
    @Override
    public boolean isMeanOverSamples() {
      return true;
    }

    @Override
    public ScoreKind scoreKind() {
      return ScoreKind.LOGIT;
    }

    @Override
    public <T> T discriminatorLoss(TensorOps<T> ops, T real, T fake) {
      return ops.add(ops.mean(ops.softplus(ops.neg(real))), ops.mean(ops.softplus(fake)));
    }

    @Override
    public <T> T generatorLoss(TensorOps<T> ops, T fake) {
      return ops.mean(ops.softplus(ops.neg(fake)));
    }
  }
}
