package io.gan4j.testkit;

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
            () ->
                Expect.holds(
                    "parameters it applies to, of kernels and biases",
                    "one or more",
                    PARAMETERS.stream().anyMatch(constraint::appliesTo),
                    "none"))
        .promise(
            "never applies to statistics",
            () ->
                Expect.equal(
                    "applies to a statistic",
                    false,
                    constraint.appliesTo(
                        new ParameterSpec("mean", Shape.of(4), Role.STATISTIC, UNUSED, 4, 4, 0))))
        .promise(
            Aspect.VALUE, "keeps the shape and gives finite values", () -> keepsShape(constraint))
        .promise("leaves allowed values where they are", () -> idempotent(constraint))
        .promise("changes values that are not allowed", () -> changes(constraint));
  }

  private static void keepsShape(Constraint constraint) {
    for (ParameterSpec parameter : constrained(constraint)) {
      for (double scale : new double[] {0, 1e-6, 1, 1e6}) {
        DoubleTensor values = values(parameter, scale);
        DoubleTensor projected = constraint.project(OPS, values, parameter);
        Expect.equal("shape of what is allowed", parameter.shape(), projected.shape());
        for (double value : projected.data) {
          Expect.finite("an allowed value, of values at a scale of " + scale, value);
        }
      }
    }
  }

  private static void idempotent(Constraint constraint) {
    for (ParameterSpec parameter : constrained(constraint)) {
      for (double scale : new double[] {1e-6, 1, 1e6}) {
        DoubleTensor once = constraint.project(OPS, values(parameter, scale), parameter);
        DoubleTensor twice = constraint.project(OPS, once, parameter);
        Expect.close("what is allowed, of what is allowed already", once.data, twice.data, 1e-9);
      }
    }
  }

  private static void changes(Constraint constraint) {
    Expect.holds(
        "what is allowed of values at a scale of 1000000",
        "others than these, for some parameter",
        constrained(constraint).stream()
            .anyMatch(
                parameter -> {
                  DoubleTensor huge = values(parameter, 1e6);
                  return !constraint.project(OPS, huge, parameter).equals(huge);
                }),
        "always the same values");
  }

  private static List<ParameterSpec> constrained(Constraint constraint) {
    return PARAMETERS.stream().filter(constraint::appliesTo).toList();
  }

  private static DoubleTensor values(ParameterSpec parameter, double scale) {
    DoubleTensor normal = DoubleNoise.of(3, 0, 1).normal("weights", parameter.shape());
    return OPS.reshape(OPS.mul(OPS.constant(scale), normal), parameter.shape());
  }
}
