package io.gan4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.gan4j.api.PlayerRole;
import io.gan4j.api.data.Latents;
import io.gan4j.api.data.Range;
import io.gan4j.api.network.Activation;
import io.gan4j.api.network.Constraint;
import io.gan4j.api.network.Initializer;
import io.gan4j.api.network.ParameterSpec;
import io.gan4j.api.tensor.NoiseSource;
import io.gan4j.api.tensor.TensorOps;
import io.gan4j.api.term.Need;
import io.gan4j.api.term.Term;
import io.gan4j.api.term.TermContext;
import io.gan4j.api.term.TermValue;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;

@DisplayName("The contracts")
class ContractTest {

  private static void breaks(Contract contract, String promise) {
    assertThat(contract.violations()).anyMatch(broken -> broken.startsWith(promise));
  }

  @Test
  @DisplayName("catch an activation that leaves its declared range")
  void activationRange() {
    record Doubled() implements Activation {
      @Override
      public <T> T apply(TensorOps<T> ops, T values) {
        return ops.mul(ops.constant(2), ops.tanh(values));
      }

      @Override
      public Range outputRange(Range input) {
        return Range.SYMMETRIC;
      }
    }
    breaks(ActivationContract.of(new Doubled()), "stays within the range");
  }

  @Test
  @DisplayName("catch an activation that mixes values")
  void activationMixes() {
    record Softmax() implements Activation {
      @Override
      public <T> T apply(TensorOps<T> ops, T values) {
        return ops.div(ops.tanh(values), ops.sum(ops.square(ops.tanh(values))));
      }
    }
    breaks(ActivationContract.of(new Softmax()), "maps each value on its own");
  }

  @Test
  @DisplayName("catch an initialiser that depends on what was asked before")
  void initializerWithMemory() {
    Initializer counting =
        (parameter, random, data) -> {
          long[] calls = {0};
          return index -> random.normal(calls[0]++);
        };
    breaks(
        InitializerContract.of(
            counting,
            InitializerContract.Target.kernel(counting),
            new InitializerContract.Moments(0, 1, true)),
        "is a pure function of the index");
  }

  @Test
  @DisplayName("catch an initialiser of the wrong width")
  void initializerWidth() {
    Initializer wide = (parameter, random, data) -> index -> 1.2 * random.normal(index);
    breaks(
        InitializerContract.of(
            wide,
            InitializerContract.Target.kernel(wide),
            new InitializerContract.Moments(0, 1, true)),
        "has the mean and deviation");
  }

  @Test
  @DisplayName("catch latents that look at the whole batch")
  void latentsOfBatch() {
    record Centred() implements Latents {
      @Override
      public Shape shape() {
        return Shape.of(3);
      }

      @Override
      public <T> T draw(TensorOps<T> ops, NoiseSource<T> noise) {
        T normal = noise.normal("latents", shape());
        return ops.sub(normal, ops.meanOverBatch(normal));
      }
    }
    breaks(LatentsContract.of(new Centred(), null), "does not depend on the size of the batch");
  }

  @Test
  @DisplayName("catch a schedule that runs below zero")
  void negativeSchedule() {
    breaks(
        ScheduleContract.of(progress -> 1 - progress.step() / 1000.0),
        "is finite and not negative");
  }

  @Test
  @DisplayName("catch a constraint that moves allowed values")
  void shrinking() {
    record Shrink() implements Constraint {
      @Override
      public boolean appliesTo(ParameterSpec parameter) {
        return parameter.trained();
      }

      @Override
      public <T> T project(TensorOps<T> ops, T values, ParameterSpec parameter) {
        return ops.mul(ops.constant(0.5), values);
      }
    }
    breaks(ConstraintContract.of(new Shrink()), "leaves allowed values where they are");
  }

  @Test
  @DisplayName("catch a term that uses what it does not declare")
  void undeclared() {
    record Sneaky() implements Term {
      @Override
      public Set<PlayerRole> paidBy() {
        return Set.of(PlayerRole.GENERATOR);
      }

      @Override
      public Set<Need> needs() {
        return Set.of(Need.REAL);
      }

      @Override
      public <T> TermValue<T> apply(TermContext<T> context) {
        return TermValue.of(context.ops().mean(context.discriminate(context.real()).scores()));
      }
    }
    breaks(TermContract.of(new Sneaky()), "needs only what it declares");
  }
}
