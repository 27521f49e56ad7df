package io.gan4j.tf.internal.gate;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.function.BiFunction;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.nn.FusedBatchNorm;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

@DisplayName("Sizes that a graph calculates")
class SizeCheckTest {

  /** The check of a graph that fills a tensor of a size which it calculates of a count. */
  private static SizeCheck filling(BiFunction<Ops, Operand<TInt32>, List<Operand<TInt32>>> size) {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Placeholder<TInt32> count =
          tf.withName("count").placeholder(TInt32.class, Placeholder.shape(Shape.scalar()));
      tf.withName("large").fill(tf.stack(size.apply(tf, count)), tf.constant(0f));
      return new SizeCheck(
          new DataFlow(graph.toGraphDef().getNodeList(), Definitions.all()), Feeds.count("count"));
    }
  }

  @Test
  @DisplayName("may grow with the number of samples, from whatever they are for two")
  void linear() {
    SizeCheck sizes = filling((tf, count) -> List.of(count, tf.constant(1 << 20)));
    assertThatCode(() -> sizes.check(1000)).doesNotThrowAnyException();
  }

  @Test
  @DisplayName("may grow faster only as long as they are not large")
  void quadratic() {
    SizeCheck sizes = filling((tf, count) -> List.of(count, count, tf.constant(1 << 10)));
    assertThatCode(() -> sizes.check(300)).doesNotThrowAnyException();
    assertThatThrownBy(() -> sizes.check(1000))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("its node 'large' brings it to 1024000000 values, more than");
  }

  @Test
  @DisplayName("may not be large from some number of samples on")
  void threshold() {
    SizeCheck sizes =
        filling(
            (tf, count) ->
                List.of(
                    tf.constant(1 << 20),
                    tf.math.maximum(
                        tf.constant(1),
                        tf.math.mul(tf.math.sub(count, tf.constant(9)), tf.constant(1000)))));
    assertThatCode(() -> sizes.check(9)).doesNotThrowAnyException();
    assertThatThrownBy(() -> sizes.check(10)).hasMessageContaining("its node 'large'");
  }

  @Test
  @DisplayName("may not depend on anything that is fed but the count")
  void unknown() {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Placeholder<TFloat32> value =
          tf.withName("value").placeholder(TFloat32.class, Placeholder.shape(Shape.of(1)));
      tf.withName("large").fill(tf.dtypes.cast(value, TInt32.class), tf.constant(0f));
      DataFlow flow = new DataFlow(graph.toGraphDef().getNodeList(), Definitions.all());
      assertThatThrownBy(() -> new SizeCheck(flow, Feeds.count("count")))
          .isInstanceOf(Refused.class)
          .hasMessage("its node 'large' (Fill) takes a dims that is not known before it runs");
    }
  }

  @Test
  @DisplayName(
      "may not be those of what a batch norm makes for training, which no two processors agree on")
  void besideTheResult() {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Operand<TFloat32> images = tf.fill(tf.constant(new int[] {1, 2, 2, 3}), tf.constant(0f));
      Operand<TFloat32> ones = tf.constant(new float[] {1, 1, 1});
      FusedBatchNorm<TFloat32, TFloat32> norm =
          tf.withName("norm")
              .nn
              .fusedBatchNorm(images, ones, ones, ones, ones, FusedBatchNorm.isTraining(false));
      tf.identity(norm.reserveSpace3());
      DataFlow flow = new DataFlow(graph.toGraphDef().getNodeList(), Definitions.all());
      assertThatThrownBy(() -> new SizeCheck(flow, Feeds.count("count")))
          .isInstanceOf(Refused.class)
          .hasMessage("its node 'norm' is asked for more than its result");
    }
  }

  @Test
  @DisplayName("may not all together be large, though each is not")
  void together() {
    assertThatThrownBy(
            () -> {
              try (Graph graph = new Graph()) {
                Ops tf = Ops.create(graph);
                for (int i = 0; i < 9; i++) {
                  tf.withName("fill" + i).fill(tf.constant(new int[] {1 << 27}), tf.constant(0f));
                }
                new SizeCheck(
                    new DataFlow(graph.toGraphDef().getNodeList(), Definitions.all()),
                    Feeds.count("count"));
              }
            })
        .isInstanceOf(Refused.class)
        .hasMessageContaining("brings it to 1207959552 values, more than 1073741824");
  }

  @Test
  @DisplayName("may not make it multiply for minutes")
  void work() {
    assertThatThrownBy(
            () -> {
              try (Graph graph = new Graph()) {
                Ops tf = Ops.create(graph);
                Operand<TFloat32> square =
                    tf.fill(tf.constant(new int[] {1 << 13, 1 << 13}), tf.constant(0f));
                tf.withName("product").linalg.matMul(square, square);
                new SizeCheck(
                    new DataFlow(graph.toGraphDef().getNodeList(), Definitions.all()),
                    Feeds.count("count"));
              }
            })
        .isInstanceOf(Refused.class)
        .hasMessageContaining("its node 'product' brings it to")
        .hasMessageContaining("units of work, more than 137438953472");
  }
}
