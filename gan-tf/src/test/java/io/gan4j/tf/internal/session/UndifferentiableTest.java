package io.gan4j.tf.internal.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gan4j.api.ProviderException;
import io.gan4j.api.game.Player;
import io.gan4j.api.network.LayerSpec;
import io.gan4j.api.term.Term;
import io.gan4j.api.training.Draw;
import io.gan4j.components.activation.Linear;
import io.gan4j.components.activation.Tanh;
import io.gan4j.tf.extension.LayerBuilder;
import io.gan4j.tf.extension.LayerContext;
import io.gan4j.tf.extension.TensorFlowExtension;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.nn.Conv2d;
import org.tensorflow.op.nn.FusedBatchNorm;
import org.tensorflow.types.family.TFloating;

@DisplayName("A layer that cannot be differentiated")
class UndifferentiableTest {

  /** A layer of a user's own, made of one of TensorFlow's operations. */
  record Raw(String operation) implements LayerSpec {
    @Override
    public Shape outputShape(Shape input) {
      return input;
    }
  }

  /** Its builder. The vectors are taken as images of one row. */
  static final class RawBuilder implements LayerBuilder<Raw> {
    @Override
    public <T extends TFloating> Operand<T> build(
        Raw layer, Operand<T> input, LayerContext<T> context) {
      Ops tf = context.tf();
      Operand<T> images =
          context.ops().reshape(input, Shape.of(-1, 1, context.inputShape().get(0), 1));
      Operand<T> made =
          switch (layer.operation()) {
            case "lrn" -> tf.nn.localResponseNormalization(images);
            case "dilated" ->
                convolved(images, context, "SAME", Conv2d.dilations(List.of(1L, 1L, 2L, 1L)));
            case "padded" ->
                convolved(
                    images,
                    context,
                    "EXPLICIT",
                    Conv2d.explicitPaddings(List.of(0L, 0L, 0L, 0L, 1L, 1L, 0L, 0L)));
            case "log-softmax" -> tf.nn.logSoftmax(images);
            default -> plusBatchMean(images, context);
          };
      return context.ops().reshape(made, context.inputShape().prepend(-1));
    }

    private static <T extends TFloating> Operand<T> convolved(
        Operand<T> images, LayerContext<T> context, String padding, Conv2d.Options option) {
      Ops tf = context.tf();
      Operand<T> kernel =
          tf.fill(tf.constant(new int[] {1, 3, 1, 1}), tf.constant(images.type(), 0.5));
      return tf.nn.conv2d(images, kernel, List.of(1L, 1L, 1L, 1L), padding, option);
    }

    private static <T extends TFloating> Operand<T> plusBatchMean(
        Operand<T> images, LayerContext<T> context) {
      Ops tf = context.tf();
      Operand<T> one = tf.fill(tf.constant(new int[] {1}), tf.constant(images.type(), 1));
      Operand<T> none = tf.fill(tf.constant(new int[] {0}), tf.constant(images.type(), 0));
      FusedBatchNorm<T, T> norm = tf.nn.fusedBatchNorm(images, one, one, none, none);
      return tf.math.add(norm.y(), norm.batchMean());
    }
  }

  private static final TensorFlowExtension EXTENSION =
      new TensorFlowExtension() {
        @Override
        public String name() {
          return "raw";
        }

        @Override
        public void configure(Builders to) {
          to.layer(Raw.class, new RawBuilder());
        }
      };

  private static TestPlans plans(String operation, List<Term> further) {
    TestPlans plans = new TestPlans();
    plans.discriminator =
        List.of(
            TestPlans.dense(6, new Tanh()), new Raw(operation), TestPlans.dense(1, new Linear()));
    plans.phases =
        List.of(plans.phase("critic", Draw.FRESH, 1, Set.of(), further, Player.DISCRIMINATOR));
    return plans;
  }

  private static InspectedSession<?> open(TestPlans plans) {
    return InspectedSession.open(plans.plan(), EXTENSION);
  }

  @Test
  @DisplayName("twice is refused under a gradient penalty: with layer, operation, phase and term")
  void secondOrder() {
    assertThatThrownBy(() -> open(plans("lrn", List.of(new TestTerms.InputGradient(1)))))
        .isInstanceOf(ProviderException.class)
        .hasMessage(
            "phase 'critic' cannot be trained: layer discriminator/1.raw: TensorFlow has no"
                + " gradient of its operation LRNGrad; gradients of gradients are wanted by"
                + " 'term.1'");
  }

  @Test
  @DisplayName("twice trains where nobody asks for more than once")
  void firstOrder() {
    TestPlans plans = plans("lrn", List.of());
    try (InspectedSession<?> session = open(plans)) {
      assertThat(session.step(plans.request("critic", 0)).losses()).isNotEmpty();
    }
  }

  @ParameterizedTest(name = "{0}")
  @DisplayName("but TensorFlow would, wrongly, is refused with what to do instead")
  @CsvSource({
    "dilated, ignores its dilation; use spaceToBatchNd",
    "padded, ignores explicit padding; pad before it",
    "log-softmax, 'is wrong except on [batch, classes]'",
    "batch-mean, gives is 0; compute them from its input"
  })
  void silentlyWrong(String operation, String reason) {
    assertThatThrownBy(() -> open(plans(operation, List.of())))
        .isInstanceOf(ProviderException.class)
        .hasMessageStartingWith("phase 'critic' cannot be trained: layer discriminator/1.raw: ")
        .hasMessageContaining(reason);
  }
}
