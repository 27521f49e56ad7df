package io.gan4j.tf.internal.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.nn.LeakyRelu;
import org.tensorflow.types.TFloat32;

@DisplayName("Tensors that are computed alike")
class FirstAlikeTest {
  private final Graph graph = new Graph();
  private final Ops tf = Ops.create(graph);
  private final FirstAlike<TFloat32> first = new FirstAlike<>();
  private final Operand<TFloat32> x = placeholder();
  private final Operand<TFloat32> y = placeholder();

  @AfterEach
  void close() {
    graph.close();
  }

  private Operand<TFloat32> placeholder() {
    return tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(3)));
  }

  private Operand<TFloat32> masked(Operand<TFloat32> values, long key, float leak) {
    Operand<TFloat32> mask =
        tf.random.statelessRandomUniform(
            tf.constant(new int[] {3}),
            tf.stack(List.of(tf.constant(key), tf.constant(key))),
            TFloat32.class);
    return tf.math.mul(tf.nn.leakyRelu(values, LeakyRelu.alpha(leak)), mask);
  }

  @Test
  @DisplayName("are one: the same operations with equal constants on the same tensors")
  void alike() {
    Operand<TFloat32> once = masked(x, 1, 0.5f);
    assertThat(first.of(once)).isSameAs(once);
    assertThat(first.of(masked(x, 1, 0.5f))).isSameAs(once);
    assertThat(first.of(once)).isSameAs(once);
  }

  @Test
  @DisplayName("are not those of another input, constant, attribute, operation or control input")
  void different() {
    first.of(masked(x, 1, 0.5f));
    List<Operand<TFloat32>> others =
        List.of(
            masked(y, 1, 0.5f),
            masked(x, 2, 0.5f),
            masked(x, 1, 0.25f),
            tf.math.add(x, y),
            tf.withControlDependencies(List.of(y)).math.add(x, y),
            tf.math.add(y, x),
            x,
            y);
    for (Operand<TFloat32> other : others) {
      assertThat(first.of(other)).isSameAs(other);
    }
  }

  @Test
  @DisplayName("are found in time that is linear in their operations, however these share inputs")
  void shared() {
    Operand<TFloat32> once = x;
    Operand<TFloat32> again = x;
    for (int i = 0; i < 64; i++) {
      once = tf.math.add(once, once);
      again = tf.math.add(again, again);
    }
    assertThat(first.of(once)).isSameAs(once);
    assertThat(first.of(again)).isSameAs(once);
  }
}
