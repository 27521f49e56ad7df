package io.gan4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.api.augmentation.Augmentations;
import io.gan4j.api.config.RunConfig;
import io.gan4j.api.config.TermConfig;
import io.gan4j.api.data.Range;
import io.gan4j.api.data.SampleSpace;
import io.gan4j.api.game.Player;
import io.gan4j.api.game.Signal;
import io.gan4j.api.layer.BatchNorm;
import io.gan4j.api.layer.Conv2d;
import io.gan4j.api.layer.Dense;
import io.gan4j.api.layer.Dropout;
import io.gan4j.api.layer.MaxPool;
import io.gan4j.api.layer.Maxout;
import io.gan4j.api.layer.MaxoutConv2d;
import io.gan4j.api.layer.ReconstructionError;
import io.gan4j.api.layer.TransposedConv2d;
import io.gan4j.api.network.Initializer;
import io.gan4j.api.network.LayerSpec;
import io.gan4j.api.network.NetworkSpec.Placed;
import io.gan4j.api.network.PlayerNetwork;
import io.gan4j.api.optimizer.Adam;
import io.gan4j.api.optimizer.Momentum;
import io.gan4j.api.optimizer.Progress;
import io.gan4j.api.optimizer.RmsProp;
import io.gan4j.api.optimizer.Schedule;
import io.gan4j.api.provider.GanPlan;
import io.gan4j.api.provider.GeneratorModel;
import io.gan4j.api.random.RandomKey;
import io.gan4j.api.term.ScoreKind;
import io.gan4j.api.training.Phase;
import io.gan4j.components.average.HalfLifeAverage;
import io.gan4j.components.constraint.WeightClip;
import io.gan4j.components.initializer.DataLogitInitializer;
import io.gan4j.components.initializer.NormalInitializer;
import io.gan4j.components.initializer.UniformInitializer;
import io.gan4j.components.latents.NormalLatents;
import io.gan4j.components.latents.PoolLatents;
import io.gan4j.components.latents.UniformLatents;
import io.gan4j.components.loss.BeganLoss;
import io.gan4j.components.loss.HingeLoss;
import io.gan4j.components.loss.LeastSquaresLoss;
import io.gan4j.components.loss.NonSaturatingLoss;
import io.gan4j.components.loss.RealFakeCombination;
import io.gan4j.components.loss.WassersteinLoss;
import io.gan4j.components.normalization.GlobalContrast;
import io.gan4j.components.term.GradientPenaltyTerm;
import io.gan4j.components.term.R1Term;
import io.gan4j.core.Gan;
import io.gan4j.core.RunFile;
import io.gan4j.core.run.Training;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.ndarray.Shape;

@DisplayName("The presets")
class PresetsTest {
  /** Presets whose steps are work for a GPU. */
  private static final Set<String> HEAVY =
      Set.of(
          "images",
          "images-classes",
          "images-gpu",
          "pix2pix",
          "colourise-32",
          "super-resolution-4x",
          "cycle",
          "sngan-cifar10",
          "goodfellow-2014-cifar10",
          "goodfellow-2014-cifar10-conv",
          "r3gan-images",
          "r3gan-digits",
          "r3gan-stacked-digits",
          "r3gan-cifar10",
          "r3gan-64");

  /** Presets of which a CPU takes a step in minutes. */
  private static final Set<String> PUBLISHED = Set.of("r3gan-cifar10", "r3gan-64");

  @TempDir Path folder;

  private final Gan gan = Gan.load();

  /** All but the TFD's, which are trained elsewhere, on smaller networks. */
  static List<String> presets() {
    return Gan.load().presets().stream()
        .filter(name -> !name.contains("tfd") && !PUBLISHED.contains(name))
        .toList();
  }

  static Set<String> published() {
    return PUBLISHED;
  }

  /** A stand-in for MNIST with as many images: the split of the paper needs 50,000. */
  private Path mnist() throws IOException {
    byte[] images = new byte[16 + 50_001 * 784];
    ByteBuffer.wrap(images).putInt(0x803).putInt(50_001).putInt(28).putInt(28);
    RandomKey key = RandomKey.of(1);
    for (int i = 16; i < images.length; i++) {
      images[i] = (byte) key.bits(i);
    }
    Files.write(folder.resolve("train-images-idx3-ubyte"), images);
    return folder;
  }

  /** A stand-in for CIFAR-10, as large and all black: files that take no room on the disk. */
  private Path cifar() throws IOException {
    for (int batch = 1; batch <= 5; batch++) {
      Path file = folder.resolve("data_batch_" + batch + ".bin");
      try (RandomAccessFile records = new RandomAccessFile(file.toFile(), "rw")) {
        records.setLength(10_000L * 3073);
      }
    }
    return folder;
  }

  /** Three images of drawn shapes, of two sizes and two classes. */
  private Path images() throws IOException {
    for (int i = 0; i < 3; i++) {
      BufferedImage image = new BufferedImage(96, 80 + 16 * (i % 2), BufferedImage.TYPE_INT_RGB);
      for (int x = 0; x < 96; x++) {
        image.setRGB(x, x % 80, 0x40_80_C0 * (i + 1));
      }
      Path of = Files.createDirectories(folder.resolve("class-" + i % 2));
      ImageIO.write(image, "png", of.resolve(i + ".png").toFile());
    }
    return folder;
  }

  /** A table with a number and a category. */
  private Path table() throws IOException {
    StringBuilder rows = new StringBuilder("length,colour\n");
    for (int i = 0; i < 40; i++) {
      rows.append(i * i / 10.0).append(i % 3 == 0 ? ",red\n" : ",blue\n");
    }
    return Files.writeString(folder.resolve("rows.csv"), rows);
  }

  private RunFile preset(String name, String... overrides) throws IOException {
    RunFile file = gan.preset(name, overrides);
    String text = gan.presetText(name).replaceAll("(?m)^#.*$", "");
    if (text.contains("type: idx")) {
      return file.withSource(gan.detectReader(mnist()));
    }
    if (text.contains("type: image-folder")) {
      return file.withSource(gan.detectReader(images()));
    }
    if (text.contains("type: table")) {
      return gan.withData(file, table());
    }
    return text.contains("type: cifar10") ? file.withSource(gan.detectReader(cifar())) : file;
  }

  /** With as many steps, of a batch that a CPU takes. */
  private RunFile small(String name, int steps) throws IOException {
    List<String> overrides = new ArrayList<>(List.of("training.steps=" + steps, "samples.every=0"));
    if (HEAVY.contains(name)) {
      overrides.addAll(
          List.of("data.batchSize=2", "training.discriminatorSteps=1", "samples.count=1"));
    }
    if (gan.presetText(name).contains("holdOut: 0.05")) {
      overrides.add("data.holdOut=0.4"); // one of the three stand-ins
    }
    return preset(name, overrides.toArray(String[]::new));
  }

  @ParameterizedTest
  @MethodSource("presets")
  @DisplayName("bind, come back from their resolved form, are told nothing, and train")
  void train(String name) throws IOException {
    int steps = HEAVY.contains(name) ? 1 : 2;
    RunFile file = small(name, steps);
    assertThat(gan.parse(gan.resolved(file.config())).config()).isEqualTo(file.config());
    assertThat(gan.warnings(file.config(), gan.plan(file))).isEmpty();
    try (Training training = gan.open(file)) {
      training.run();
      assertThat(training.step()).isEqualTo(steps);
    }
  }

  @ParameterizedTest
  @Tag("slow")
  @MethodSource("published")
  @DisplayName("with R3GAN's own widths train too")
  void widest(String name) throws IOException {
    train(name);
  }

  @ParameterizedTest
  @MethodSource("published")
  @DisplayName("with R3GAN's own widths fit their data, and are told nothing")
  void planned(String name) throws IOException {
    RunFile file = small(name, 1);
    assertThat(gan.parse(gan.resolved(file.config())).config()).isEqualTo(file.config());
    assertThat(gan.warnings(file.config(), gan.plan(file))).isEmpty();
  }

  private static long weights(GanPlan plan, Player player) {
    return plan.player(player).network().parts().stream()
        .flatMap(part -> part.layers().placed().stream())
        .flatMap(placed -> placed.parameters().stream())
        .mapToLong(parameter -> parameter.shape().size())
        .sum();
  }

  /** Half way along the cosine over the first 20 million images, and at its end. */
  private static void cosine(Schedule schedule, double from, double to, int batch) {
    for (double share : new double[] {0, 0.5, 1, 2}) {
      long step = Math.round(share * 2e7 / batch);
      double along = Math.min(1, (double) step * batch / 2e7);
      double expected = from + (to - from) * (1 - Math.cos(Math.PI * along)) / 2;
      assertThat(schedule.valueAt(new Progress(step, 1_000_000, step, 0, batch)))
          .isCloseTo(expected, within(1e-9 + 1e-9 * Math.abs(expected)));
    }
  }

  @Test
  @DisplayName("r3gan-cifar10 and r3gan-64 have the published settings, on one cosine in images")
  void r3gan() throws IOException {
    published(preset("r3gan-cifar10"), 512, 0.05, 5e6, 0.55);
    published(preset("r3gan-64"), 256, 2, 5e5, 0.3);
    GanPlan cifar = gan.plan(preset("r3gan-cifar10"));
    // eight blocks of 768·1536·2 + 9·16·1536 weights and 2·1536 biases, and what stands around them
    long blocks = 8L * (2 * 768 * 1536 + 9 * 16 * 1536 + 2 * 1536);
    assertThat(weights(cifar, Player.GENERATOR))
        .isEqualTo(blocks + 10 * 64 + 128 * 768 + 16 * 768 + 768 * 3);
    assertThat(weights(cifar, Player.DISCRIMINATOR))
        .isEqualTo(blocks + 3 * 768 + 16 * 768 + 768 * 768 + 10 * 768);
  }

  private static void published(
      RunFile file, int batch, double gamma, double halfLife, double probability) {
    RunConfig config = file.config();
    assertThat(config.data().batchSize()).isEqualTo(batch);
    assertThat(config.latents()).isEqualTo(new NormalLatents(64));
    assertThat(config.terms())
        .extracting(term -> term.term().getClass().getSimpleName())
        .containsExactly("R1Term", "R2Term");
    for (TermConfig term : config.terms()) {
      assertThat(term.every()).isEqualTo(1);
      cosine(term.weight(), gamma, gamma / 10, batch);
    }
    for (Player player : List.of(Player.GENERATOR, Player.DISCRIMINATOR)) {
      Adam adam = (Adam) config.player(player).orElseThrow().optimizer();
      cosine(adam.learningRate(), 2e-4, 5e-5, batch);
      cosine(adam.beta2(), 0.9, 0.99, batch);
      assertThat(adam.beta1()).isEqualTo(Schedule.constant(0));
    }
    HalfLifeAverage average =
        (HalfLifeAverage)
            Objects.requireNonNull(config.player(Player.GENERATOR).orElseThrow().average());
    cosine(average.images(), 0, halfLife, batch);
    Augmentations augmentations =
        Objects.requireNonNull(config.player(Player.DISCRIMINATOR).orElseThrow().augmentations());
    cosine(augmentations.probability(), 0, probability, batch);
  }

  @ParameterizedTest
  @Tag("slow")
  @MethodSource("presets")
  @DisplayName("export models that are let in without trust")
  void export(String name) throws IOException {
    Path model = folder.resolve("model");
    try (Training training = gan.open(small(name, 1))) {
      training.export(model);
      if (training.plan().sampler().isEmpty()) {
        return; // it takes sources
      }
      try (GeneratorModel generator = gan.load(model)) {
        int[] labels = generator.classes() > 0 ? new int[] {0, 1} : null;
        assertThat(generator.sample(1, 2, labels).shape())
            .isEqualTo(training.plan().samples().shape().prepend(2));
      }
    }
  }

  @Test
  @DisplayName("dcgan-mnist has the paper's optimiser and initial weights, and 64 and 128 channels")
  void dcgan() throws IOException {
    GanPlan plan = gan.plan(preset("dcgan-mnist"));
    assertThat(plan.samples().range()).isEqualTo(Range.SYMMETRIC);
    assertThat(plan.batchSize()).isEqualTo(64);
    assertThat(plan.player(Player.DISCRIMINATOR).network().layers())
        .filteredOn(Conv2d.class::isInstance)
        .extracting(layer -> ((Conv2d) layer).filters())
        .containsExactly(64, 128);
    assertThat(plan.player(Player.GENERATOR).network().layers())
        .filteredOn(TransposedConv2d.class::isInstance)
        .extracting(layer -> ((TransposedConv2d) layer).filters())
        .containsExactly(64, 1);
    for (Player player : List.of(Player.GENERATOR, Player.DISCRIMINATOR)) {
      Adam adam = (Adam) plan.player(player).optimizer();
      assertThat(adam.learningRate().valueAt(new Progress(0, 1, 5000, 5))).isEqualTo(2e-4);
      assertThat(adam.beta1()).isEqualTo(Schedule.constant(0.5));
      assertThat(plan.player(player).network().layers())
          .filteredOn(Dense.class::isInstance)
          .extracting(layer -> ((Dense) layer).kernel())
          .containsOnly(new NormalInitializer(0, 0.02));
      assertThat(plan.player(player).network().layers())
          .hasAtLeastOneElementOfType(BatchNorm.class);
    }
  }

  private static void adam(GanPlan plan, Player player, double rate, double beta1, double beta2) {
    Adam adam = (Adam) plan.player(player).optimizer();
    assertThat(adam.learningRate().valueAt(Progress.START)).isEqualTo(rate);
    assertThat(adam.beta1()).isEqualTo(Schedule.constant(beta1));
    assertThat(adam.beta2()).isEqualTo(Schedule.constant(beta2));
  }

  @Test
  @DisplayName("wgan has RMSProp at 5e-5, five critic steps and weights clipped to 0.01")
  void wgan() throws IOException {
    RunFile file = preset("wgan");
    GanPlan plan = gan.plan(file);
    for (Player player : List.of(Player.GENERATOR, Player.DISCRIMINATOR)) {
      RmsProp rmsProp = (RmsProp) plan.player(player).optimizer();
      assertThat(rmsProp.learningRate().valueAt(Progress.START)).isEqualTo(5e-5);
    }
    assertThat(file.config().loss()).isEqualTo(new WassersteinLoss(RealFakeCombination.SUM));
    assertThat(plan.player(Player.DISCRIMINATOR).constraints())
        .containsExactly(new WeightClip(0.01));
    assertThat(plan.player(Player.GENERATOR).constraints()).isEmpty();
    assertThat(plan.phases()).extracting(Phase::repeat).containsExactly(5, 1);
    assertThat(plan.batchSize()).isEqualTo(64);
  }

  @Test
  @DisplayName("wgan-gp has Adam at 1e-4 (0, 0.9), five critic steps, λ 10, and no batch norm in D")
  void wganGp() throws IOException {
    RunFile file = preset("wgan-gp");
    GanPlan plan = gan.plan(file);
    for (Player player : List.of(Player.GENERATOR, Player.DISCRIMINATOR)) {
      adam(plan, player, 1e-4, 0, 0.9);
    }
    assertThat(file.config().loss()).isEqualTo(new WassersteinLoss(RealFakeCombination.SUM));
    assertThat(file.config().terms())
        .containsExactly(new TermConfig(new GradientPenaltyTerm(1, false), 10));
    assertThat(plan.phases()).extracting(Phase::repeat).containsExactly(5, 1);
    assertThat(plan.player(Player.DISCRIMINATOR).network().mixesSamples()).isFalse();
  }

  @Test
  @DisplayName("lsgan has DCGAN's optimiser and the targets 0, 1, 1; r1-dcgan R1 with γ 10")
  void leastSquaresAndR1() throws IOException {
    RunFile lsgan = preset("lsgan");
    assertThat(lsgan.config().loss())
        .isEqualTo(new LeastSquaresLoss(0, 1, 1, RealFakeCombination.SUM));
    RunFile r1 = preset("r1-dcgan");
    assertThat(r1.config().loss()).isEqualTo(new NonSaturatingLoss(RealFakeCombination.SUM));
    assertThat(r1.config().terms()).containsExactly(new TermConfig(new R1Term(), 10));
    for (RunFile file : List.of(lsgan, r1)) {
      for (Player player : List.of(Player.GENERATOR, Player.DISCRIMINATOR)) {
        adam(gan.plan(file), player, 2e-4, 0.5, 0.999);
      }
    }
  }

  @Test
  @DisplayName("began has an auto-encoding D, λ 0.01, γ 0.8, and latents as long as its code")
  void began() throws IOException {
    RunFile file = preset("began");
    GanPlan plan = gan.plan(file);
    assertThat(file.config().loss()).isEqualTo(new BeganLoss(0.8, 0.01));
    assertThat(plan.scoreKind()).isEqualTo(ScoreKind.ENERGY);
    assertThat(plan.player(Player.DISCRIMINATOR).network().layers())
        .singleElement()
        .isInstanceOfSatisfying(
            ReconstructionError.class, error -> assertThat(error.power()).isEqualTo(1));
    assertThat(plan.latents(Signal.LATENTS)).isEqualTo(new UniformLatents(16, -1, 1));
    adam(plan, Player.DISCRIMINATOR, 1e-4, 0.5, 0.999);
    adam(plan, Player.GENERATOR, 5e-4, 0.5, 0.999);
  }

  @Test
  @DisplayName(
      "sngan-cifar10 is mimicry's recipe: 2e-4 (0, 0.9) to 0, batch 64, 5 steps of D, 100,000")
  void sngan() throws IOException {
    RunFile file = preset("sngan-cifar10");
    GanPlan plan = gan.plan(file);
    for (Player player : List.of(Player.GENERATOR, Player.DISCRIMINATOR)) {
      adam(plan, player, 2e-4, 0, 0.9);
      Adam adam = (Adam) plan.player(player).optimizer();
      assertThat(adam.learningRate().valueAt(new Progress(100_000, 100_000, 100_000, 0))).isZero();
    }
    assertThat(file.config().loss()).isEqualTo(new HingeLoss(1, RealFakeCombination.SUM));
    assertThat(file.config().training().steps()).isEqualTo(100_000);
    assertThat(plan.batchSize()).isEqualTo(64);
    assertThat(plan.phases()).extracting(Phase::repeat).containsExactly(5, 1);
    assertThat(plan.player(Player.DISCRIMINATOR).network().mixesSamples()).isFalse();
  }

  @Test
  @DisplayName(
      "goodfellow-2014-mnist has the networks, the data and the algorithm of the paper's own"
          + " configuration")
  void goodfellow() throws IOException {
    RunFile file = preset("goodfellow-2014-mnist");
    RunConfig config = file.config();
    GanPlan plan = gan.plan(file);
    assertThat(plan.batchSize()).isEqualTo(100);
    try (Training training = gan.open(file)) {
      assertThat(training.dataset().size()).hasValue(50_000);
    }
    double root3 = Math.sqrt(3);
    assertThat(config.latents()).isEqualTo(new UniformLatents(100, -root3, root3));

    List<LayerSpec> g = plan.player(Player.GENERATOR).network().layers();
    assertThat(g.subList(0, 3)).hasOnlyElementsOfType(Dense.class);
    assertThat(g.subList(0, 3))
        .extracting(layer -> ((Dense) layer).units())
        .containsExactly(1200, 1200, 784);
    assertThat(g.subList(0, 3))
        .extracting(layer -> ((Dense) layer).activation().getClass().getSimpleName())
        .containsExactly("Relu", "Relu", "Sigmoid");
    assertThat(g.subList(0, 3))
        .extracting(layer -> ((Dense) layer).kernel())
        .containsOnly(new UniformInitializer(-0.05, 0.05));
    assertThat(((Dense) g.get(2)).bias()).isInstanceOf(DataLogitInitializer.class);

    List<LayerSpec> d = plan.player(Player.DISCRIMINATOR).network().layers();
    UniformInitializer small = new UniformInitializer(-0.005, 0.005);
    assertThat(d)
        .filteredOn(Dropout.class::isInstance)
        .containsExactly(new Dropout(0.2, true), new Dropout(0.5, true), new Dropout(0.5, true));
    assertThat(d)
        .filteredOn(Maxout.class::isInstance)
        .hasSize(2)
        .allSatisfy(
            layer -> {
              Maxout maxout = (Maxout) layer;
              assertThat(maxout.units()).isEqualTo(240);
              assertThat(maxout.pieces()).isEqualTo(5);
              assertThat(maxout.kernel()).isEqualTo(small);
            });
    assertThat(((Dense) d.get(d.size() - 1)).kernel()).isEqualTo(small);
    assertThat(plan.player(Player.DISCRIMINATOR).network().trainedValues())
        .isEqualTo(784 * 1200 + 1200 + 240 * 1200 + 1200 + 240 + 1);

    assertTrainsAsIn2014(plan, config, 0.1);
  }

  /** What all experiments of Goodfellow et al. 2014 have in common. */
  private static void assertTrainsAsIn2014(GanPlan plan, RunConfig config, double learningRate) {
    for (Player player : List.of(Player.GENERATOR, Player.DISCRIMINATOR)) {
      Momentum momentum = (Momentum) plan.player(player).optimizer();
      assertThat(momentum.nesterov()).isFalse();
      assertThat(momentum.learningRate().valueAt(new Progress(0, 1, 0, 0))).isEqualTo(learningRate);
      assertThat(momentum.learningRate().valueAt(new Progress(0, 1, 1000, 0)))
          .isCloseTo(learningRate / Math.pow(1.000004, 1000), within(1e-12));
      assertThat(momentum.learningRate().valueAt(new Progress(0, 1, 1_000_000_000, 0)))
          .isEqualTo(1e-6);
      assertThat(momentum.momentum().valueAt(new Progress(0, 1, 0, 0))).isEqualTo(0.5);
      assertThat(momentum.momentum().valueAt(new Progress(0, 1, 0, 1000))).isEqualTo(0.7);
      assertThat(plan.player(player).average()).isNull();
      assertThat(plan.player(player).constraints()).isEmpty();
    }
    assertThat(plan.phases())
        .singleElement()
        .satisfies(
            phase ->
                assertThat(phase.moves())
                    .containsExactlyInAnyOrder(Player.GENERATOR, Player.DISCRIMINATOR));
    assertThat(config.loss()).hasToString("NonSaturatingLoss[halves=MEAN]");
    List<LayerSpec> d = plan.player(Player.DISCRIMINATOR).network().layers();
    assertThat(plan.player(Player.GENERATOR).network().layers())
        .doesNotHaveAnyElementsOfTypes(Dropout.class);
    assertThat(d.stream().filter(Dropout.class::isInstance).distinct())
        .containsExactly(new Dropout(0.2, true), new Dropout(0.5, true));
    assertThat(d)
        .filteredOn(Dropout.class::isInstance)
        .as("one before each layer with weights")
        .hasSize((int) d.stream().filter(layer -> !isWeightless(layer)).count());
    assertThat(kernels(d)).containsOnly(new UniformInitializer(-0.005, 0.005));
  }

  private static boolean isWeightless(LayerSpec layer) {
    return kernel(layer) == null;
  }

  private static @Nullable Initializer kernel(LayerSpec layer) {
    if (layer instanceof Dense dense) {
      return dense.kernel();
    }
    if (layer instanceof Maxout maxout) {
      return maxout.kernel();
    }
    if (layer instanceof MaxoutConv2d maxout) {
      return maxout.kernel();
    }
    if (layer instanceof Conv2d conv) {
      return conv.kernel();
    }
    return layer instanceof TransposedConv2d transposed ? transposed.kernel() : null;
  }

  private static List<Initializer> kernels(List<LayerSpec> layers) {
    return layers.stream().flatMap(layer -> Stream.ofNullable(kernel(layer))).toList();
  }

  @Test
  @DisplayName("images-gpu and images are DCGANs on images of any size, seen as 64×64 RGB")
  void imageFolders() throws IOException {
    for (String name : List.of("images-gpu", "images")) {
      int base = name.equals("images-gpu") ? 64 : 32;
      int batch = name.equals("images-gpu") ? 128 : 64;
      GanPlan plan = gan.plan(preset(name));
      assertThat(plan.samples())
          .isEqualTo(SampleSpace.images(64, 64, 3).withRange(Range.SYMMETRIC));
      assertThat(plan.batchSize()).isEqualTo(batch);
      assertThat(plan.player(Player.GENERATOR).network().layers())
          .filteredOn(TransposedConv2d.class::isInstance)
          .extracting(layer -> ((TransposedConv2d) layer).filters())
          .containsExactly(4 * base, 2 * base, base, 3);
      assertThat(plan.player(Player.DISCRIMINATOR).network().layers())
          .filteredOn(Conv2d.class::isInstance)
          .extracting(layer -> ((Conv2d) layer).filters())
          .containsExactly(base, 2 * base, 4 * base, 8 * base);
      for (Player player : List.of(Player.GENERATOR, Player.DISCRIMINATOR)) {
        Adam adam = (Adam) plan.player(player).optimizer();
        assertThat(adam.learningRate().valueAt(Progress.START)).isEqualTo(2e-4);
        assertThat(adam.beta1()).isEqualTo(Schedule.constant(0.5));
        PlayerNetwork network = plan.player(player).network();
        assertThat(kernels(network.layers())).containsOnly(new NormalInitializer(0, 0.02));
        assertThat(network.layers()).hasAtLeastOneElementOfType(BatchNorm.class);
      }
    }
    assertThat(gan.plan(preset("images-gpu")).latents(Signal.LATENTS))
        .isEqualTo(new UniformLatents(100, -1, 1));
  }

  @Nested
  @DisplayName("goodfellow-2014-cifar10")
  class GoodfellowCifar {

    /** The first 40,000 images, each with mean 0 and a norm of 55, and what they are made from. */
    private void assertData(RunFile file, GanPlan plan) {
      assertThat(plan.latents(Signal.LATENTS)).isEqualTo(new NormalLatents(100));
      assertThat(plan.samples().shape()).isEqualTo(Shape.of(32, 32, 3));
      assertThat(plan.samples().element()).isEqualTo(SampleSpace.Element.FLOAT32);
      assertThat(plan.samples().range()).isEqualTo(Range.UNBOUNDED);
      assertThat(file.config().data().split()).isEqualTo("[0:40000]");
      assertThat(file.config().data().normalize()).containsExactly(new GlobalContrast(55));
    }

    @Test
    @DisplayName("has the fully connected networks of the paper's own configuration")
    void fullyConnected() throws IOException {
      RunFile file = preset("goodfellow-2014-cifar10");
      GanPlan plan = gan.plan(file);
      assertTrainsAsIn2014(plan, file.config(), 0.025);
      assertData(file, plan);
      assertThat(plan.batchSize()).isEqualTo(100);
      PlayerNetwork generator = plan.player(Player.GENERATOR).network();
      assertThat(units(generator)).containsExactly(8000, 8000, 3072);
      assertThat(kernels(generator.layers()))
          .containsExactly(
              new UniformInitializer(-0.05, 0.05),
              new UniformInitializer(-0.05, 0.05),
              new UniformInitializer(-0.5, 0.5));
      assertThat(activations(generator)).containsExactly("Relu", "Sigmoid", "Linear");
      assertThat(generator.trainedValues())
          .isEqualTo(100 * 8000 + 8000 + 8000 * 8000 + 8000 + 8000 * 3072 + 3072);
      PlayerNetwork discriminator = plan.player(Player.DISCRIMINATOR).network();
      assertThat(discriminator.layers())
          .filteredOn(Maxout.class::isInstance)
          .extracting(layer -> ((Maxout) layer).units(), layer -> ((Maxout) layer).pieces())
          .containsExactly(tuple(1600, 5), tuple(1600, 5));
      assertThat(discriminator.trainedValues())
          .isEqualTo(3072 * 8000 + 8000 + 1600 * 8000 + 8000 + 1600 + 1);
    }

    @Test
    @DisplayName("-conv has its convolutional ones")
    void convolutional() throws IOException {
      RunFile file = preset("goodfellow-2014-cifar10-conv");
      GanPlan plan = gan.plan(file);
      assertTrainsAsIn2014(plan, file.config(), 0.004);
      assertData(file, plan);
      assertThat(plan.batchSize()).isEqualTo(128);
      PlayerNetwork generator = plan.player(Player.GENERATOR).network();
      assertThat(generator.placed())
          .extracting(Placed::output)
          .containsExactly(
              Shape.of(8000), Shape.of(8000), Shape.of(10, 10, 80), Shape.of(32, 32, 3));
      assertThat(activations(generator)).containsExactly("Relu", "Sigmoid");
      assertThat(kernels(generator.layers())).containsOnly(new UniformInitializer(-0.05, 0.05));
      // one bias per value of the image: the configuration ties none
      assertThat(generator.trainedValues())
          .isEqualTo(100 * 8000 + 8000 + 8000 * 8000 + 8000 + 5 * 5 * 80 * 3 + 32 * 32 * 3);
      PlayerNetwork discriminator = plan.player(Player.DISCRIMINATOR).network();
      // 32 + 2·4 − 7 = 33, of which windows of 4 by 2 that may reach beyond the edge make 16
      assertThat(discriminator.placed())
          .filteredOn(
              placed ->
                  placed.layer() instanceof MaxoutConv2d
                      || placed.layer() instanceof MaxPool
                      || placed.layer() instanceof Maxout)
          .extracting(Placed::output)
          .containsExactly(
              Shape.of(33, 33, 32),
              Shape.of(16, 16, 32),
              Shape.of(15, 15, 32),
              Shape.of(7, 7, 32),
              Shape.of(9, 9, 192),
              Shape.of(5, 5, 192),
              Shape.of(500));
      assertThat(discriminator.trainedValues())
          .isEqualTo(
              (8 * 8 * 3 * 64 + 64)
                  + (8 * 8 * 32 * 64 + 64)
                  + (5 * 5 * 32 * 384 + 384)
                  + (5 * 5 * 192 * 2500 + 2500)
                  + (500 + 1));
    }
  }

  @Test
  @DisplayName(
      "sngan-cifar10 is SNGAN on CIFAR-10: networks, hinge, Adam and five discriminator steps")
  void resnet() throws IOException {
    RunFile file = preset("sngan-cifar10");
    GanPlan plan = gan.plan(file);
    assertThat(plan.samples()).isEqualTo(SampleSpace.images(32, 32, 3).withRange(Range.SYMMETRIC));
    assertThat(plan.batchSize()).isEqualTo(64);
    assertThat(plan.latents(Signal.LATENTS)).isEqualTo(new NormalLatents(128));
    // the numbers of weights are those of the paper's table 4
    assertThat(plan.player(Player.GENERATOR).network().trainedValues()).isEqualTo(4_276_739);
    assertThat(plan.player(Player.DISCRIMINATOR).network().trainedValues()).isEqualTo(1_053_825);
    assertThat(plan.player(Player.DISCRIMINATOR).network().mixesSamples()).isFalse();
    assertThat(file.config().loss()).isInstanceOf(HingeLoss.class);
    assertThat(plan.phases()).extracting(Phase::repeat).containsExactly(5, 1);
    assertThat(file.config().training().steps()).isEqualTo(100_000);
    for (Player player : List.of(Player.GENERATOR, Player.DISCRIMINATOR)) {
      Adam adam = (Adam) plan.player(player).optimizer();
      assertThat(adam.beta1()).isEqualTo(Schedule.constant(0));
      assertThat(adam.beta2()).isEqualTo(Schedule.constant(0.9));
      long updates = player.equals(Player.GENERATOR) ? 100_000 : 500_000;
      assertThat(adam.learningRate().valueAt(new Progress(0, updates, 0, 0))).isEqualTo(2e-4);
      assertThat(adam.learningRate().valueAt(new Progress(updates / 2, updates, 0, 0)))
          .isCloseTo(1e-4, within(1e-9));
      assertThat(adam.learningRate().valueAt(new Progress(updates, updates, 0, 0))).isZero();
    }
  }

  @Test
  @DisplayName("matlab-mnist has the article's networks, pool, rounds and scratch discriminator")
  void matlab() throws IOException {
    GanPlan plan = gan.plan(preset("matlab-mnist"));
    assertThat(plan.latents(Signal.LATENTS))
        .isInstanceOfSatisfying(
            PoolLatents.class, pool -> assertThat(pool.rows()).isEqualTo(60_000));
    assertThat(units(plan.player(Player.GENERATOR).network())).containsExactly(784);
    assertThat(units(plan.player(Player.DISCRIMINATOR).network())).containsExactly(100, 1);
    assertThat(plan.player(Player.DISCRIMINATOR).network().layers())
        .contains(new Dropout(0.5, false));
    Momentum momentum = (Momentum) plan.player(Player.DISCRIMINATOR).optimizer();
    assertThat(momentum.learningRate().valueAt(Progress.START)).isEqualTo(0.01);
    assertThat(momentum.momentum().valueAt(Progress.START)).isEqualTo(0.5);
    assertThat(plan.phases()).extracting(Phase::repeat).containsExactly(20, 10);
    // 20 batches of 50 reals and 50 fakes: 1000 of each, as in a round of the article
    assertThat(plan.batchSize() * plan.phases().get(0).repeat()).isEqualTo(1000);
    assertThat(plan.phases().get(1).scratch()).isEqualTo(Set.of(Player.DISCRIMINATOR));
  }

  private static List<String> activations(PlayerNetwork network) {
    return network.layers().stream()
        .filter(Dense.class::isInstance)
        .map(layer -> ((Dense) layer).activation().getClass().getSimpleName())
        .toList();
  }

  private static List<Integer> units(PlayerNetwork network) {
    return network.layers().stream()
        .filter(Dense.class::isInstance)
        .map(layer -> ((Dense) layer).units())
        .toList();
  }
}
