package io.gan4j.tf.internal.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.api.ProviderException;
import io.gan4j.api.data.SampleSpace;
import io.gan4j.api.metric.FeatureExtractor;
import io.gan4j.api.metric.FeatureExtractor.Extracted;
import io.gan4j.tf.SavedModelFeatures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.Graph;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.StdArrays;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

@DisplayName("Features of a loaded model")
class ModelExtractorTest {
  @TempDir Path folder;

  private static SavedModelFeatures features(Path model, @Nullable String classes, int size) {
    return new SavedModelFeatures(model, null, null, classes, size, -1, 1);
  }

  private Path savedModel() {
    Path model = folder.resolve("model");
    Map<String, TFloat32> weights = TinyGenerator.weights();
    SavedModelWriter.write(model, new TinyGenerator(), weights, Map.of());
    weights.values().forEach(TFloat32::close);
    return model;
  }

  private Path frozenGraph() throws IOException {
    return Files.write(folder.resolve("means.pb"), FrozenMeans.graph().toByteArray());
  }

  @Test
  @DisplayName("are what the SavedModel gives, under a hash of its files")
  void fromSavedModel() {
    FloatNdArray samples = StdArrays.ndCopyOf(new float[][] {{1, 2, 3}, {-1, 0, 0.5f}});
    Path model = savedModel();
    try (FeatureExtractor extractor = features(model, null, 0).open(SampleSpace.vectors(3))) {
      FloatNdArray found = extractor.extract(samples).features();
      for (int row = 0; row < 2; row++) {
        for (int i = 0; i < 4; i++) {
          assertThat((double) found.getFloat(row, i))
              .isCloseTo(
                  TinyGenerator.expected(TinyGenerator.latent(samples, row), i), within(1e-5));
        }
      }
      assertThat(extractor.contentHash()).hasSize(64);
      assertThat(extractor.resizing()).isEmpty();
      assertThat(extractor.classifies()).isFalse();
    }
  }

  @Test
  @DisplayName("see images in the model's range, channels and size")
  void prepared() throws IOException {
    SavedModelFeatures features =
        new SavedModelFeatures(frozenGraph(), "images", "means", "logits", 8, -1, 1);
    FloatNdArray grey = NdArrays.ofFloats(Shape.of(2, 4, 4, 1));
    for (int i = 0; i < 16; i++) {
      grey.setFloat(0.25f, 0, i / 4, i % 4, 0);
      grey.setFloat(i / 4 < 2 ? 1 : 0, 1, i / 4, i % 4, 0); // half white, half black
    }
    try (FeatureExtractor extractor = features.open(SampleSpace.images(4, 4, 1))) {
      Extracted extracted = extractor.extract(grey);
      assertThat(extracted.features().shape()).isEqualTo(Shape.of(2, 3));
      for (int channel = 0; channel < 3; channel++) {
        assertThat(extracted.features().getFloat(0, channel)).isCloseTo(-0.5f, within(1e-6f));
        assertThat(extracted.features().getFloat(1, channel)).isCloseTo(0, within(1e-6f));
      }
      assertThat(extractor.resizing()).isEqualTo("bilinear with antialiasing from 4x4 to 8x8");
      // logits 0, −½, −1
      FloatNdArray classes = Objects.requireNonNull(extracted.probabilities());
      assertThat((double) classes.getFloat(0, 0))
          .isCloseTo(1 / (1 + Math.exp(-0.5) + Math.exp(-1)), within(1e-6));
    }
  }

  @Test
  @DisplayName("refuse a model that is not there, or has no such output, naming those it has")
  void refusals() throws IOException {
    assertThatThrownBy(() -> features(folder.resolve("gone"), null, 0).open(SampleSpace.vectors(3)))
        .isInstanceOf(ProviderException.class)
        .hasMessageContaining("there is no such model");
    Path model = savedModel();
    assertThatThrownBy(() -> features(model, "logits", 0).open(SampleSpace.vectors(3)))
        .hasMessageContaining("classes 'logits' is not there; there are samples");
    Path graph = frozenGraph();
    assertThatThrownBy(() -> features(graph, null, 0).open(SampleSpace.images(8, 8, 3)))
        .hasMessageContaining("input and output must name its tensors");
    for (String name : List.of("gone", "means:1", "means:99999999999", "^means", ":", "")) {
      for (SavedModelFeatures features :
          List.of(
              new SavedModelFeatures(graph, "images", name, null, 0, -1, 1),
              new SavedModelFeatures(graph, "images", "means", name, 0, -1, 1))) {
        assertThatThrownBy(() -> features.open(SampleSpace.images(8, 8, 3)))
            .isInstanceOf(ProviderException.class)
            .hasMessageContaining("has no tensor '" + name + "'");
      }
    }
  }

  @Test
  @DisplayName(
      "are refused where a model makes something else of its samples than numbers for each")
  void others() throws IOException {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Placeholder<TFloat32> images =
          tf.withName("images")
              .placeholder(TFloat32.class, Placeholder.shape(Shape.of(Shape.UNKNOWN_SIZE, 3)));
      tf.withName("same").identity(images);
      tf.withName("whole").dtypes.cast(images, TInt32.class);
      tf.withName("one").math.mean(images, tf.constant(new int[] {0, 1}));
      tf.withName("columns").math.mean(images, tf.constant(0));
      Path file = Files.write(folder.resolve("others.pb"), graph.toGraphDef().toByteArray());
      Map.of("whole", "DT_INT32 of shape [2, 3]", "one", "shape []", "columns", "shape [3]")
          .forEach(
              (output, made) -> {
                refused(new SavedModelFeatures(file, "images", output, null, 0, -1, 1), made);
                refused(new SavedModelFeatures(file, "images", "same", output, 0, -1, 1), made);
              });
    }
  }

  private static void refused(SavedModelFeatures features, String made) {
    try (FeatureExtractor extractor = features.open(SampleSpace.vectors(3))) {
      assertThatThrownBy(() -> extractor.extract(NdArrays.ofFloats(Shape.of(2, 3))))
          .isInstanceOf(ProviderException.class)
          .hasMessageContaining("the feature extractor failed: of 2 samples it made")
          .hasMessageContaining(made);
    }
  }

  @Test
  @DisplayName("have the hash of a model's files, also where its folder is a link")
  void links() throws IOException {
    Path model = savedModel();
    Path link = Files.createSymbolicLink(folder.resolve("link"), model);
    try (FeatureExtractor own = features(model, null, 0).open(SampleSpace.vectors(3));
        FeatureExtractor linked = features(link, null, 0).open(SampleSpace.vectors(3))) {
      assertThat(linked.contentHash()).isEqualTo(own.contentHash());
    }
  }
}
