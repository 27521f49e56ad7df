package io.gan4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;

@DisplayName("The algebra on doubles")
class DoubleOpsTest {
  private final DoubleOps ops = new DoubleOps();

  private static DoubleTensor tensor(Shape shape, double... values) {
    return DoubleTensor.of(shape, values);
  }

  @Test
  @DisplayName("broadcasts a row over a matrix, and a column over it")
  void broadcasts() {
    DoubleTensor matrix = tensor(Shape.of(2, 3), 1, 2, 3, 4, 5, 6);
    assertThat(ops.add(matrix, DoubleTensor.vector(10, 20, 30)).values())
        .containsExactly(11, 22, 33, 14, 25, 36);
    assertThat(ops.add(tensor(Shape.of(2, 1), 10, 20), matrix).values())
        .containsExactly(11, 12, 13, 24, 25, 26);
    assertThat(ops.mul(ops.constant(2), matrix).shape()).isEqualTo(Shape.of(2, 3));
  }

  @Test
  @DisplayName("broadcasts both operands at once")
  void outerSum() {
    DoubleTensor sum = ops.add(tensor(Shape.of(2, 1), 10, 20), tensor(Shape.of(1, 3), 1, 2, 3));
    assertThat(sum).isEqualTo(tensor(Shape.of(2, 3), 11, 12, 13, 21, 22, 23));
  }

  @Test
  @DisplayName("refuses shapes that do not broadcast")
  void refuses() {
    assertThatThrownBy(() -> ops.add(DoubleTensor.vector(1, 2), DoubleTensor.vector(1, 2, 3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[2]")
        .hasMessageContaining("[3]");
  }

  @Test
  @DisplayName("reduces over the sample, the batch, and all axes but one")
  void reduces() {
    DoubleTensor x = tensor(Shape.of(2, 2, 2), 1, 2, 3, 4, 5, 6, 7, 8);
    assertThat(ops.sumPerSample(x)).isEqualTo(DoubleTensor.vector(10, 26));
    assertThat(ops.meanPerSample(x)).isEqualTo(DoubleTensor.vector(2.5, 6.5));
    assertThat(ops.maxPerSample(x)).isEqualTo(DoubleTensor.vector(4, 8));
    assertThat(ops.minPerSample(x)).isEqualTo(DoubleTensor.vector(1, 5));
    assertThat(ops.meanOverBatch(x)).isEqualTo(tensor(Shape.of(1, 2, 2), 3, 4, 5, 6));
    assertThat(ops.sumExcept(x, 1)).isEqualTo(tensor(Shape.of(1, 2, 1), 14, 22));
    assertThat(ops.sumExcept(x, 2)).isEqualTo(tensor(Shape.of(1, 1, 2), 16, 20));
    assertThat(ops.sum(x).item()).isEqualTo(36);
    assertThat(ops.mean(x).item()).isEqualTo(4.5);
  }

  @Test
  @DisplayName("puts one value per sample beside all values of the sample")
  void perSample() {
    DoubleTensor x = tensor(Shape.of(2, 2), 1, 2, 3, 4);
    DoubleTensor per = ops.broadcastPerSample(DoubleTensor.vector(10, 20), x);
    assertThat(ops.add(x, per).values()).containsExactly(11, 12, 23, 24);
  }

  @Test
  @DisplayName("multiplies matrices and infers an open axis")
  void matrices() {
    DoubleTensor a = tensor(Shape.of(2, 3), 1, 2, 3, 4, 5, 6);
    DoubleTensor b = tensor(Shape.of(3, 2), 1, 0, 0, 1, 1, 1);
    assertThat(ops.matMul(a, b)).isEqualTo(tensor(Shape.of(2, 2), 4, 5, 10, 11));
    assertThat(ops.reshape(a, Shape.of(-1, 2)).shape()).isEqualTo(Shape.of(3, 2));
  }

  @Test
  @DisplayName("puts axes in another order")
  void transposes() {
    DoubleTensor x = tensor(Shape.of(2, 1, 3), 1, 2, 3, 4, 5, 6);
    assertThat(ops.transpose(x, 2, 0, 1)).isEqualTo(tensor(Shape.of(3, 2, 1), 1, 4, 2, 5, 3, 6));
    assertThat(ops.transpose(x, 0, 1, 2)).isEqualTo(x);
  }

  @Test
  @DisplayName("takes softplus and sigmoid without overflow")
  void stable() {
    DoubleTensor x = DoubleTensor.vector(-1000, -1, 0, 1, 1000);
    assertThat(ops.softplus(x).values())
        .containsExactly(
            new double[] {
              0, Math.log1p(Math.exp(-1)), Math.log(2), 1 + Math.log1p(Math.exp(-1)), 1000
            },
            within(1e-15));
    assertThat(ops.sigmoid(x).values())
        .containsExactly(
            new double[] {0, 1 / (1 + Math.E), 0.5, Math.E / (1 + Math.E), 1}, within(1e-15));
  }

  @Test
  @DisplayName("differentiates by central differences")
  void differences() {
    double[] at = {0.3, -2};
    assertThat(Gradients.centralDifference(x -> x[0] * x[0] * x[1] + Math.exp(x[1]), at, 1e-5))
        .containsExactly(new double[] {2 * 0.3 * -2, 0.3 * 0.3 + Math.exp(-2)}, within(1e-8));
    assertThat(at).as("unchanged").containsExactly(0.3, -2);
  }
}
