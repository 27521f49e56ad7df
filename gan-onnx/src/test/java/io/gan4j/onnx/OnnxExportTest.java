package io.gan4j.onnx;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gan4j.api.ProviderException;
import io.gan4j.api.data.SampleSpace;
import io.gan4j.api.game.Player;
import io.gan4j.api.layer.Combine;
import io.gan4j.api.layer.MinibatchStddev;
import io.gan4j.api.layer.Residual;
import io.gan4j.api.network.LayerSpec;
import io.gan4j.api.network.ShapeMismatchException;
import io.gan4j.api.provider.GanSession;
import io.gan4j.api.provider.GeneratorModel;
import io.gan4j.api.tensor.NoiseSource;
import io.gan4j.api.tensor.TensorOps;
import io.gan4j.components.average.ExponentialAverage;
import io.gan4j.components.latents.NormalLatents;
import io.gan4j.onnx.extension.OnnxAttributes;
import io.gan4j.onnx.extension.OnnxExtension;
import io.gan4j.onnx.internal.graph.Constant;
import io.gan4j.onnx.internal.graph.Model;
import io.gan4j.onnx.internal.load.OnnxTrial;
import io.gan4j.tf.TensorFlowProvider;
import io.gan4j.tf.extension.LayerBuilder;
import io.gan4j.tf.extension.LayerContext;
import io.gan4j.tf.extension.TensorFlowExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.family.TFloating;

@DisplayName("An export as ONNX")
class OnnxExportTest {
  @TempDir private Path folder;

  /** A plugin's layer: values in the opposite order. */
  record Reversed() implements LayerSpec {
    @Override
    public Shape outputShape(Shape input) {
      if (input.numDimensions() != 1) {
        throw new ShapeMismatchException("takes vectors");
      }
      return input;
    }
  }

  private static final class ReversedBuilder implements LayerBuilder<Reversed> {
    @Override
    public <T extends TFloating> Operand<T> build(
        Reversed layer, Operand<T> input, LayerContext<T> context) {
      return context.tf().reverse(input, context.tf().constant(new int[] {1}));
    }
  }

  /** A plugin's layer: noise of every distribution on top. */
  record Noisy() implements LayerSpec {
    @Override
    public Shape outputShape(Shape input) {
      return input;
    }

    static <T> T added(T input, Shape shape, TensorOps<T> ops, NoiseSource<T> noise) {
      T normal = ops.add(input, noise.normal("normal", shape));
      T truncated = ops.mul(noise.truncatedNormal("truncated", shape), ops.constant(3));
      return ops.add(normal, ops.add(truncated, noise.uniform("uniform", shape)));
    }
  }

  private static final class NoisyBuilder implements LayerBuilder<Noisy> {
    @Override
    public <T extends TFloating> Operand<T> build(
        Noisy layer, Operand<T> input, LayerContext<T> context) {
      return Noisy.added(input, context.inputShape(), context.ops(), context.noise());
    }
  }

  private static final TensorFlowExtension ON_TENSORFLOW =
      new TensorFlowExtension() {
        @Override
        public String name() {
          return "reversed";
        }

        @Override
        public void configure(Builders to) {
          to.layer(Reversed.class, new ReversedBuilder());
          to.layer(Noisy.class, new NoisyBuilder());
        }
      };

  private static OnnxExtension extension() {
    return new OnnxExtension() {
      @Override
      public String name() {
        return "reversed";
      }

      @Override
      public void configure(Layers to) {
        to.layer(
            Noisy.class,
            (layer, input, context) ->
                Noisy.added(input, context.inputShape(), context.ops(), context.noise()));
        to.layer(
            Reversed.class,
            (layer, input, context) -> {
              int size = Math.toIntExact(context.inputShape().get(0));
              float[] order = new float[size * size];
              for (int i = 0; i < size; i++) {
                order[i * size + size - 1 - i] = 1;
              }
              return context
                  .graph()
                  .node(
                      "MatMul",
                      OnnxAttributes.NONE,
                      input,
                      context.graph().floats(Shape.of(size, size), order));
            });
      }
    };
  }

  private static GanSession session(List<LayerSpec> layers) {
    return TensorFlowProvider.create(List.of(ON_TENSORFLOW))
        .open(
            SmallSessions.plan(new NormalLatents(3), SampleSpace.vectors(3), null, layers, null)
                .build());
  }

  private void assertNothingWritten() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  @DisplayName("is refused by the name of a layer that nobody says how to write, wherever it is")
  void unknownLayer() throws IOException {
    Path file = folder.resolve("g.onnx");
    try (GanSession session =
        session(
            List.of(
                new Residual(List.of(new Reversed()), List.of(), Combine.ADD),
                SmallSessions.dense(3)))) {
      assertThatThrownBy(() -> OnnxExport.load().write(session, Player.GENERATOR, file, Map.of()))
          .isInstanceOf(ProviderException.class)
          .hasMessageContaining("cannot be written as ONNX: layer generator/0.residual")
          .hasMessageContaining("Reversed")
          .hasMessageContaining("OnnxExtension");
      assertNothingWritten();
    }
  }

  @Test
  @DisplayName("is refused where samples of a batch are compared")
  void comparesSamples() throws IOException {
    try (GanSession session = session(List.of(new MinibatchStddev(2, 1), SmallSessions.dense(3)))) {
      assertThatThrownBy(
              () ->
                  OnnxExport.load()
                      .write(session, Player.GENERATOR, folder.resolve("g.onnx"), Map.of()))
          .isInstanceOf(ProviderException.class)
          .hasMessageContaining("layer generator/0.minibatch-stddev")
          .hasMessageContaining("which compares the samples of a batch");
      assertNothingWritten();
    }
  }

  @Test
  @DisplayName("writes a plugin's layer as the plugin says")
  void extended() {
    Path file = folder.resolve("g.onnx");
    try (GanSession session = session(List.of(new Reversed(), SmallSessions.dense(3)))) {
      OnnxExport.of(List.of(extension())).write(session, Player.GENERATOR, file, Map.of());
      FloatNdArray latents = session.drawLatents(3, 64);
      try (GeneratorModel model = GeneratorModel.load(file)) {
        assertThat(SmallSessions.difference(model.generate(latents), session.generate(latents)))
            .isLessThanOrEqualTo(1e-5);
      }
    }
  }

  @Test
  @DisplayName("has an input for each noise that a layer draws, which its loader draws alike")
  void noisy() {
    Path file = folder.resolve("g.onnx");
    try (GanSession session = session(List.of(SmallSessions.dense(3), new Noisy()))) {
      OnnxExport.of(List.of(extension())).write(session, Player.GENERATOR, file, Map.of());
      assertThat(OnnxTrial.model(file).inputs().keySet())
          .containsExactly("latents", "noise", "noise_2", "noise_3");
      FloatNdArray latents = session.drawLatents(3, 64);
      try (GeneratorModel model = GeneratorModel.load(file)) {
        assertThat(SmallSessions.difference(model.generate(latents), session.generate(latents)))
            .isLessThanOrEqualTo(1e-5);
      }
    }
  }

  @Test
  @DisplayName("refuses a second way to write a layer")
  void twice() {
    assertThatThrownBy(() -> OnnxExport.of(List.of(extension(), extension())))
        .isInstanceOf(ProviderException.class)
        .hasMessageContaining("extension 'reversed'")
        .hasMessageContaining("is written as ONNX");
  }

  @Test
  @DisplayName("does not overwrite anything")
  void there() throws IOException {
    Path file = Files.writeString(folder.resolve("g.onnx"), "mine");
    try (GanSession session = session(List.of(SmallSessions.dense(3)))) {
      assertThatThrownBy(() -> OnnxExport.load().write(session, Player.GENERATOR, file, Map.of()))
          .isInstanceOf(ProviderException.class)
          .hasMessageContaining("is there already");
    }
    assertThat(file).hasContent("mine");
  }

  private static float[] values(Map<String, NdArray<?>> state, String name) {
    return SmallSessions.values((FloatNdArray) requireNonNull(state.get(name)));
  }

  @Test
  @DisplayName("holds the averaged weights to the bit, and is the same bytes twice")
  void weights() throws IOException {
    Path file = folder.resolve("g.onnx");
    Path again = folder.resolve("again.onnx");
    try (GanSession session =
        SmallSessions.open(
            SmallSessions.plan(
                    new NormalLatents(3),
                    SampleSpace.vectors(3),
                    null,
                    List.of(SmallSessions.dense(3)),
                    new ExponentialAverage(0.9, false))
                .build())) {
      OnnxExport.load().write(session, Player.GENERATOR, file, Map.of("name", "tiny"));
      OnnxExport.load().write(session, Player.GENERATOR, again, Map.of("name", "tiny"));
      Model model = OnnxTrial.model(file);
      Map<String, NdArray<?>> state = session.saveState();
      for (String name : List.of("generator/0.dense/kernel", "generator/0.dense/bias")) {
        Constant weights = requireNonNull(model.constants().get(name));
        float[] written = new float[(int) weights.dims().size()];
        weights.values().asFloatBuffer().get(written);
        assertThat(written)
            .containsExactly(values(state, name + "/average"))
            .isNotEqualTo(values(state, name));
      }
      assertThat(model.metadata()).containsEntry("name", "tiny");
    }
    assertThat(file).hasSameBinaryContentAs(again);
  }
}
