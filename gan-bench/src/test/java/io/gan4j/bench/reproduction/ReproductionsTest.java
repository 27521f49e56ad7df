package io.gan4j.bench.reproduction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.gan4j.api.data.Dataset;
import io.gan4j.components.classifier.SmallClassifier;
import io.gan4j.components.game.ClassifierGame;
import io.gan4j.core.Gan;
import io.gan4j.core.RunFile;
import io.gan4j.core.run.ClassifierParts;
import io.gan4j.core.run.ClassifierTraining;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
@DisplayName("The reproductions, each at a size of a minute")
class ReproductionsTest {
  private static final List<Long> ONE_SEED = List.of(1L);

  @TempDir Path folder;

  private Output output() {
    return new Output(folder.resolve("results"), folder.resolve("pictures"));
  }

  @Test
  @DisplayName("the value of the game comes to -2 log 2 + 2 JSD for five generators")
  void optimalDiscriminator() {
    assertThat(OptimalDiscriminator.run(output(), 1500, ONE_SEED)).isLessThan(0.02);
    assertThat(folder.resolve("results/optimal-discriminator.json")).isNotEmptyFile();
    assertThat(folder.resolve("pictures/optimal-discriminator.png")).isNotEmptyFile();
  }

  @Test
  @DisplayName("a critic measures the gap between distributions with no point in common")
  void disjointSupports() {
    assertThat(
            DisjointSupports.run(output(), 800, ONE_SEED, List.of(0.25, 0.5, 1.0, 1.5, 2.0, 3.0)))
        .as("distance by the critic over the true one")
        .isCloseTo(1, within(0.2));
    assertThat(folder.resolve("pictures/disjoint-gradients.png")).isNotEmptyFile();
  }

  @Test
  @DisplayName("f-GAN's estimates come near six divergences of known value")
  void knownDivergences() {
    assertThat(KnownDivergences.run(output(), 1000, ONE_SEED))
        .as("largest relative error")
        .isLessThan(0.1);
  }

  @Test
  @DisplayName("the pairing loss hits most modes of the grid in a fifth of its steps")
  void pairedGrid() {
    assertThat(PairedGrid.run(output(), 0.2, ONE_SEED)).isGreaterThan(0.7);
    assertThat(folder.resolve("results/paired-grid.json")).isNotEmptyFile();
  }

  @Test
  @DisplayName("a search costs less than a third of a grid search")
  void tunedGrid() {
    assertThat(TunedGrid.run(output(), folder.resolve("search"), 200)).isLessThan(1.0 / 3);
    assertThat(folder.resolve("results/tuned-grid.json")).isNotEmptyFile();
  }

  @Test
  @DisplayName("Figure 1 is filmed, and the value of the game comes near -log 4")
  void figureOne() {
    assertThat(FigureOne.run(output(), 3000, ONE_SEED)).isLessThan(0.2);
    assertThat(folder.resolve("pictures/figure-1.gif")).isNotEmptyFile();
  }

  @Test
  @DisplayName("minimax starves the generator early, the non-saturating loss does not")
  void saturation() {
    assertThat(Saturation.run(output(), 150, List.of(1L, 2L, 3L)))
        .as("early gradient, non-saturating over minimax")
        .isGreaterThan(4);
  }

  @Test
  @DisplayName("on the ring both losses are trained with k discriminator steps and mapped")
  void balance() {
    assertThat(Balance.run(output(), new Balance.Sizes(500, 1500), ONE_SEED, List.of("1e-3")))
        .as("quality")
        .containsOnlyKeys("non-saturating", "minimax")
        .hasEntrySatisfying("non-saturating", quality -> assertThat(quality).isGreaterThan(0.2));
    assertThat(folder.resolve("pictures/learning-rates-minimax.png")).isNotEmptyFile();
  }

  @Test
  @DisplayName("Parzen's estimate likes centres of k-means better than training images")
  void parzenBaselines() {
    double gain =
        ParzenBaselines.run(
            output(),
            "digits, split: \"[0:6000]\"",
            "digits, split: \"[6000:7000]\"",
            new ParzenBaselines.Sizes(5000, 1000, 500, 1000, 3));
    assertThat(gain).as("nats").isGreaterThan(10);
  }

  @Test
  @DisplayName("the networks of 2014 gain log-likelihood within ten epochs of the embedded digits")
  void mnistLikelihood() {
    MnistLikelihood.Task task =
        new MnistLikelihood.Task(
            List.of(
                "data.reader=digits",
                "data.split=\"[0:8000]\"",
                "evaluation.data=digits",
                "evaluation.split=\"[9000:10000]\"",
                "evaluation.validation=digits",
                "evaluation.validationSplit=\"[8000:8200]\"",
                "evaluation.generated=1000",
                "evaluation.real=1000"),
            80,
            12,
            6);
    assertThat(MnistLikelihood.run(output(), task, 1)).isGreaterThan(-100);
    assertThat(folder.resolve("pictures/mnist-samples.png")).isNotEmptyFile();
  }

  @Test
  @DisplayName("the MATLAB article's rounds are judged by a classifier, three ways")
  void matlabRounds() {
    Path classifier = folder.resolve("classifier");
    train(classifier);
    Map<String, Double> entropies =
        MatlabRounds.run(
            output(),
            List.of(
                "data.reader=digits",
                "evaluation.features={type: saved-model, model: \"" + classifier + "\"}"),
            100,
            20,
            ONE_SEED);
    assertThat(entropies).containsOnlyKeys("as published", "discriminator twice", "conditional");
    // So early all samples are noise of one kind, which the classifier takes for one digit.
    assertThat(entropies.get("as published")).as("entropy").isLessThan(Math.log(2));
    assertThat(folder.resolve("pictures/matlab-conditional.png")).isNotEmptyFile();
  }

  @Test
  @DisplayName("the CIFAR-10 generator begins thirteen times as large as its data")
  void cifarSwing() throws IOException {
    // A binary batch of CIFAR-10: a label and 3,072 bytes for each of 400 images.
    byte[] images = new byte[400 * 3073];
    new Random(1).nextBytes(images);
    for (int i = 0; i < images.length; i += 3073) {
      images[i] = (byte) (i % 10);
    }
    Path batch = Files.write(folder.resolve("data_batch_1.bin"), images);
    Map<String, Double> meanFake =
        CifarSwing.run(
            output(),
            List.of(
                "data.reader={type: cifar10, path: \"" + batch + "\"}",
                "data.split=\"[0:400]\"",
                "generator.network.layers[0].units=100",
                "discriminator.network.layers[2].units=20",
                "discriminator.network.layers[4].units=20"),
            15,
            ONE_SEED);
    // Of 8,000 units near 1/2 under weights of U(-0.5, 0.5): sqrt(8000 / 4 / 12 * 3072) = 715.
    assertThat(meanFake.get("as published")).isCloseTo(715, withinPercentage(5));
    assertThat(meanFake.get("small last layer")).isCloseTo(71.5, withinPercentage(5));
    assertThat(folder.resolve("pictures/cifar10-swing-loss.png")).isNotEmptyFile();
  }

  @Test
  @DisplayName("both stages of the faces are trained, and estimated by folds")
  void facesLikelihood() throws IOException {
    // Discs of forty sizes, ten of each at other places.
    float[] faces = new float[400 * 48 * 48];
    for (int i = 0; i < faces.length; i++) {
      int picture = i / (48 * 48);
      double x = i % 48 - 19 - picture % 10;
      double y = i / 48 % 48 - 24;
      int person = picture / 10;
      faces[i] = Math.hypot(x, y) < 5 + person * 0.3 ? 0.8f : 0.2f;
    }
    double likelihood =
        FacesLikelihood.run(output(), faces, new FacesLikelihood.Sizes(80, 40, 20, 200));
    // Nothing at all, a constant grey of one half, has about -2600.
    assertThat(likelihood).isGreaterThan(-2000);
    assertThat(folder.resolve("results/faces-likelihood.json")).isNotEmptyFile();
    assertThat(folder.resolve("pictures/faces-second-stage.png")).isNotEmptyFile();
  }

  @Test
  @DisplayName("three losses are given the same processor time on pictures")
  void facesByLoss() {
    Map<String, Double> distances =
        FacesByLoss.run(
            output(),
            new FacesByLoss.Task(
                List.of("data.reader=digits", "data.split=\"[0:1000]\""), 10, 2, 200),
            1);
    assertThat(distances)
        .containsOnlyKeys("clipped weights", "gradient penalty", "non-saturating")
        .allSatisfy((way, distance) -> assertThat(distance).isFinite().isPositive());
    assertThat(folder.resolve("pictures/faces-quality.png")).isNotEmptyFile();
  }

  private static void train(Path classifier) {
    Gan gan = Gan.load();
    RunFile file = gan.preset("digits", "data.holdOut=0.1");
    try (Dataset data = gan.data(file);
        Dataset test = gan.heldOut(file);
        ClassifierTraining training =
            ClassifierTraining.open(
                gan.provider(),
                data,
                new ClassifierParts(
                    new ClassifierGame(), SmallClassifier::network, SmallClassifier::optimizer),
                new ClassifierTraining.Settings(1, 128, 1e-3, 1, "auto"))) {
      training.run((epoch, loss) -> {});
      training.export(classifier, training.accuracy(test), test.description());
    }
  }
}
