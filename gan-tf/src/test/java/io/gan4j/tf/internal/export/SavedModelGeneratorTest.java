package io.gan4j.tf.internal.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import io.gan4j.api.GanException;
import io.gan4j.api.ProviderException;
import io.gan4j.api.provider.Trust;
import io.gan4j.api.spec.InvalidValueException;
import io.gan4j.tf.internal.gate.ModelGate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.StdArrays;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.proto.TensorShapeProto;
import org.tensorflow.types.TFloat32;

@DisplayName("A generator loaded again")
class SavedModelGeneratorTest {
  private static final ModelGate GATE = ModelGate.of(Trust.CHECKED, Set.of());

  private final Path folder;

  SavedModelGeneratorTest(@TempDir Path parent) {
    this.folder = parent.resolve("model");
  }

  @BeforeEach
  void write() {
    Map<String, TFloat32> weights = TinyGenerator.weights();
    SavedModelWriter.write(folder, new TinyGenerator(), weights, Map.of("name", "tiny"));
    weights.values().forEach(TFloat32::close);
  }

  @Test
  @DisplayName("maps latents to samples")
  void generate() {
    try (SavedModelGenerator model = SavedModelGenerator.load(folder, GATE)) {
      float[][] latents = {{1, 0, 0}, {0.5f, -2, 1}};
      FloatNdArray samples = model.generate(StdArrays.ndCopyOf(latents));
      assertThat(samples.shape()).isEqualTo(Shape.of(2, 2, 2, 1));
      for (int row = 0; row < 2; row++) {
        for (int i = 0; i < 4; i++) {
          assertThat((double) samples.getFloat(row, i / 2, i % 2, 0))
              .isCloseTo(TinyGenerator.expected(latents[row], i), offset(1e-6));
        }
      }
    }
  }

  @Test
  @DisplayName("samples by seed; the first k do not depend on count")
  void sample() {
    try (SavedModelGenerator model = SavedModelGenerator.load(folder, GATE)) {
      FloatNdArray two = model.sample(3, 2);
      FloatNdArray nine = model.sample(3, 9);
      assertThat(two.shape()).isEqualTo(Shape.of(2, 2, 2, 1));
      // Up to the last bit, which on some processors depends on where a batch ends.
      for (int i = 0; i < 8; i++) {
        assertThat(nine.getFloat(i / 4, i / 2 % 2, i % 2, 0))
            .isCloseTo(two.getFloat(i / 4, i / 2 % 2, i % 2, 0), offset(1e-6f));
      }
      assertThat(nine.get(2)).isNotEqualTo(two.get(1));
      assertThat(model.sample(4, 2)).isNotEqualTo(two);
    }
  }

  @Test
  @DisplayName("gives every thread of a service its own samples")
  void threads() {
    try (SavedModelGenerator model = SavedModelGenerator.load(folder, GATE)) {
      List<FloatNdArray> expected =
          LongStream.range(0, 64).mapToObj(s -> model.sample(s, 3)).toList();
      List<FloatNdArray> found =
          LongStream.range(0, 64).parallel().mapToObj(s -> model.sample(s, 3)).toList();
      assertThat(found).isEqualTo(expected);
      assertThat(expected).doesNotHaveDuplicates();
    }
  }

  @Test
  @DisplayName("carries the metadata of its export")
  void metadata() throws IOException {
    try (SavedModelGenerator model = SavedModelGenerator.load(folder, GATE)) {
      assertThat(model.metadata()).containsExactly(Map.entry("name", "tiny"));
    }
  }

  @Test
  @DisplayName("refuses latents of another shape, a count below 1, and calls after close")
  void arguments() {
    SavedModelGenerator model = SavedModelGenerator.load(folder, GATE);
    assertThatThrownBy(() -> model.generate(NdArrays.ofFloats(Shape.of(2, 4))))
        .isInstanceOf(InvalidValueException.class)
        .hasMessage("latents must be of shape [-1, 3], at least one, found [2, 4]");
    assertThatThrownBy(() -> model.generate(NdArrays.ofFloats(Shape.of(3))))
        .isInstanceOf(InvalidValueException.class);
    assertThatThrownBy(() -> model.sample(1, 0))
        .isInstanceOf(InvalidValueException.class)
        .hasMessage("count must be > 0, found 0");
    model.close();
    model.close();
    assertThatThrownBy(() -> model.sample(1, 1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("this model is closed");
  }

  @Nested
  @DisplayName("is refused with one sentence that names the path")
  class Refusals {

    private void refused(ThrowingCallable load, String... words) {
      assertThatThrownBy(load)
          .isInstanceOf(ProviderException.class)
          .hasMessageContainingAll(words)
          .hasMessageContaining(folder.toString())
          .hasMessageNotContainingAny("\n", "\tat ", "Exception");
    }

    private void refused(String... words) {
      refused(() -> SavedModelGenerator.load(folder, GATE), words);
    }

    @Test
    @DisplayName("where there is no folder, or a file")
    void noFolder() {
      refused(() -> SavedModelGenerator.load(folder.resolve("no"), GATE), "no such folder");
      refused(
          () -> SavedModelGenerator.load(folder.resolve("saved_model.pb"), GATE), "it is a file");
    }

    @Test
    @DisplayName("where there is no saved_model.pb")
    void noGraph() throws IOException {
      Files.delete(folder.resolve("saved_model.pb"));
      refused("is not a SavedModel", "it holds no saved_model.pb");
    }

    @Test
    @DisplayName("where saved_model.pb is garbage, truncated or empty")
    void garbage() throws IOException {
      Path graph = folder.resolve("saved_model.pb");
      byte[] whole = Files.readAllBytes(graph);
      Files.writeString(graph, "this is no protocol buffer at all");
      refused("saved_model.pb", "damaged");
      Files.write(graph, Arrays.copyOf(whole, whole.length / 2));
      refused("saved_model.pb", "damaged");
      Files.write(graph, new byte[0]);
      refused("is not an exported generator", "a graph with the tag 'serve'");
    }

    @Test
    @DisplayName("where a signature is missing or of another type")
    void signature() throws IOException {
      Path graph = folder.resolve("saved_model.pb");
      SavedModel whole = SavedModel.parseFrom(Files.readAllBytes(graph));
      MetaGraphDef.Builder other = whole.getMetaGraphs(0).toBuilder();
      other.removeSignatureDef("sample");
      Files.write(graph, whole.toBuilder().setMetaGraphs(0, other).build().toByteArray());
      refused("it lacks a signature 'sample' (seed int64, count int32 → samples float)");
      other.putSignatureDef("sample", other.getSignatureDefOrThrow("serving_default"));
      Files.write(graph, whole.toBuilder().setMetaGraphs(0, other).build().toByteArray());
      refused("it lacks a signature 'sample'");
    }

    @Test
    @DisplayName("where the weights are missing or damaged")
    void weights() throws IOException {
      Path data = folder.resolve("variables/variables.data-00000-of-00001");
      Files.write(data, new byte[3]);
      refused("cannot load the model", "data-00000-of-00001 does not have the SHA-256");
      Files.delete(folder.resolve("variables/variables.index"));
      refused("has no weights", "variables.index");
    }

    private void sign() throws IOException {
      ModelManifest.write(folder, folder.resolve(ModelManifest.FILE));
    }

    @Test
    @DisplayName("where a file was changed, added, removed or made a link, or the manifest is gone")
    void manifest() throws IOException {
      Path metadata = folder.resolve("assets.extra/gan4j.json");
      byte[] whole = Files.readAllBytes(metadata);
      Files.writeString(metadata, "{}");
      refused("assets.extra/gan4j.json does not have the SHA-256");
      Files.delete(metadata);
      refused("assets.extra/gan4j.json is missing");
      Path elsewhere = Files.write(folder.resolveSibling("elsewhere"), whole);
      Files.createSymbolicLink(metadata, elsewhere);
      refused("assets.extra/gan4j.json is not a file");
      Files.delete(metadata);
      Files.write(metadata, whole);
      Path more = Files.writeString(folder.resolve("variables/variables.data-00001-of-00002"), "");
      refused("manifest.json does not name variables/variables.data-00001-of-00002");
      Files.delete(more);
      SavedModelGenerator.load(folder, GATE).close();
      Files.writeString(folder.resolve(ModelManifest.FILE), "{\"../elsewhere\": \"0\"}");
      refused("names '../elsewhere', which is no part of one");
      Files.delete(folder.resolve(ModelManifest.FILE));
      refused("assets.extra/manifest.json is missing");
    }

    @Test
    @DisplayName("where the graph would write or read files, or hold more than its file")
    void hostile() throws IOException {
      Path graph = folder.resolve("saved_model.pb");
      SavedModel whole = SavedModel.parseFrom(Files.readAllBytes(graph));
      hostile(whole, NodeDef.newBuilder().setName("evil").setOp("WriteFile"), "WriteFile");
      hostile(whole, NodeDef.newBuilder().setName("evil").setOp("ReadFile"), "ReadFile");
      hostile(whole, NodeDef.newBuilder().setName("evil").setOp("PrintV2"), "PrintV2");
      hostile(whole, NodeDef.newBuilder().setName("evil").setOp("NoSuchOp"), "unknown operation");
      hostile(
          whole,
          NodeDef.newBuilder().setName("evil").setOp("SaveV2").addInput("somewhere"),
          "is the operation SaveV2, which is none of those that only calculate");
      TensorProto huge =
          TensorProto.newBuilder()
              .setDtype(DataType.DT_FLOAT)
              .setTensorShape(
                  TensorShapeProto.newBuilder()
                      .addDim(TensorShapeProto.Dim.newBuilder().setSize(1L << 20))
                      .addDim(TensorShapeProto.Dim.newBuilder().setSize(1L << 20)))
              .addFloatVal(1)
              .build();
      hostile(
          whole,
          NodeDef.newBuilder()
              .setName("evil")
              .setOp("Const")
              .putAttr("dtype", AttrValue.newBuilder().setType(DataType.DT_FLOAT).build())
              .putAttr("value", AttrValue.newBuilder().setTensor(huge).build()),
          "a constant of more than");
    }

    private void hostile(SavedModel whole, NodeDef.Builder node, String reason) throws IOException {
      SavedModel.Builder model = whole.toBuilder();
      model.getMetaGraphsBuilder(0).getGraphDefBuilder().addNode(node);
      Files.write(folder.resolve("saved_model.pb"), model.build().toByteArray());
      sign();
      refused("is not loaded: its node 'evil'", reason);
    }

    @Test
    @DisplayName("where the metadata is no JSON object of strings")
    void metadata() throws IOException {
      Files.writeString(folder.resolve("assets.extra/gan4j.json"), "[1, 2");
      sign();
      assertThatThrownBy(() -> SavedModelGenerator.load(folder, GATE))
          .isInstanceOf(GanException.class)
          .hasMessageContaining("gan4j.json is not a JSON object of strings");
    }
  }
}
