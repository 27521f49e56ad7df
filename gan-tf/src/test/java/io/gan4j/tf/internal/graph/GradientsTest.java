package io.gan4j.tf.internal.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat64;

@DisplayName("A gradient")
class GradientsTest {

  @Test
  @DisplayName("of a tensor is that of its sum")
  void ofATensor() {
    assertThat(
            GraphRun.values(
                FloatKind.FLOAT64,
                tf -> {
                  Operand<TFloat64> x = tf.constant(new double[] {1, 2, 3});
                  return Gradients.of(tf, tf.math.square(x), List.of(x)).get(0);
                }))
        .containsExactly(2, 4, 6);
  }

  @Test
  @DisplayName("is zero where nothing leads from y to x, or only what passes no gradient on")
  void isZeroWhereThereIsNone() {
    assertThat(
            GraphRun.values(
                FloatKind.FLOAT64,
                tf -> {
                  Operand<TFloat64> x = tf.constant(new double[] {1, 2});
                  Operand<TFloat64> elsewhere = tf.constant(new double[] {5, 6});
                  Operand<TFloat64> sized = tf.dtypes.cast(tf.size(elsewhere), TFloat64.class);
                  Operand<TFloat64> y = tf.math.mul(tf.math.square(x), sized);
                  Operand<TFloat64> untouched = tf.constant(new double[] {7});
                  List<Operand<TFloat64>> gradients =
                      Gradients.of(tf, y, List.of(elsewhere, x, untouched));
                  return tf.concat(gradients, tf.constant(0));
                }))
        .containsExactly(0, 0, 4, 8, 0);
  }

  @Test
  @DisplayName("has a gradient of its own through a relu")
  void isDifferentiableAgain() {
    assertThat(
            GraphRun.values(
                FloatKind.FLOAT64,
                tf -> {
                  GraphOps<TFloat64> ops = new GraphOps<>(tf, TFloat64.class);
                  Operand<TFloat64> x = tf.constant(new double[] {3, -3});
                  Operand<TFloat64> y = ops.mul(ops.square(x), ops.relu(x));
                  Operand<TFloat64> first = Gradients.of(tf, y, List.of(x)).get(0);
                  return Gradients.of(tf, first, List.of(x)).get(0);
                }))
        .as("of x³ where x > 0, and of 0 elsewhere: 6x and 0")
        .containsExactly(new double[] {18, 0}, within(1e-12));
  }
}
