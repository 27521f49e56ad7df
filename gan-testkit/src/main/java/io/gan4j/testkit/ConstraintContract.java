package io.gan4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.api.network.Constraint;
import io.gan4j.api.network.Initializer;
import io.gan4j.api.network.ParameterSpec;
import io.gan4j.api.network.ParameterSpec.Role;
import java.util.List;
import org.tensorflow.ndarray.Shape;

/**
 * What every constraint promises: it gives allowed values of the same shape, and leaves allowed
 * values where they are.
 */
public final class ConstraintContract {
  private static final Initializer UNUSED = (parameter, random, data) -> index -> 0;
  private static final List<ParameterSpec> PARAMETERS =
      List.of(
          ParameterSpec.kernel(Shape.of(6, 4), UNUSED, 6, 4),
          ParameterSpec.kernel(Shape.of(3, 3, 2, 5), UNUSED, 18, 45),
          // A transposed convolution's units lie along the axis before the last.
          new ParameterSpec("kernel", Shape.of(3, 3, 5, 2), Role.KERNEL, UNUSED, 18, 45, 2),
          ParameterSpec.bias(4, UNUSED, 6));
  private static final DoubleOps OPS = new DoubleOps();

  private ConstraintContract() {}

  /** The contract of a constraint. */
  public static Contract of(Constraint constraint) {
    return new Contract(constraint)
        .promise(
            "applies to some parameter",
            () -> assertThat(PARAMETERS).anyMatch(constraint::appliesTo))
        .promise(
            "never applies to statistics",
            () ->
                assertThat(
                        constraint.appliesTo(
                            new ParameterSpec(
                                "mean", Shape.of(4), Role.STATISTIC, UNUSED, 4, 4, 0)))
                    .isFalse())
        .promise("keeps the shape and gives finite values", () -> keepsShape(constraint))
        .promise("leaves allowed values where they are", () -> idempotent(constraint))
        .promise("changes values that are not allowed", () -> changes(constraint));
  }

  private static void keepsShape(Constraint constraint) {
    for (ParameterSpec parameter : constrained(constraint)) {
      for (double scale : new double[] {0, 1e-6, 1, 1e6}) {
        DoubleTensor values = values(parameter, scale);
        DoubleTensor projected = constraint.project(OPS, values, parameter);
        assertThat(projected.shape()).isEqualTo(parameter.shape());
        for (double value : projected.data) {
          assertThat(value).as("at a scale of %s", scale).isFinite();
        }
      }
    }
  }

  private static void idempotent(Constraint constraint) {
    for (ParameterSpec parameter : constrained(constraint)) {
      for (double scale : new double[] {1e-6, 1, 1e6}) {
        DoubleTensor once = constraint.project(OPS, values(parameter, scale), parameter);
        DoubleTensor twice = constraint.project(OPS, once, parameter);
        assertThat(twice.data).containsExactly(once.data, within(1e-9));
      }
    }
  }

  private static void changes(Constraint constraint) {
    assertThat(constrained(constraint))
        .anySatisfy(
            parameter -> {
              DoubleTensor huge = values(parameter, 1e6);
              assertThat(constraint.project(OPS, huge, parameter)).isNotEqualTo(huge);
            });
  }

  private static List<ParameterSpec> constrained(Constraint constraint) {
    return PARAMETERS.stream().filter(constraint::appliesTo).toList();
  }

  private static DoubleTensor values(ParameterSpec parameter, double scale) {
    DoubleTensor normal = DoubleNoise.of(3, 0, 1).normal("weights", parameter.shape());
    return OPS.reshape(OPS.mul(OPS.constant(scale), normal), parameter.shape());
  }
}
