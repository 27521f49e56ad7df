package io.gan4j.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gan4j.api.ProviderException;
import io.gan4j.api.provider.GeneratorModel;
import io.gan4j.onnx.extension.OnnxAttributes;
import io.gan4j.onnx.internal.graph.Constant;
import io.gan4j.onnx.internal.graph.Dims;
import io.gan4j.onnx.internal.graph.ElementType;
import io.gan4j.onnx.internal.graph.Known;
import io.gan4j.onnx.internal.graph.Model;
import io.gan4j.onnx.internal.graph.Node;
import io.gan4j.onnx.internal.wire.ModelWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.ndarray.Shape;

@DisplayName("A damaged, foreign or hostile ONNX file")
class HostileOnnxTest {
  private static final Known LATENTS = floats(-1, 2);
  private static final Known SAMPLES = floats(-1, 3);

  @TempDir private Path folder;

  private static Known floats(long... sizes) {
    return new Known(ElementType.FLOAT, Dims.of(sizes));
  }

  private static Constant integers(long... values) {
    return Constant.integers(Dims.of(values.length), values);
  }

  private static Node node(String operator, String output, String... inputs) {
    return new Node(operator, List.of(inputs), output, OnnxAttributes.NONE);
  }

  /** A generator of one product of matrices, and further nodes that nobody needs. */
  private static Model generator(Map<String, Constant> constants, Node... nodes) {
    Map<String, Constant> all = new LinkedHashMap<>();
    all.put("kernel", Constant.floats(Dims.of(2, 3), new float[] {1, 2, 3, 4, 5, 6}));
    all.putAll(constants);
    List<Node> run = new ArrayList<>(List.of(node("MatMul", "samples", "latents", "kernel")));
    run.addAll(List.of(nodes));
    return new Model(Map.of("latents", LATENTS), all, run, Map.of("samples", SAMPLES), Map.of());
  }

  private Path file(Model model) throws IOException {
    return file(new ModelWriter(model, "1").bytes());
  }

  private Path file(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("model.onnx"), bytes);
  }

  private static void assertRefused(Path file, String reason) {
    assertThatThrownBy(() -> GeneratorModel.load(file).close())
        .isInstanceOf(ProviderException.class)
        .hasMessageStartingWith("cannot load the model " + file + ": ")
        .hasMessageContaining(reason);
  }

  @Test
  @DisplayName("is told from a whole one, which is loaded")
  void whole() throws IOException {
    try (GeneratorModel model = GeneratorModel.load(file(generator(Map.of())))) {
      float[] made = SmallSessions.values(model.generate(SmallSessions.numbers(1, Shape.of(2))));
      assertThat(made).hasSize(3);
      assertThatThrownBy(() -> model.sample(1, 1))
          .isInstanceOf(ProviderException.class)
          .hasMessageContaining("does not say how its latents are drawn");
    }
  }

  @Test
  @DisplayName("ends in one message wherever it is cut off")
  void truncated() throws IOException {
    byte[] whole = new ModelWriter(generator(Map.of()), "1").bytes();
    for (int length = 0; length < whole.length; length++) {
      Path cut = file(Arrays.copyOf(whole, length));
      try (GeneratorModel model = GeneratorModel.load(cut)) {
        assertThat(model.classes()).isZero(); // of what was cut off nothing is needed
        assertThat(length).isGreaterThan(whole.length - 20);
      } catch (ProviderException e) {
        assertThat(e).hasMessageStartingWith("cannot load the model " + cut);
      }
    }
  }

  @Test
  @DisplayName("ends in one message, or is another model, whichever byte is another")
  void changed() throws IOException {
    byte[] whole = new ModelWriter(generator(Map.of()), "1").bytes();
    int loaded = 0;
    for (int place = 0; place < whole.length; place++) {
      byte[] other = whole.clone();
      other[place] ^= (byte) (1 << place % 8);
      Path changed = file(other);
      try (GeneratorModel model = GeneratorModel.load(changed)) {
        loaded += model.classes() + 1;
      } catch (ProviderException e) {
        assertThat(e).hasMessageStartingWith("cannot load the model " + changed);
      }
    }
    assertThat(loaded).isLessThan(whole.length / 2);
  }

  static Stream<Arguments> graphs() {
    Constant huge = integers(1 << 14, 1 << 14, 3);
    return Stream.of(
        Arguments.of(
            "an operator that is none of those that calculate",
            generator(Map.of(), node("Loop", "x", "latents")),
            "node 'x' (Loop) is of the operator 'Loop'"),
        Arguments.of(
            "an input that nothing makes",
            generator(Map.of(), node("Neg", "x", "absent")),
            "takes 'absent', which nothing before it makes"),
        Arguments.of(
            "nodes in a circle",
            generator(Map.of(), node("Neg", "x", "y"), node("Neg", "y", "x")),
            "takes 'y', which nothing before it makes"),
        Arguments.of(
            "two tensors of one name",
            generator(Map.of(), node("Neg", "samples", "latents")),
            "has two tensors 'samples'"),
        Arguments.of(
            "shapes that do not meet",
            generator(Map.of(), node("MatMul", "x", "kernel", "kernel")),
            "node 'x' (MatMul) takes matrices that meet"),
        Arguments.of(
            "a tensor of billions",
            generator(Map.of("to", huge), node("Expand", "x", "kernel", "to")),
            "node 'x' (Expand)"),
        Arguments.of(
            "sizes whose product is no number",
            generator(
                Map.of("to", integers(1L << 40, 1L << 40, 2, 3)),
                node("Expand", "x", "kernel", "to")),
            "is too large"),
        Arguments.of(
            "the square of the batch",
            generator(
                Map.of("rows", integers(-1, 1, 2), "columns", integers(1, -1, 2)),
                node("Reshape", "a", "latents", "rows"),
                node("Reshape", "b", "latents", "columns"),
                node("Add", "x", "a", "b")),
            "grows with the square of the batch"),
        Arguments.of("doubling again and again", doubling(), "makes more values than are let in"),
        Arguments.of(
            "a shape that is calculated",
            generator(Map.of(), node("Reshape", "x", "latents", "latents")),
            "takes a short constant of int64"),
        Arguments.of(
            "an output of another shape than it says",
            new Model(
                Map.of("latents", LATENTS),
                Map.of(),
                List.of(node("Neg", "samples", "latents")),
                Map.of("samples", SAMPLES),
                Map.of()),
            "says that it gives"),
        Arguments.of(
            "no latents",
            new Model(
                Map.of("images", LATENTS),
                Map.of(),
                List.of(node("Neg", "samples", "images")),
                Map.of("samples", LATENTS),
                Map.of()),
            "it lacks an input 'latents'"),
        Arguments.of(
            "labels of how many classes nobody says",
            new Model(
                Map.of("latents", LATENTS, "labels", new Known(ElementType.INT32, Dims.of(-1))),
                Map.of(),
                List.of(node("Neg", "samples", "latents")),
                Map.of("samples", LATENTS),
                Map.of("classes", "many")),
            "does not say of how many classes"),
        Arguments.of(
            "noise of an unknown kind",
            new Model(
                Map.of("latents", LATENTS, "noise", LATENTS),
                Map.of(),
                List.of(node("Add", "samples", "latents", "noise")),
                Map.of("samples", LATENTS),
                Map.of("noise.noise", "brown s")),
            "says of its noise 'noise' what is not known here"),
        Arguments.of(
            "a damaged drawing of latents",
            new Model(
                Map.of("latents", LATENTS),
                Map.of(),
                List.of(node("Neg", "samples", "latents")),
                Map.of("samples", LATENTS),
                Map.of("latentsModel", "AAAA")),
            "is no ONNX file"));
  }

  private static Model doubling() {
    Node[] nodes = new Node[40];
    String before = "latents";
    for (int i = 0; i < nodes.length; i++) {
      nodes[i] =
          new Node(
              "Concat",
              List.of(before, before),
              "x" + i,
              OnnxAttributes.NONE.withInteger("axis", 1));
      before = "x" + i;
    }
    return generator(Map.of(), nodes);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("graphs")
  @DisplayName("is refused, naming what is wrong:")
  void refused(String kind, Model model, String reason) throws IOException {
    assertRefused(file(model), reason);
  }

  /** Bytes of a field that holds bytes. */
  private static byte[] field(int number, byte[] content) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (long rest : new long[] {(long) number << 3 | 2, content.length}) {
      long value = rest;
      while (value > 0x7F) {
        out.write((int) ((value & 0x7F) | 0x80));
        value >>>= 7;
      }
      out.write((int) value);
    }
    out.write(content);
    return out.toByteArray();
  }

  private static byte[] joined(byte[]... parts) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.write(part);
    }
    return out.toByteArray();
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** A model whose one constant lies in a file of this path. */
  private static byte[] external(String path) throws IOException {
    byte[] entry = joined(field(1, text("location")), field(2, text(path)));
    byte[] tensor =
        joined(
            new byte[] {8, 2, 16, 1},
            field(8, text("kernel")),
            field(13, entry),
            new byte[] {14 << 3, 1});
    return field(7, field(5, tensor));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/etc/passwd", "../secret", "weights.bin"})
  @DisplayName("is refused where its weights lie in another file, wherever that is")
  void externalData(String path) throws IOException {
    assertRefused(file(external(path)), "keeps values in another file");
  }

  @Test
  @DisplayName("is refused where it holds functions, graphs within nodes or foreign operators")
  void programs() throws IOException {
    byte[] whole = new ModelWriter(generator(Map.of()), "1").bytes();
    assertRefused(file(joined(whole, field(25, new byte[0]))), "holds functions");
    byte[] within = joined(field(1, text("body")), field(6, new byte[0]));
    byte[] node = joined(field(2, text("x")), field(4, text("Neg")), field(5, within));
    assertRefused(file(joined(whole, field(7, field(1, node)))), "an attribute 'body' of a kind");
    byte[] foreign = joined(field(2, text("x")), field(4, text("Run")), field(7, text("evil")));
    assertRefused(file(joined(whole, field(7, field(1, foreign)))), "uses operators of 'evil'");
  }

  @Test
  @DisplayName("is refused where it is no ONNX file at all, and a folder is none")
  void foreign() throws IOException {
    assertRefused(file(text("<html>not found</html>")), "is no ONNX file, or a damaged one");
    assertRefused(file(new byte[0]), "is no ONNX file, or a damaged one");
    Path inside = Files.createDirectory(folder.resolve("folder.onnx"));
    assertThatThrownBy(() -> GeneratorModel.load(inside))
        .isInstanceOf(ProviderException.class)
        .hasMessageContaining("there is no model in");
  }
}
