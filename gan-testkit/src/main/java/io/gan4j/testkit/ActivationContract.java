package io.gan4j.testkit;

import io.gan4j.api.data.Range;
import io.gan4j.api.network.Activation;
import java.util.List;
import java.util.stream.DoubleStream;
import org.tensorflow.ndarray.Shape;

/**
 * What every activation promises: it keeps the shape, maps each value on its own, and stays within
 * the range it declares.
 */
public final class ActivationContract {
  private static final double[] VALUES =
      DoubleStream.concat(
              DoubleStream.iterate(-6, x -> x <= 6, x -> x + 0.125),
              DoubleStream.of(-1e4, -100, -1e-9, 1e-9, 100, 1e4))
          .toArray();
  // A sum may round one unit in the last place beyond a bound.
  private static final double ROUNDING = 1e-12;
  private static final DoubleOps OPS = new DoubleOps();

  private ActivationContract() {}

  /** The contract of an activation. */
  public static Contract of(Activation activation) {
    return new Contract(activation)
        .promise(Aspect.VALUE, "keeps the shape", () -> shape(activation))
        .promise("has no weights", () -> noWeights(activation))
        .promise("maps each value on its own", () -> eachOnItsOwn(activation))
        .promise(Aspect.VALUE, "is finite up to ±10,000", () -> finite(activation))
        .promise("stays within the range it declares", () -> range(activation));
  }

  private static void shape(Activation activation) {
    for (Shape shape : List.of(Shape.of(3), Shape.of(2, 3), Shape.of(2, 2, 3, 1))) {
      DoubleTensor zeros = DoubleTensor.of(shape, new double[(int) shape.size()]);
      Expect.equal("shape of the output", shape, activation.apply(OPS, zeros).shape());
      Expect.equal("declared shape of the output", shape, activation.outputShape(shape));
    }
  }

  private static void noWeights(Activation activation) {
    Expect.empty("weights", activation.parameters(Shape.of(5)));
    Expect.equal("mixes samples", false, activation.mixesSamples());
  }

  private static void eachOnItsOwn(Activation activation) {
    double[] together = apply(activation, VALUES);
    for (int i = 0; i < VALUES.length; i++) {
      Expect.equal(
          "value at " + VALUES[i] + " among others, by that alone",
          apply(activation, new double[] {VALUES[i]})[0],
          together[i]);
    }
  }

  private static void finite(Activation activation) {
    double[] values = apply(activation, VALUES);
    for (int i = 0; i < values.length; i++) {
      Expect.finite("value at " + VALUES[i], values[i]);
    }
  }

  private static void range(Activation activation) {
    for (Range input : List.of(Range.UNBOUNDED, Range.UNIT, Range.SYMMETRIC, new Range(-3, -1))) {
      Range declared = activation.outputRange(input);
      double[] inside =
          DoubleStream.of(VALUES).filter(x -> x >= input.low() && x <= input.high()).toArray();
      for (double value : apply(activation, inside)) {
        Expect.between(
            "output for inputs in " + input,
            declared.low() - ROUNDING,
            declared.high() + ROUNDING,
            value);
      }
    }
  }

  private static double[] apply(Activation activation, double[] values) {
    return activation.apply(OPS, DoubleTensor.vector(values)).data;
  }
}
