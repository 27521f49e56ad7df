package io.gan4j.tf.internal.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import io.gan4j.api.ProviderException;
import io.gan4j.api.data.Range;
import io.gan4j.api.provider.Trust;
import io.gan4j.tf.internal.gate.ModelGate;
import io.gan4j.tf.internal.session.RichGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TType;

@DisplayName("Writing a SavedModel")
class SavedModelWriterTest {
  private static final ModelGate GATE = ModelGate.of(Trust.CHECKED, Set.of());

  private final Path parent;
  private final Path folder;

  SavedModelWriterTest(@TempDir Path parent) {
    this.parent = parent;
    this.folder = parent.resolve("model");
  }

  private void write(Map<String, String> metadata) {
    Map<String, TFloat32> weights = TinyGenerator.weights();
    try {
      SavedModelWriter.write(folder, new TinyGenerator(), weights, metadata);
    } finally {
      weights.values().forEach(TFloat32::close);
    }
  }

  private List<String> filesBelow(Path root) throws IOException {
    try (Stream<Path> walk = Files.walk(root)) {
      return walk.filter(Files::isRegularFile)
          .map(file -> root.relativize(file).toString().replace('\\', '/'))
          .sorted()
          .toList();
    }
  }

  @Nested
  @DisplayName("what is in the folder")
  class Content {

    @Test
    @DisplayName("is the graph, the weights and the metadata, and nothing is left beside it")
    void files() throws IOException {
      write(Map.of());
      assertThat(filesBelow(parent))
          .containsExactly(
              "model/assets.extra/gan4j.json",
              "model/assets.extra/manifest.json",
              "model/assets.extra/tf_serving_warmup_requests",
              "model/saved_model.pb",
              "model/variables/variables.data-00000-of-00001",
              "model/variables/variables.index");
    }

    @Test
    @DisplayName("metadata is a JSON object, sorted, with every character escaped as JSON wants it")
    void metadata() throws IOException {
      write(Map.of("name", "digits", "note", "a \"quoted\"\nline, 数字", "images", "60000"));
      assertThat(folder.resolve("assets.extra/gan4j.json"))
          .content()
          .isEqualToIgnoringNewLines(
              """
              {
                "images" : "60000",
                "name" : "digits",
                "note" : "a \\"quoted\\"\\nline, 数字"
              }
              """);
    }

    @Test
    @DisplayName("the graph names no device, repeats no default and holds no weights")
    void portable() throws IOException {
      write(Map.of());
      byte[] bytes = Files.readAllBytes(folder.resolve("saved_model.pb"));
      SavedModel model = SavedModel.parseFrom(bytes);
      assertThat(model.getMetaGraphs(0).getMetaInfoDef().getTagsList()).containsExactly("serve");
      List<NodeDef> nodes = model.getMetaGraphs(0).getGraphDef().getNodeList();
      assertThat(nodes).hasSizeGreaterThan(10).allMatch(node -> node.getDevice().isEmpty());
      assertThat(nodes)
          .filteredOn(node -> node.getOp().equals("MatMul"))
          .hasSize(2)
          .allSatisfy(node -> assertThat(node.getAttrMap().keySet()).containsExactly("T"));
      assertThat(nodes)
          .filteredOn(node -> node.getOp().equals("VarHandleOp"))
          .extracting(node -> node.getAttrOrThrow("shared_name").getS().toStringUtf8())
          .containsExactly("generator/0.dense/bias", "generator/0.dense/kernel");
    }
  }

  @Nested
  @DisplayName("equal models")
  class Reproducible {

    @Test
    @DisplayName("are equal bytes, in every file")
    void equalBytes() throws IOException {
      Path first = parent.resolve("first");
      Path second = parent.resolve("second");
      RichGenerator.export(first);
      RichGenerator.export(second);
      assertThat(filesBelow(first)).hasSize(6).isEqualTo(filesBelow(second));
      for (String file : filesBelow(first)) {
        assertThat(second.resolve(file)).hasSameBinaryContentAs(first.resolve(file));
      }
    }

    @Test
    @DisplayName("are so in every process: maps are written in the order of their keys")
    void sorted() throws IOException {
      RichGenerator.export(folder);
      MetaGraphDef graph =
          SavedModel.parseFrom(Files.readAllBytes(folder.resolve("saved_model.pb")))
              .getMetaGraphs(0);
      // A message that is read keeps the order of the bytes.
      assertThat(List.copyOf(graph.getSignatureDefMap().keySet())).hasSize(5).isSorted();
      graph
          .getSignatureDefMap()
          .values()
          .forEach(
              signature -> assertThat(List.copyOf(signature.getInputsMap().keySet())).isSorted());
      assertThat(graph.getGraphDef().getNodeList())
          .allSatisfy(node -> assertThat(List.copyOf(node.getAttrMap().keySet())).isSorted())
          .anySatisfy(node -> assertThat(node.getAttrMap()).hasSizeGreaterThan(3));
    }
  }

  @Nested
  @DisplayName("loaded through TensorFlow alone")
  class Reloaded {

    @Test
    @DisplayName("serving_default maps any number of latents as the weights say")
    void serving() {
      write(Map.of());
      try (SavedModelBundle bundle = SavedModelBundle.load(folder.toString(), "serve")) {
        for (int batch : new int[] {1, 5, 64}) {
          try (TFloat32 latents =
                  TFloat32.tensorOf(
                      Shape.of(batch, 3),
                      t -> t.scalars().forEachIndexed((i, x) -> x.setFloat((i[0] - i[1]) * 0.1f)));
              Result result = bundle.function("serving_default").call(Map.of("latents", latents))) {
            TFloat32 samples = (TFloat32) result.get("samples").orElseThrow();
            assertThat(samples.shape()).isEqualTo(Shape.of(batch, 2, 2, 1));
            for (int row = 0; row < batch; row++) {
              float[] latent = TinyGenerator.latent(latents, row);
              for (int i = 0; i < 4; i++) {
                assertThat((double) samples.getFloat(row, i / 2, i % 2, 0))
                    .isCloseTo(TinyGenerator.expected(latent, i), offset(1e-6));
              }
            }
          }
        }
      }
    }

    @Test
    @DisplayName("sample gives equal samples for equal seeds, and the first do not depend on count")
    void sample() {
      write(Map.of());
      try (SavedModelBundle bundle = SavedModelBundle.load(folder.toString(), "serve")) {
        float[] five = sample(bundle, 11, 5);
        assertThat(five).hasSize(20).isEqualTo(sample(bundle, 11, 5));
        assertThat(sample(bundle, 11, 64)).startsWith(five);
        assertThat(five).startsWith(sample(bundle, 11, 1));
        assertThat(sample(bundle, 12, 5)).isNotEqualTo(five);
      }
    }

    private float[] sample(SavedModelBundle bundle, long seed, int count) {
      try (TInt64 seedTensor = TInt64.scalarOf(seed);
          TInt32 countTensor = TInt32.scalarOf(count);
          Result result =
              bundle.function("sample").call(Map.of("seed", seedTensor, "count", countTensor))) {
        TFloat32 samples = (TFloat32) result.get("samples").orElseThrow();
        float[] values = new float[(int) samples.size()];
        samples.asRawTensor().data().asFloats().read(values);
        return values;
      }
    }

    @Test
    @DisplayName("weights of any type come back bit by bit")
    void exact() {
      double third = 1.0 / 3;
      try (TFloat64 weight = TFloat64.scalarOf(third);
          TInt64 pool = TInt64.scalarOf(Long.MAX_VALUE)) {
        Map<String, TType> weights = Map.of("w", weight, "_odd name", pool);
        SavedModelWriter.write(folder, new Constant(), weights, Map.of());
      }
      try (SavedModelBundle bundle = SavedModelBundle.load(folder.toString(), "serve");
          Result result =
              bundle.session().runner().fetch("w.read").fetch("v._odd.name.read").run()) {
        assertThat(((TFloat64) result.get(0)).getDouble()).isEqualTo(third);
        assertThat(((TInt64) result.get(1)).getLong()).isEqualTo(Long.MAX_VALUE);
      }
    }
  }

  /** Gives the latents back; its weights are there to be stored. */
  private static final class Constant implements GeneratorGraph {
    @Override
    public Shape latentShape() {
      return Shape.of(3);
    }

    @Override
    public Range range() {
      return Range.UNBOUNDED;
    }

    @Override
    public Operand<TFloat32> latents(
        Ops tf, Operand<TInt64> seed, Operand<TInt32> count, Function<String, Operand<?>> weights) {
      return new TinyGenerator().latents(tf, seed, count, weights);
    }

    @Override
    public Operand<TFloat32> samples(
        Ops tf,
        Operand<TFloat32> latents,
        @Nullable Operand<TInt32> labels,
        Function<String, Operand<?>> weights) {
      return latents;
    }
  }

  @Nested
  @DisplayName("refuses, and leaves nothing half-written,")
  class Refusals {

    @Test
    @DisplayName("a folder that is not empty")
    void notEmpty() throws IOException {
      Files.createDirectory(folder);
      Files.writeString(folder.resolve("mine.txt"), "keep");
      assertThatThrownBy(() -> write(Map.of()))
          .isInstanceOf(ProviderException.class)
          .hasMessageContaining(folder.toString())
          .hasMessageContaining("the folder is not empty");
      assertThat(filesBelow(parent)).containsExactly("model/mine.txt");
    }

    @Test
    @DisplayName("a file in the place of the folder")
    void file() throws IOException {
      Files.writeString(folder, "keep");
      assertThatThrownBy(() -> write(Map.of()))
          .isInstanceOf(ProviderException.class)
          .hasMessageContaining("it is a file");
      assertThat(folder).content().isEqualTo("keep");
    }

    @Test
    @DisplayName("a parent that cannot hold a folder")
    void parent() throws IOException {
      Files.writeString(parent.resolve("file"), "keep");
      assertThatThrownBy(
              () ->
                  SavedModelWriter.write(
                      parent.resolve("file/model"), new TinyGenerator(), Map.of(), Map.of()))
          .isInstanceOf(ProviderException.class)
          .hasMessageContaining(parent.resolve("file").toString());
      assertThat(filesBelow(parent)).containsExactly("file");
    }

    @Test
    @DisplayName("a generator that reads a weight it was not given")
    void unknownWeight() throws IOException {
      assertThatThrownBy(
              () -> SavedModelWriter.write(folder, new TinyGenerator(), Map.of(), Map.of()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("generator/0.dense/kernel");
      assertThat(filesBelow(parent)).isEmpty();
      try (Stream<Path> left = Files.list(parent)) {
        assertThat(left).isEmpty();
      }
    }
  }

  @Test
  @DisplayName("fills an empty folder that is there already")
  void emptyFolder() throws IOException {
    Files.createDirectory(folder);
    write(Map.of());
    assertThat(filesBelow(folder)).contains("saved_model.pb");
  }

  @Test
  @DisplayName("frees everything native")
  void leaks() throws IOException {
    write(Map.of());
    long before = Pointer.totalCount();
    for (int i = 0; i < 5; i++) {
      Path other = parent.resolve("model" + i);
      Map<String, TFloat32> weights = TinyGenerator.weights();
      SavedModelWriter.write(other, new TinyGenerator(), weights, Map.of());
      weights.values().forEach(TFloat32::close);
      try (SavedModelGenerator model = SavedModelGenerator.load(other, GATE)) {
        assertThat(model.generate(NdArrays.ofFloats(Shape.of(2, 3))).shape())
            .isEqualTo(Shape.of(2, 2, 2, 1));
      }
    }
    assertThat(Pointer.totalCount()).isEqualTo(before);
  }
}
