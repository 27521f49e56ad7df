package io.gan4j.tf.internal.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.api.data.Latents;
import io.gan4j.api.provider.GeneratorModel;
import io.gan4j.tf.TensorFlowProvider;
import io.gan4j.tf.examples.ComponentExamples;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.ndarray.FloatNdArray;

@DisplayName("An exported generator")
class ExportedLatentsTest {

  static List<Latents> latents() {
    return ComponentExamples.latents(TestPlans.LATENTS);
  }

  @ParameterizedTest
  @MethodSource("latents")
  @DisplayName("is loaded without trust, whatever its latents, and samples as its session does")
  void loads(Latents latents, @TempDir Path parent) {
    TestPlans plans = new TestPlans();
    plans.latents = latents;
    Path folder = parent.resolve("model");
    try (InspectedSession<?> session = plans.open()) {
      session.export(folder, Map.of());
      try (GeneratorModel model = TensorFlowProvider.create().load(folder)) {
        for (int count : new int[] {1, 2, 100}) {
          FloatNdArray expected = session.generate(session.drawLatents(3, count));
          assertThat(States.values(model.sample(3, count)))
              .containsExactly(States.values(expected), within(1e-5));
        }
      }
    }
  }
}
