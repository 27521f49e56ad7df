package io.gan4j.components.augmentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.api.augmentation.AdaptiveProbability;
import io.gan4j.api.augmentation.Augmentation;
import io.gan4j.api.augmentation.Augmenting;
import io.gan4j.api.data.Range;
import io.gan4j.api.data.SampleSpace;
import io.gan4j.api.tensor.NoiseSource;
import io.gan4j.api.term.ScoreKind;
import io.gan4j.components.augmentation.TranslationAugmentation.Border;
import io.gan4j.testkit.AugmentationContract;
import io.gan4j.testkit.DoubleOps;
import io.gan4j.testkit.DoubleTensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.tensorflow.ndarray.Shape;

@DisplayName("An augmentation")
class AugmentationsTest {
  private static final int SIDE = 8;
  private static final double EXACT = 1e-9;

  @TestFactory
  Stream<DynamicTest> contracts() {
    return Stream.of(
            new MirrorAugmentation(1),
            new QuarterTurnAugmentation(1),
            new TranslationAugmentation(0.125, Border.GREY, 1),
            new TranslationAugmentation(0.9, Border.REFLECT, 0.5),
            new WarpAugmentation(0.2, true, 0.2, 0.125, 1),
            new WarpAugmentation(2, true, 2, 2, 1),
            new BrightnessAugmentation(0.2, 1),
            new ContrastAugmentation(0.5, 1),
            new SaturationAugmentation(1, 1),
            new HueAugmentation(1),
            new LumaFlipAugmentation(1),
            new CutoutAugmentation(0.5, 1),
            new DiffAugmentation(List.of(DiffAugmentation.Policy.values())),
            new AdaAugmentation(1, 1, 0.5, 1))
        .flatMap(augmentation -> AugmentationContract.of(augmentation).tests());
  }

  /**
   * Numbers as a test wants them, by the end of the stream's name; others are ½, or 0 if normal.
   */
  private record Wanted(Map<String, Double> numbers) implements NoiseSource<DoubleTensor> {
    private DoubleTensor number(String stream, double otherwise) {
      return DoubleTensor.vector(
          numbers.entrySet().stream()
              .filter(wanted -> stream.endsWith(wanted.getKey()))
              .mapToDouble(Map.Entry::getValue)
              .findFirst()
              .orElse(otherwise));
    }

    @Override
    public DoubleTensor uniform(String stream, Shape shape) {
      return number(stream, stream.contains("chosen") ? 0 : 0.5);
    }

    @Override
    public DoubleTensor normal(String stream, Shape shape) {
      return number(stream, 0);
    }

    @Override
    public DoubleTensor truncatedNormal(String stream, Shape shape) {
      throw new UnsupportedOperationException(stream);
    }

    @Override
    public DoubleTensor pick(
        String stream, int rows, Function<NoiseSource<DoubleTensor>, DoubleTensor> table) {
      throw new UnsupportedOperationException(stream);
    }
  }

  /** One image with a different value at every place. */
  private static double[] image(int channels) {
    return IntStream.range(0, SIDE * SIDE * channels).mapToDouble(i -> Math.sin(i * 1.3)).toArray();
  }

  private static double[] changed(
      Augmentation by, double[] image, Range range, Map<String, Double> numbers) {
    int channels = image.length / (SIDE * SIDE);
    DoubleTensor one = DoubleTensor.of(Shape.of(1, SIDE, SIDE, channels), image);
    Augmenting<DoubleTensor> with =
        new Augmenting<>(
            new DoubleOps(), new Wanted(numbers), "test/", DoubleTensor.scalar(1), range);
    return by.apply(with, one).values();
  }

  private static double[] changed(Augmentation by, double[] image, Map<String, Double> numbers) {
    return changed(by, image, new Range(-1, 1), numbers);
  }

  /** A grey image from other places of a grey image. */
  private static double[] from(double[] image, IntUnaryOperator row, IntUnaryOperator column) {
    double[] other = new double[image.length];
    for (int i = 0; i < SIDE; i++) {
      for (int j = 0; j < SIDE; j++) {
        int r = row.applyAsInt(i);
        int c = column.applyAsInt(j);
        boolean inside = r >= 0 && r < SIDE && c >= 0 && c < SIDE;
        other[i * SIDE + j] = inside ? image[r * SIDE + c] : 0;
      }
    }
    return other;
  }

  private static void assertClose(double[] found, double[] expected) {
    assertThat(found).usingComparatorWithPrecision(EXACT).containsExactly(expected);
  }

  @Test
  @DisplayName("mirrors columns")
  void mirror() {
    double[] image = image(1);
    double[] mirrored = from(image, i -> i, j -> SIDE - 1 - j);
    assertClose(changed(new MirrorAugmentation(1), image, Map.of("side", 0.4)), mirrored);
    assertClose(changed(new MirrorAugmentation(1), image, Map.of("side", 0.6)), image);
    assertClose(
        changed(new MirrorAugmentation(0.3), image, Map.of("side", 0.4, "chosen-mirror", 0.31)),
        image);
  }

  @Test
  @DisplayName("turns by quarters, as four turns come back")
  void quarterTurns() {
    double[] image = image(1);
    QuarterTurnAugmentation turn = new QuarterTurnAugmentation(1);
    double[] quarter = new double[image.length];
    for (int i = 0; i < SIDE; i++) {
      for (int j = 0; j < SIDE; j++) {
        quarter[j * SIDE + SIDE - 1 - i] = image[i * SIDE + j]; // clockwise
      }
    }
    assertClose(changed(turn, image, Map.of("quarters", 0.0)), image);
    assertClose(changed(turn, image, Map.of("quarters", 0.3)), quarter);
    assertClose(
        changed(turn, image, Map.of("quarters", 0.5)),
        from(image, i -> SIDE - 1 - i, j -> SIDE - 1 - j));
    assertClose(
        changed(turn, changed(turn, image, Map.of("quarters", 0.99)), Map.of("quarters", 0.3)),
        image);
    assertThat(turn.conflicts(SampleSpace.images(8, 6, 3))).hasSize(1);
    assertThat(turn.conflicts(SampleSpace.vectors(4))).hasSize(1);
  }

  @Test
  @DisplayName("moves by whole pixels, with grey or the reflected image behind")
  void translation() {
    double[] image = image(1);
    TranslationAugmentation grey = new TranslationAugmentation(0.25, Border.GREY, 1);
    assertClose(
        changed(grey, image, Map.of("rows", 0.99, "columns", 0.0)),
        from(image, i -> i + 2, j -> j - 2));
    TranslationAugmentation reflect = new TranslationAugmentation(0.25, Border.REFLECT, 1);
    assertClose(
        changed(reflect, image, Map.of("rows", 0.5, "columns", 0.0)),
        from(image, i -> i, j -> Math.abs(j - 2)));
    double[] unit = changed(grey, image, new Range(0, 1), Map.of("rows", 0.99, "columns", 0.5));
    assertThat(unit[SIDE * SIDE - 1]).isEqualTo(0.5);
  }

  @Test
  @DisplayName("warps by a map of the plane: quarter turns, moves and sizes that hit pixels")
  void warp() {
    double[] image = image(1);
    WarpAugmentation all = new WarpAugmentation(1, true, 1, 0.25, 1);
    Map<String, Double> still =
        Map.of("across", 1.0, "along", 0.0, "factor", 0.0, "right", 0.0, "down", 0.0);
    assertClose(changed(all, image, still), image);
    double[] quarter = changed(new QuarterTurnAugmentation(1), image, Map.of("quarters", 0.3));
    assertThat(
            changed(
                all,
                image,
                Map.of("across", 0.0, "along", 1.0, "factor", 0.0, "right", 0.0, "down", 0.0)))
        .usingComparatorWithPrecision(1e-6)
        .containsExactly(quarter);
    assertClose(
        changed(all, image, Map.of("across", 1.0, "right", 1.0, "down", -0.5)),
        from(image, i -> i + 1 < SIDE ? i + 1 : 2 * SIDE - 2 - i, j -> j >= 2 ? j - 2 : 1 - j));
    // Twice as large: between two pixels of the middle, and their weights.
    double[] larger = changed(all, image, Map.of("across", 1.0, "scale/factor", 1.0));
    double between =
        0.75 * (0.75 * image[3 * SIDE + 3] + 0.25 * image[3 * SIDE + 4])
            + 0.25 * (0.75 * image[4 * SIDE + 3] + 0.25 * image[4 * SIDE + 4]);
    assertThat(larger[3 * SIDE + 3]).isCloseTo(between, within(EXACT));
  }

  @Test
  @DisplayName("changes colours about the middle of the range")
  void colours() {
    double[] image = image(3);
    Range unit = new Range(0, 1);
    double[] brighter = changed(new BrightnessAugmentation(0.2, 1), image, unit, Map.of("by", 2.0));
    assertClose(brighter, Arrays.stream(image).map(v -> v + 0.2).toArray());
    double[] harder = changed(new ContrastAugmentation(0.5, 1), image, unit, Map.of("factor", 2.0));
    assertClose(harder, Arrays.stream(image).map(v -> 0.5 + 2 * (v - 0.5)).toArray());
    double[] flipped = changed(new LumaFlipAugmentation(1), image, unit, Map.of("side", 0.1));
    double[] half =
        changed(new HueAugmentation(1), image, unit, Map.of("across", -1.0, "along", 0.0));
    double[] third =
        changed(
            new HueAugmentation(1), image, unit, Map.of("across", -0.5, "along", Math.sqrt(3) / 2));
    double[] dull = changed(new SaturationAugmentation(1, 1), image, unit, Map.of("factor", -1.0));
    for (int i = 0; i < image.length; i += 3) {
      double mean = (image[i] + image[i + 1] + image[i + 2]) / 3;
      for (int c = 0; c < 3; c++) {
        double value = image[i + c];
        assertThat(flipped[i + c]).isCloseTo(value - 2 * (mean - 0.5), within(EXACT));
        assertThat(half[i + c]).isCloseTo(2 * mean - value, within(1e-6));
        // By a third of a turn each channel becomes the next.
        assertThat(third[i + (c + 1) % 3]).isCloseTo(value, within(1e-6));
        assertThat(dull[i + c]).isCloseTo(mean + (value - mean) / 2, within(EXACT));
      }
    }
  }

  @Test
  @DisplayName("cuts out a rectangle of its share")
  void cutout() {
    double[] image = image(1);
    double[] cut =
        changed(new CutoutAugmentation(0.5, 1), image, Map.of("rows", 0.5, "columns", 0.0));
    for (int i = 0; i < SIDE; i++) {
      for (int j = 0; j < SIDE; j++) {
        boolean gone = i >= 2 && i < 6 && j < 2;
        assertThat(cut[i * SIDE + j]).isEqualTo(gone ? 0 : image[i * SIDE + j]);
      }
    }
  }

  @Test
  @DisplayName("is chosen with a probability that follows the signs of scores")
  void adapts() {
    AdaptiveProbability adapt =
        new AdaptiveProbability(0.6, 1000, 0.8, AdaptiveProbability.By.SCORES);
    DoubleOps ops = new DoubleOps();
    DoubleTensor real = DoubleTensor.vector(3, 2, 1, -1);
    DoubleTensor fake = DoubleTensor.vector(-2, 2.5, 0, -3);
    assertThat(adapt.signal(ops, ScoreKind.LOGIT, real, fake).item()).isEqualTo(0.5);
    assertThat(adapt.signal(ops, ScoreKind.CRITIC, real, fake).item()).isEqualTo(0.5);
    assertThat(adapt.signal(ops, ScoreKind.CRITIC, ops.neg(real), ops.neg(fake)).item())
        .isEqualTo(-0.5);
    assertThat(adapt.signal(ops, ScoreKind.ENERGY, ops.neg(real), ops.neg(fake)).item())
        .isEqualTo(0.5);
    assertThat(next(adapt, 0.3, 0.7)).isCloseTo(0.31, within(EXACT));
    assertThat(next(adapt, 0.3, 0.5)).isCloseTo(0.29, within(EXACT));
    assertThat(next(adapt, 0.3, 0.6)).isEqualTo(0.3);
    assertThat(next(adapt, 0.005, -1)).isZero();
    assertThat(next(adapt, 0.795, 1)).isEqualTo(0.8);
  }

  private static double next(AdaptiveProbability adapt, double from, double signal) {
    return adapt
        .next(new DoubleOps(), DoubleTensor.scalar(from), DoubleTensor.scalar(signal), 10)
        .item();
  }

  @Test
  @DisplayName("of DiffAugment has its constants")
  void diffAugment() {
    double[] image = image(3);
    DiffAugmentation colour = new DiffAugmentation(List.of(DiffAugmentation.Policy.COLOR));
    double[] changed =
        changed(colour, image, Map.of("brightness", 1.0, "saturation", 0.0, "contrast", 1.0));
    double[] grey = new double[image.length];
    for (int i = 0; i < image.length; i += 3) {
      double mean = (image[i] + image[i + 1] + image[i + 2]) / 3 + 0.5;
      Arrays.fill(grey, i, i + 3, mean);
    }
    double mean = Arrays.stream(grey).average().orElseThrow();
    assertClose(changed, Arrays.stream(grey).map(v -> mean + 1.5 * (v - mean)).toArray());
  }
}
