package io.gan4j.cli;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.gan4j.api.data.Dataset;
import io.gan4j.api.game.Player;
import io.gan4j.api.game.Signal;
import io.gan4j.api.layer.Dense;
import io.gan4j.api.layer.Dropout;
import io.gan4j.api.layer.Maxout;
import io.gan4j.api.network.LayerSpec;
import io.gan4j.api.network.NetworkSpec.Placed;
import io.gan4j.api.network.ParameterSpec;
import io.gan4j.api.optimizer.Momentum;
import io.gan4j.api.optimizer.Progress;
import io.gan4j.api.provider.GanPlan;
import io.gan4j.api.random.RandomKey;
import io.gan4j.components.constraint.MaxNorm;
import io.gan4j.components.initializer.ConstantInitializer;
import io.gan4j.components.initializer.DataLogitInitializer;
import io.gan4j.components.initializer.SparseInitializer;
import io.gan4j.components.initializer.UniformInitializer;
import io.gan4j.components.latents.NormalLatents;
import io.gan4j.core.Gan;
import io.gan4j.core.RunFile;
import io.gan4j.core.checkpoint.Checkpoints;
import io.gan4j.core.run.Training;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.Shape;

@DisplayName("The two stages of the Toronto Face Database")
class TorontoFacesTest {
  private static final String FIRST = "goodfellow-2014-tfd-pretraining";
  private static final String SECOND = "goodfellow-2014-tfd";
  private static final int FACES = 220;
  private static final UniformInitializer WIDE = new UniformInitializer(-0.05, 0.05);

  @TempDir Path temp;
  private final Gan gan = Gan.load();

  /** Faces that are none, in a file as the published one: of every ten, nine have no label. */
  @BeforeEach
  void writeFaces() throws IOException {
    byte[] images = new byte[FACES * 48 * 48];
    byte[] folds = new byte[FACES * 5];
    RandomKey key = RandomKey.of(1);
    for (int i = 0; i < images.length; i++) {
      images[i] = (byte) key.bits(i);
    }
    for (int i = 0; i < folds.length; i++) {
      folds[i] = (byte) (i % FACES % 10 == 0 ? 1 : 0);
    }
    ByteBuffer file = ByteBuffer.allocate(images.length + folds.length + 1000);
    file.order(ByteOrder.LITTLE_ENDIAN);
    byte[] header = new byte[124];
    Arrays.fill(header, (byte) ' ');
    System.arraycopy("MATLAB 5.0 MAT-file".getBytes(StandardCharsets.US_ASCII), 0, header, 0, 19);
    file.put(header).putShort((short) 0x0100).putShort((short) 0x4D49);
    matrix(file, "images", images, FACES, 48, 48);
    matrix(file, "folds", folds, FACES, 5);
    Files.write(faces(), Arrays.copyOf(file.array(), file.position()));
  }

  private Path faces() {
    return temp.resolve("TFD_48x48.mat");
  }

  /** An array of bytes (miMATRIX of class mxUINT8) in a MAT file of version 5. */
  private static void matrix(ByteBuffer file, String name, byte[] values, int... sizes) {
    int tag = file.position();
    file.putInt(14).putInt(0);
    file.putInt(6).putInt(8).putInt(9).putInt(0);
    file.putInt(5).putInt(4 * sizes.length);
    Arrays.stream(sizes).forEach(file::putInt);
    pad(file);
    file.putInt(1).putInt(name.length()).put(name.getBytes(StandardCharsets.US_ASCII));
    pad(file);
    file.putInt(2).putInt(values.length).put(values);
    pad(file);
    file.putInt(tag + 4, file.position() - tag - 8);
  }

  private static void pad(ByteBuffer file) {
    while (file.position() % 8 != 0) {
      file.put((byte) 0);
    }
  }

  private RunFile stage(String preset, String... overrides) {
    return gan.preset(preset, overrides).withSource(gan.detectReader(faces()));
  }

  private static Dense dense(LayerSpec layer) {
    return (Dense) layer;
  }

  @Test
  @DisplayName("have the networks, the data and the algorithm of the paper's own configuration")
  void configuration() {
    GanPlan first = gan.plan(stage(FIRST));
    GanPlan second = gan.plan(stage(SECOND));
    assertThat(gan.warnings(stage(FIRST).config(), first)).isEmpty();
    assertThat(gan.warnings(stage(SECOND).config(), second)).isEmpty();
    List<LayerSpec> old = first.player(Player.GENERATOR).network().layers().subList(0, 3);
    assertThat(old).extracting(layer -> dense(layer).units()).containsExactly(8000, 8000, 2304);
    assertThat(old)
        .extracting(layer -> dense(layer).kernel())
        .containsExactly(WIDE, WIDE, new SparseInitializer(100, 1));
    assertThat(old)
        .extracting(layer -> dense(layer).bias())
        .containsExactly(
            new ConstantInitializer(0), new ConstantInitializer(-2), new DataLogitInitializer());
    assertThat(old)
        .extracting(layer -> layer.getClass().getSimpleName() + dense(layer).activation())
        .containsExactly("DenseRelu[]", "DenseSigmoid[]", "DenseSigmoid[]");

    List<LayerSpec> whole = second.player(Player.GENERATOR).network().layers();
    assertThat(whole.subList(2, 5)).isEqualTo(old);
    assertThat(whole.subList(0, 2))
        .extracting(layer -> dense(layer).units())
        .containsExactly(8000, 100);
    assertThat(whole.subList(0, 2))
        .extracting(layer -> dense(layer).kernel())
        .containsExactly(WIDE, WIDE);
    assertThat(dense(whole.get(1)).bias()).isEqualTo(new ConstantInitializer(-2));

    for (GanPlan plan : List.of(first, second)) {
      assertThat(plan.latents(Signal.LATENTS)).isEqualTo(new NormalLatents(100));
      assertThat(plan.samples().shape()).isEqualTo(Shape.of(48, 48, 1));
      assertThat(plan.batchSize()).isEqualTo(100);
      assertThat(plan.phases()).hasSize(1);
      assertThat(plan.phases().get(0).moves())
          .isEqualTo(Set.of(Player.GENERATOR, Player.DISCRIMINATOR));
      List<LayerSpec> d = plan.player(Player.DISCRIMINATOR).network().layers();
      assertThat(d)
          .filteredOn(Maxout.class::isInstance)
          .extracting(layer -> ((Maxout) layer).units() + "x" + ((Maxout) layer).pieces())
          .containsExactly("1200x5", "1200x5");
      assertThat(d)
          .filteredOn(Dropout.class::isInstance)
          .extracting(layer -> ((Dropout) layer).rate())
          .containsExactly(0.2, 0.5, 0.5);
      for (Player player : List.of(Player.GENERATOR, Player.DISCRIMINATOR)) {
        assertThat(plan.player(player).constraints()).containsExactly(new MaxNorm(1.9365));
        Momentum momentum = (Momentum) plan.player(player).optimizer();
        assertThat(momentum.learningRate().valueAt(new Progress(0, 1, 0, 0))).isEqualTo(0.05);
        assertThat(momentum.momentum().valueAt(new Progress(0, 1, 0, 0))).isEqualTo(0.5);
      }
    }
    try (Dataset dataset = gan.data(stage(FIRST))) {
      assertThat(dataset.size()).as("faces without a label").hasValue(FACES / 10 * 9);
    }
  }

  @Test
  @DisplayName("train one after the other, the second from the first's generator")
  void stages() throws IOException {
    Path pretraining = temp.resolve("pretraining");
    List<String> small =
        List.of(
            "discriminator.network.layers[2].units=6", "discriminator.network.layers[4].units=6");
    train(
        pretraining,
        FIRST,
        with(
            small,
            "generator.network.layers[0].units=8",
            "generator.network.layers[1].units=12",
            "generator.network.layers[2].kernel.count=3"));
    Map<String, NdArray<?>> trained =
        new Checkpoints(pretraining).newest().orElseThrow().checkpoint().state();
    List<String> narrow =
        with(
            small,
            "generator.network.layers[0].units=9",
            "generator.network.layers[1].units=100",
            "generator.network.layers[2].units=8",
            "generator.network.layers[3].units=12",
            "generator.network.layers[4].kernel.count=3");

    List<String> named = with(narrow, "initFrom.run=" + pretraining);
    try (Training second = gan.open(stage(SECOND, named.toArray(String[]::new)))) {
      Map<String, NdArray<?>> state = second.session().saveState();
      for (int layer = 0; layer < 3; layer++) {
        for (String weight : List.of("/kernel", "/bias")) {
          assertThat(state.get("generator/" + (layer + 2) + ".dense" + weight))
              .isEqualTo(requireNonNull(trained.get("generator/" + layer + ".dense" + weight)));
        }
      }
      assertThat(requireNonNull(second.record().initialWeights()).left())
          .contains("generator/0.dense/kernel", "generator/1.dense/bias")
          .containsAll(
              second.plan().player(Player.DISCRIMINATOR).network().placed().stream()
                  .flatMap(TorontoFacesTest::discriminatorWeights)
                  .toList());
    }

    Path run = temp.resolve("run");
    Cli cli = train(run, SECOND, with(narrow, "--init-from", pretraining.toString()));
    assertThat(cli.err())
        .contains("6 weights from " + pretraining + " at step 2")
        .contains("into generator/2.dense, generator/3.dense, generator/4.dense; initialised:")
        .contains("generator/0.dense, generator/1.dense");
    assertThat(run.resolve("run.json"))
        .content()
        .contains("\"generator/2.dense/kernel\" : \"generator/0.dense/kernel\"")
        .contains("\"sha256\"");

    Files.move(pretraining, temp.resolve("elsewhere"));
    Cli resumed = Cli.run("resume", run.toString(), "--steps", "3");
    assertThat(resumed.exitCode()).as(resumed.err()).isZero();
  }

  private static java.util.stream.Stream<String> discriminatorWeights(Placed placed) {
    return placed.parameters().stream()
        .map(ParameterSpec::name)
        .map(name -> "discriminator/" + placed.name() + "/" + name);
  }

  private static List<String> with(List<String> overrides, String... more) {
    List<String> all = new ArrayList<>(overrides);
    all.addAll(List.of(more));
    return all;
  }

  /** Trains a stage for two steps. */
  private Cli train(Path run, String preset, List<String> overrides) {
    List<String> arguments = new ArrayList<>(List.of("train", preset, "--steps", "2"));
    arguments.addAll(List.of("--data", faces().toString(), "--run-dir", run.toString()));
    for (String override : overrides) {
      if (override.contains("=")) {
        arguments.add("--set");
      }
      arguments.add(override);
    }
    Cli cli = Cli.run(arguments.toArray(String[]::new));
    assertThat(cli.exitCode()).as(cli.err()).isZero();
    return cli;
  }
}
