package io.gan4j.tf.internal.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.testkit.DoubleOps;
import io.gan4j.testkit.DoubleTensor;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat64;

@DisplayName("The algebra in the graph")
class GraphOpsTest {
  private static final double[] VALUES = {0.3, -0.7, 1.9, -2.4, 35, -35};

  /** An operation on one tensor. */
  private interface Unary
      extends BiFunction<GraphOps<TFloat64>, Operand<TFloat64>, Operand<TFloat64>> {}

  private static Arguments unary(String name, Unary graph, DoubleUnaryOperator java) {
    return Arguments.of(name, graph, java);
  }

  static Stream<Arguments> unaries() {
    return Stream.of(
        unary("neg", GraphOps::neg, x -> -x),
        unary("abs", GraphOps::abs, Math::abs),
        unary("square", GraphOps::square, x -> x * x),
        unary("sqrt", (o, x) -> o.sqrt(o.abs(x)), x -> Math.sqrt(Math.abs(x))),
        unary("exp", GraphOps::exp, Math::exp),
        unary("log", (o, x) -> o.log(o.abs(x)), x -> Math.log(Math.abs(x))),
        unary("log1p", (o, x) -> o.log1p(o.abs(x)), x -> Math.log1p(Math.abs(x))),
        unary("expm1", GraphOps::expm1, Math::expm1),
        unary("relu", GraphOps::relu, x -> Math.max(x, 0)),
        unary("leakyRelu", (o, x) -> o.leakyRelu(x, 0.25), x -> x >= 0 ? x : 0.25 * x),
        unary("elu", GraphOps::elu, x -> x >= 0 ? x : Math.expm1(x)),
        unary(
            "selu",
            GraphOps::selu,
            x -> 1.0507009873554805 * (x >= 0 ? x : 1.6732632423543772 * Math.expm1(x))),
        unary(
            "softplus",
            GraphOps::softplus,
            x -> Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)))),
        unary("sigmoid", GraphOps::sigmoid, x -> 1 / (1 + Math.exp(-x))),
        unary("tanh", GraphOps::tanh, Math::tanh),
        unary("sign", GraphOps::sign, Math::signum),
        unary("detach", GraphOps::detach, x -> x),
        unary("greater", (o, x) -> o.greater(x, o.constant(0)), x -> x > 0 ? 1 : 0),
        unary("add", (o, x) -> o.add(x, o.constant(2)), x -> x + 2),
        unary("sub", (o, x) -> o.sub(o.constant(2), x), x -> 2 - x),
        unary("mul", (o, x) -> o.mul(x, o.constant(2)), x -> x * 2),
        unary("div", (o, x) -> o.div(o.constant(2), x), x -> 2 / x),
        unary("maximum", (o, x) -> o.maximum(x, o.constant(1)), x -> Math.max(x, 1)),
        unary("minimum", (o, x) -> o.minimum(x, o.constant(1)), x -> Math.min(x, 1)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("unaries")
  @DisplayName("computes, value by value,")
  void elementwise(String name, Unary graph, DoubleUnaryOperator java) {
    double[] computed = GraphRun.algebra(Shape.of(2, 3), VALUES, graph);
    double[] expected = Arrays.stream(VALUES).map(java).toArray();
    for (int i = 0; i < expected.length; i++) {
      assertThat(computed[i])
          .as(name + "(" + VALUES[i] + ")")
          .isCloseTo(expected[i], within(1e-12 * Math.max(1, Math.abs(expected[i]))));
    }
  }

  @Test
  @DisplayName("sums and averages over all axes of tensors of any rank")
  void reducesEverything() {
    double[] values = {1, 2, 3, 4, 5, 6, 7, 9};
    for (Shape shape : List.of(Shape.of(8), Shape.of(2, 4), Shape.of(2, 1, 2, 2))) {
      assertThat(GraphRun.algebra(shape, values, GraphOps::sum)).containsExactly(37);
      assertThat(GraphRun.algebra(shape, values, GraphOps::mean)).containsExactly(4.625);
    }
    assertThat(GraphRun.algebra(Shape.scalar(), new double[] {3}, GraphOps::sum))
        .containsExactly(3);
    assertThat(GraphRun.algebra(Shape.scalar(), new double[] {3}, GraphOps::mean))
        .containsExactly(3);
  }

  @Test
  @DisplayName("reduces per sample, over the batch, and over all axes but one")
  void reducesPartly() {
    double[] values = {1, 2, 3, 4, 5, 6, 7, 9};
    Shape shape = Shape.of(2, 2, 2);
    assertThat(GraphRun.algebra(shape, values, GraphOps::sumPerSample)).containsExactly(10, 27);
    assertThat(GraphRun.algebra(shape, values, GraphOps::meanPerSample)).containsExactly(2.5, 6.75);
    assertThat(GraphRun.algebra(shape, values, GraphOps::maxPerSample)).containsExactly(4, 9);
    assertThat(GraphRun.algebra(shape, values, GraphOps::minPerSample)).containsExactly(1, 5);
    assertThat(GraphRun.algebra(shape, values, GraphOps::meanOverBatch))
        .containsExactly(3, 4, 5, 6.5);
    assertThat(GraphRun.algebra(shape, values, (o, x) -> o.sumExcept(x, 1)))
        .containsExactly(14, 23);
    assertThat(GraphRun.algebra(shape, values, (o, x) -> o.sub(x, o.sumExcept(x, 2))))
        .containsExactly(-15, -19, -13, -17, -11, -15, -9, -12);
    assertThat(GraphRun.algebra(Shape.of(8), values, GraphOps::sumPerSample)).isEqualTo(values);
    assertThat(GraphRun.algebra(Shape.of(8), values, GraphOps::maxPerSample)).isEqualTo(values);
  }

  @Test
  @DisplayName("counts, and takes values at places that each sample chooses along an axis")
  void takes() {
    double[] values = {1, 2, 3, 4, 5, 6, 10, 20, 30, 40, 50, 60};
    assertThat(GraphRun.algebra(Shape.of(1), new double[] {5}, (o, x) -> o.mul(x, o.range(3))))
        .containsExactly(0, 5, 10);
    double[] places = {2, 0, 1, 1};
    assertThat(GraphRun.algebra(Shape.of(2, 3, 2), values, (o, x) -> o.take(x, 1, at(o, places))))
        .containsExactly(5, 6, 1, 2, 30, 40, 30, 40);
    assertThat(GraphRun.algebra(Shape.of(2, 2, 3), values, (o, x) -> o.take(x, 2, at(o, places))))
        .containsExactly(3, 1, 6, 4, 20, 20, 50, 50);
    DoubleOps doubles = new DoubleOps();
    DoubleTensor two = DoubleTensor.of(Shape.of(2, 2), places);
    assertThat(doubles.take(DoubleTensor.of(Shape.of(2, 3, 2), values), 1, two).values())
        .containsExactly(5, 6, 1, 2, 30, 40, 30, 40);
    assertThat(doubles.take(DoubleTensor.of(Shape.of(2, 2, 3), values), 2, two).values())
        .containsExactly(3, 1, 6, 4, 20, 20, 50, 50);
  }

  @Test
  @DisplayName("puts tensors side by side, and cuts some of the last axis")
  void joins() {
    double[] values = {1, 2, 3, 4, 5, 6};
    double[] joined = {1, 2, 3, 2, 3, 4, 5, 6, 5, 6};
    assertThat(
            GraphRun.algebra(
                Shape.of(2, 3), values, (o, x) -> o.concat(List.of(x, o.slice(x, 1, 3)))))
        .containsExactly(joined);
    DoubleOps doubles = new DoubleOps();
    DoubleTensor x = DoubleTensor.of(Shape.of(2, 3), values);
    assertThat(doubles.concat(List.of(x, doubles.slice(x, 1, 3))))
        .isEqualTo(DoubleTensor.of(Shape.of(2, 5), joined));
  }

  private static Operand<TFloat64> at(GraphOps<TFloat64> ops, double[] places) {
    Operand<TFloat64> flat = ops.constant(0);
    Operand<TFloat64> index = ops.range(places.length);
    for (int i = 0; i < places.length; i++) {
      Operand<TFloat64> here =
          ops.relu(ops.sub(ops.constant(1), ops.abs(ops.sub(index, ops.constant(i)))));
      flat = ops.add(flat, ops.mul(here, ops.constant(places[i])));
    }
    return ops.reshape(flat, Shape.of(2, 2));
  }

  @Test
  @DisplayName("broadcasts one value per sample, multiplies matrices and reshapes")
  void shapes() {
    double[] values = {1, 2, 3, 4};
    assertThat(
            GraphRun.algebra(
                Shape.of(2, 1, 2),
                values,
                (o, x) -> o.mul(x, o.broadcastPerSample(o.sumPerSample(x), x))))
        .containsExactly(3, 6, 21, 28);
    assertThat(
            GraphRun.algebra(
                Shape.of(4),
                values,
                (o, x) -> o.matMul(o.reshape(x, Shape.of(2, -1)), o.reshape(x, Shape.of(2, 2)))))
        .containsExactly(7, 10, 15, 22);
    assertThat(GraphRun.algebra(Shape.of(2, 1, 2), values, (o, x) -> o.transpose(x, 2, 0, 1)))
        .containsExactly(1, 3, 2, 4);
    assertThat(GraphRun.algebra(Shape.of(4), values, (o, x) -> o.mul(o.detach(x), x)))
        .containsExactly(1, 4, 9, 16);
  }
}
