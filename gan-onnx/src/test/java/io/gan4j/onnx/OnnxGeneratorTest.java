package io.gan4j.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import io.gan4j.api.ProviderException;
import io.gan4j.api.data.LabelSpace;
import io.gan4j.api.data.Latents;
import io.gan4j.api.data.SampleSpace;
import io.gan4j.api.data.StratifiedLatents;
import io.gan4j.api.game.Player;
import io.gan4j.api.layer.Combine;
import io.gan4j.api.layer.Embedding;
import io.gan4j.api.layer.Residual;
import io.gan4j.api.layer.TabularOutput;
import io.gan4j.api.layer.TabularOutput.Block;
import io.gan4j.api.layer.TabularOutput.Kind;
import io.gan4j.api.network.LayerSpec;
import io.gan4j.api.provider.GanSession;
import io.gan4j.api.provider.GeneratorModel;
import io.gan4j.api.spec.InvalidValueException;
import io.gan4j.components.activation.Tanh;
import io.gan4j.components.initializer.NormalInitializer;
import io.gan4j.components.latents.NormalLatents;
import io.gan4j.tf.examples.ComponentExamples;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.Shape;

@DisplayName("A generator out of an ONNX file")
class OnnxGeneratorTest {
  private static final int FEATURES = 4;

  @TempDir private Path folder;

  private static GanSession session(Latents latents, List<LayerSpec> layers) {
    LabelSpace labels = new LabelSpace(List.of("a", "b", "c"));
    return SmallSessions.open(
        SmallSessions.plan(latents, SampleSpace.vectors(FEATURES), labels, layers, null).build());
  }

  private GeneratorModel exported(GanSession session) {
    Path file = folder.resolve("generator.onnx");
    OnnxExport.load().write(session, Player.GENERATOR, file, Map.of("name", "tiny"));
    return GeneratorModel.load(file);
  }

  private static List<LayerSpec> plain() {
    return List.of(SmallSessions.dense(5), new Tanh(), SmallSessions.dense(FEATURES));
  }

  private static List<LayerSpec> labelled() {
    return List.of(
        new Embedding(3, Embedding.Join.CONCAT, 2, new NormalInitializer(0, 1), null),
        SmallSessions.dense(FEATURES));
  }

  private static List<LayerSpec> table() {
    return List.of(
        SmallSessions.dense(FEATURES),
        new TabularOutput(
            List.of(new Block(Kind.TANH, 1), new Block(Kind.CATEGORY, 3)), 0.2, false));
  }

  static List<Latents> latents() {
    return ComponentExamples.latents(5);
  }

  @ParameterizedTest
  @MethodSource("latents")
  @DisplayName("draws the latents that TensorFlow draws, whatever their distribution")
  void seeds(Latents latents) {
    try (GanSession session = session(latents, plain());
        GeneratorModel model = exported(session)) {
      for (long seed : new long[] {0, 11, -4, 1L << 40}) {
        FloatNdArray expected = session.generate(session.drawLatents(seed, 67));
        assertThat(SmallSessions.difference(model.sample(seed, 67), expected))
            .isLessThanOrEqualTo(1e-5);
      }
      float[] five = SmallSessions.values(model.sample(3, 5));
      assertThat(Arrays.copyOf(SmallSessions.values(model.sample(3, 64)), five.length))
          .containsExactly(five, offset(1e-6f));
      assertThat(SmallSessions.values(model.sample(4, 5))).isNotEqualTo(five);
    }
  }

  @Test
  @DisplayName("sees labels, and refuses those that are none")
  void labels() {
    try (GanSession session = session(new NormalLatents(3), labelled());
        GeneratorModel model = exported(session)) {
      assertThat(model.classes()).isEqualTo(3);
      FloatNdArray latents = session.drawLatents(2, 4);
      int[] labels = {2, 0, 1, 1};
      assertThat(
              SmallSessions.difference(
                  model.generate(latents, labels), session.generate(latents, labels)))
          .isLessThanOrEqualTo(1e-5);
      assertThatThrownBy(() -> model.generate(latents, null))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> model.generate(latents, new int[] {0, 1, 2, 3}))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> model.sample(1, 2, new int[] {0, -1}))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  @DisplayName("draws the noise that a table's rows take, and says what it takes")
  void noise() {
    try (GanSession session = session(new NormalLatents(3), table());
        GeneratorModel model = exported(session)) {
      FloatNdArray latents = session.drawLatents(2, 64);
      assertThat(SmallSessions.difference(model.generate(latents), session.generate(latents)))
          .isLessThanOrEqualTo(1e-5);
      float[] together = SmallSessions.values(model.sample(4, 64));
      float[] alone = SmallSessions.values(model.generate(model.latents(4, 5).orElseThrow()));
      assertThat(Arrays.copyOf(together, alone.length)).containsExactly(alone);
      assertThat(model.metadata().get("noise.noise"))
          .isEqualTo("uniform generator/inference/1.tabular-output/gumbel");
    }
  }

  @Test
  @DisplayName("draws strata of a table's rows, and makes the categories that they tell")
  void strata() {
    Latents latents = new StratifiedLatents(new NormalLatents(3), List.of(0.2, 0.3));
    List<LayerSpec> layers =
        List.of(
            new Residual(List.of(SmallSessions.dense(FEATURES)), List.of(), Combine.CONCAT),
            new TabularOutput(
                List.of(new Block(Kind.TANH, 1), new Block(Kind.CATEGORY, 3)),
                0.2,
                false,
                List.of(3, 1)));
    try (GanSession session = session(latents, layers);
        GeneratorModel model = exported(session)) {
      FloatNdArray drawn = session.drawLatents(2, 64);
      assertThat(SmallSessions.difference(model.latents(2, 64).orElseThrow(), drawn))
          .isLessThanOrEqualTo(1e-5);
      FloatNdArray rows = model.generate(drawn);
      assertThat(SmallSessions.difference(rows, session.generate(drawn))).isLessThanOrEqualTo(1e-5);
      float[] told = SmallSessions.values(drawn);
      float[] made = SmallSessions.values(rows);
      for (int row = 0; row < 64; row++) {
        boolean last = told[row * 6] == 1;
        assertThat(made[row * FEATURES + 3]).isEqualTo(last ? 1 : 0);
        assertThat(made[row * FEATURES + 1]).isEqualTo(told[row * 6 + 1]);
      }
    }
  }

  @Test
  @DisplayName("tells the metadata of its export")
  void metadata() {
    try (GanSession session = session(new NormalLatents(3), plain());
        GeneratorModel model = exported(session)) {
      assertThat(model.metadata()).containsExactly(Map.entry("name", "tiny"));
    }
  }

  @Test
  @DisplayName("refuses counts and latents that are none, naming what would be taken")
  void badCalls() {
    try (GanSession session = session(new NormalLatents(3), plain());
        GeneratorModel model = exported(session)) {
      for (int count : new int[] {0, -1, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
        assertThatThrownBy(() -> model.sample(1, count))
            .isInstanceOf(InvalidValueException.class)
            .hasMessageContaining("count must be in [1, 536870911]");
      }
      for (Shape shape : List.of(Shape.of(2), Shape.of(1, 2), Shape.of())) {
        assertThatThrownBy(() -> model.generate(SmallSessions.numbers(2, shape)))
            .isInstanceOf(InvalidValueException.class)
            .hasMessageContaining("latents must be of shape");
      }
    }
  }

  @Test
  @DisplayName("gives the same to several threads, and nothing once it is closed")
  void threads() throws Exception {
    try (GanSession session = session(new NormalLatents(3), plain())) {
      GeneratorModel model = exported(session);
      float[] expected = SmallSessions.values(model.sample(9, 40));
      ExecutorService threads = Executors.newFixedThreadPool(4);
      List<Future<float[]>> found;
      try {
        found =
            threads.invokeAll(
                Collections.nCopies(32, () -> SmallSessions.values(model.sample(9, 40))));
      } finally {
        threads.shutdown();
      }
      for (Future<float[]> each : found) {
        assertThat(each.get()).containsExactly(expected);
      }
      model.close();
      model.close();
      assertThatThrownBy(() -> model.sample(9, 1))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("closed");
    }
  }

  @Test
  @DisplayName("is not there where no file is, nor in a file of no known format")
  void absent() {
    assertThatThrownBy(() -> GeneratorModel.load(folder.resolve("none.onnx")))
        .isInstanceOf(ProviderException.class)
        .hasMessageContaining("no such file");
    assertThatThrownBy(() -> GeneratorModel.load(folder))
        .isInstanceOf(ProviderException.class)
        .hasMessageContaining("an ONNX file (NAME.onnx)")
        .hasMessageContaining("a SavedModel");
  }
}
