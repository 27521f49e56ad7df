package io.gan4j.tf.internal.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.api.ProviderException;
import io.gan4j.api.metric.FeatureExtractor;
import io.gan4j.api.metric.FeatureExtractor.Extracted;
import io.gan4j.api.provider.GanPlan;
import io.gan4j.api.provider.GanSession;
import io.gan4j.testkit.SmallPlan;
import io.gan4j.tf.SavedModelFeatures;
import io.gan4j.tf.TensorFlowProvider;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArrays;

@DisplayName("An exported discriminator")
class ExportedDiscriminatorTest {
  @TempDir Path folder;

  @Test
  @DisplayName("scores as the session does, and gives what goes into its last layer")
  void scores() throws Exception {
    GanPlan plan = SmallPlan.images().build();
    FloatNdArray samples = NdArrays.ofFloats(plan.samples().shape().prepend(3));
    float[] next = {0};
    samples.scalars().forEach(value -> value.setFloat((next[0] += 0.37f) % 1));
    Path model = folder.resolve("model");
    try (GanSession session = TensorFlowProvider.create().open(plan)) {
      session.exportDiscriminator(model, Map.of("kind", "discriminator"));
      FloatNdArray expected = session.score(samples);
      SavedModelFeatures named =
          new SavedModelFeatures(
              model,
              null,
              "scores",
              null,
              0,
              plan.samples().range().low(),
              plan.samples().range().high());
      try (FeatureExtractor extractor = named.open(plan.samples())) {
        Extracted extracted = extractor.extract(samples);
        for (int i = 0; i < 3; i++) {
          assertThat(extracted.features().getFloat(i, 0))
              .isCloseTo(expected.getFloat(i), within(1e-5f));
        }
      }
      SavedModelFeatures features =
          new SavedModelFeatures(model, null, "features", "scores", 0, -1, 1);
      try (FeatureExtractor extractor = features.open(plan.samples())) {
        Extracted extracted = extractor.extract(samples);
        assertThat(extracted.features().shape().get(0)).isEqualTo(3);
        assertThat(extracted.features().shape().get(1)).isGreaterThan(1);
        assertThat(Objects.requireNonNull(extracted.probabilities()).shape().get(0)).isEqualTo(3);
        assertThat(extractor.description()).startsWith("model features, pixels in");
      }
      SavedModelFeatures unnamed = new SavedModelFeatures(model, null, null, null, 0, -1, 1);
      assertThatThrownBy(() -> unnamed.open(plan.samples()))
          .isInstanceOf(ProviderException.class)
          .hasMessageContaining("output must be named; there are features, scores");
      assertThatThrownBy(() -> session.exportDiscriminator(model, Map.of()))
          .hasMessageContaining("the folder is not empty");
    }
    try (var files = Files.list(folder)) {
      assertThat(files.toList()).isEqualTo(List.of(model));
    }
  }
}
