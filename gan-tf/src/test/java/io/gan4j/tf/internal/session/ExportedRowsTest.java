package io.gan4j.tf.internal.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.gan4j.api.data.SampleSpace;
import io.gan4j.api.layer.TabularOutput;
import io.gan4j.api.layer.TabularOutput.Block;
import io.gan4j.api.layer.TabularOutput.Kind;
import io.gan4j.api.provider.GeneratorModel;
import io.gan4j.components.activation.LeakyRelu;
import io.gan4j.components.activation.Linear;
import io.gan4j.tf.TensorFlowProvider;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArrays;

@DisplayName("A generator with noise inside")
class ExportedRowsTest {
  private static final int WIDTH = 7;

  @Test
  @DisplayName("makes each row of its own latents, whatever stands beside it, as its session does")
  void rowsByThemselves(@TempDir Path parent) {
    TestPlans plans = new TestPlans();
    plans.samples = SampleSpace.vectors(WIDTH);
    plans.generator =
        List.of(
            TestPlans.dense(16, new LeakyRelu(0.2)),
            TestPlans.dense(WIDTH, new Linear()),
            new TabularOutput(
                List.of(
                    new Block(Kind.LINEAR, 1),
                    new Block(Kind.CATEGORY, 4),
                    new Block(Kind.CATEGORY, 2)),
                0.2,
                false));
    plans.discriminator = List.of(TestPlans.dense(1, new Linear()));
    Path folder = parent.resolve("model");
    try (InspectedSession<?> session = plans.open()) {
      session.export(folder, Map.of());
      FloatNdArray latents = session.drawLatents(3, 64);
      double[] all = States.values(session.generate(latents));
      try (GeneratorModel model = TensorFlowProvider.create().load(folder)) {
        assertThat(model.latents(3, 64).orElseThrow()).isEqualTo(latents);
        assertCategories(States.values(model.sample(3, 64)), all, 0);
        for (int first : new int[] {0, 5, 60}) {
          assertCategories(States.values(model.generate(rows(latents, first, 4))), all, first);
        }
      }
      int[] drawn = new int[4];
      for (int row = 0; row < 64; row++) {
        for (int category = 0; category < 4; category++) {
          drawn[category] += all[row * WIDTH + 1 + category] == 1 ? 1 : 0;
        }
      }
      // at the beginning no category is much likelier; of one noise for all there would be one
      assertThat(Arrays.stream(drawn)).allMatch(times -> times > 3);
      assertThat(Arrays.stream(drawn).sum()).isEqualTo(64);
    }
  }

  private static FloatNdArray rows(FloatNdArray all, int first, int count) {
    FloatNdArray some = NdArrays.ofFloats(all.shape().tail().prepend(count));
    for (int i = 0; i < count; i++) {
      all.get(first + i).copyTo(some.get(i));
    }
    return some;
  }

  /** Every column of every category is the same, beside which numbers may differ in a last bit. */
  private static void assertCategories(double[] rows, double[] all, int first) {
    for (int i = 0; i < rows.length; i++) {
      if (i % WIDTH > 0) {
        assertThat(rows[i]).isEqualTo(all[first * WIDTH + i]);
      }
    }
  }
}
