package io.gan4j.tf.internal.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

@DisplayName("What is alive at once in a run of a graph:")
class LivenessTest {
  private static final long KIB = 1024;

  private final Graph graph = new Graph();
  private final Ops tf = Ops.create(graph);

  /** 1 KiB of floats, fed. */
  private final Operand<TFloat32> fed =
      tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(16, 16)));

  @AfterEach
  void close() {
    graph.close();
  }

  private long peak(Op... targets) {
    return Liveness.peak(
        graph,
        Arrays.stream(targets).map(op -> (GraphOperation) op.op()).collect(Collectors.toSet()));
  }

  @Test
  @DisplayName("what is fed is not counted, and an operation writes over what only it reads")
  void inPlace() {
    assertThat(peak(tf.math.neg(fed))).isEqualTo(KIB);
    assertThat(peak(tf.math.tanh(tf.math.exp(tf.math.neg(fed))))).isEqualTo(KIB);
  }

  @Test
  @DisplayName("what somebody else will read is not written over")
  void readTwice() {
    Operand<TFloat32> shared = tf.math.neg(fed);
    assertThat(peak(tf.linalg.matMul(tf.math.exp(shared), shared))).isEqualTo(3 * KIB);
    assertThat(peak(tf.math.mul(tf.math.exp(shared), shared))).isEqualTo(2 * KIB);
  }

  @Test
  @DisplayName("what has been read lives no longer")
  void released() {
    Operand<TFloat32> value = fed;
    for (int i = 0; i < 5; i++) {
      value = tf.linalg.matMul(value, value);
    }
    assertThat(peak(value)).isEqualTo(2 * KIB);
  }

  @Test
  @DisplayName("reshapes and slices of whole rows share memory, other slices are copies")
  void shared() {
    Operand<TFloat32> own = tf.linalg.matMul(fed, fed);
    assertThat(peak(tf.reshape(own, tf.constant(new int[] {256})))).isEqualTo(KIB);
    assertThat(peak(slice(own, 8, 16))).isEqualTo(KIB);
    assertThat(peak(slice(own, 16, 8))).isEqualTo(KIB + KIB / 2);
  }

  private Operand<TFloat32> slice(Operand<TFloat32> of, int rows, int columns) {
    int[] size = {rows, columns};
    return tf.slice(of, tf.constant(new int[2]), tf.constant(size));
  }

  @Test
  @DisplayName("gradients keep the values they need, and wait for nothing else")
  void gradients() {
    Operand<TFloat32> first = tf.math.tanh(tf.linalg.matMul(fed, fed));
    Operand<TFloat32> second = tf.math.tanh(tf.linalg.matMul(first, fed));
    Operand<TFloat32> loss = tf.sum(second, tf.constant(new int[] {0, 1}));
    Operand<TFloat32> gradient = Gradients.of(tf, loss, List.of(fed)).get(0);
    // Both activations, the gradient of the second, and what goes back from it to the first.
    assertThat(peak(gradient)).isBetween(3 * KIB, 5 * KIB);
    assertThat(peak(loss)).isLessThan(3 * KIB);
  }

  @Test
  @DisplayName("a shape that is known in the run only counts as nothing")
  void unknownShapes() {
    Operand<TFloat32> some =
        tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(Shape.UNKNOWN_SIZE, 16)));
    assertThat(Liveness.peak(graph, Set.of((GraphOperation) tf.math.neg(some).op()))).isZero();
  }
}
