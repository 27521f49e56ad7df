package io.gan4j.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gan4j.api.GanException;
import io.gan4j.api.metric.FeatureExtractor;
import io.gan4j.api.spec.InvalidValueException;
import io.gan4j.components.metric.PixelFeatures;
import io.gan4j.core.training.Script;
import io.gan4j.core.training.TrainingFixture;
import io.gan4j.core.training.TrainingFixture.Opened;
import io.gan4j.report.gallery.Gallery;
import io.gan4j.report.picture.LatentPath;
import io.gan4j.report.picture.SampleGrid;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.NdArrays;

@DisplayName("Pictures of what was learnt")
class GalleryTest {
  private static final String[] PICTURES = {"data.reader.kind=pictures"};
  private static final String[] CLASSED = {
    "data.reader.kind=classed-pictures",
    "generator.network={type: conditional, of: {type: mlp, units: [2]}}"
  };

  private final TrainingFixture fixture = new TrainingFixture();

  /** Latents by their places among some that were drawn. */
  private static FloatNdArray chosen(FloatNdArray drawn, int... places) {
    FloatNdArray chosen = NdArrays.ofFloats(drawn.shape().tail().prepend(places.length));
    for (int i = 0; i < places.length; i++) {
      drawn.get(places[i]).copyTo(chosen.get(i));
    }
    return chosen;
  }

  private static BufferedImage grid(
      Opened training, FloatNdArray latents, int @Nullable [] labels, int perRow) {
    return SampleGrid.render(
        training.session().generate(latents, labels), training.plan().samples(), perRow);
  }

  private static Gallery gallery(Opened training) {
    return new Gallery(training.session(), training.plan(), training.dataset());
  }

  private static void assertSame(BufferedImage picture, BufferedImage expected) {
    assertThat(picture.getWidth()).isEqualTo(expected.getWidth());
    assertThat(picture.getHeight()).isEqualTo(expected.getHeight());
    assertThat(pixels(picture)).isEqualTo(pixels(expected));
  }

  private static int[] pixels(BufferedImage picture) {
    int width = picture.getWidth();
    return picture.getRGB(0, 0, width, picture.getHeight(), null, 0, width);
  }

  @Test
  @DisplayName("set samples beside their nearest training samples, and say how near they are")
  void neighbours() {
    // Every pixel at the level 57.5. Training sample i has the levels 10·i to 10·i + 15, the mean
    // of sample 5 is 57.5: Σ(p − 7.5)² over its 16 pixels is 340.
    TrainingFixture grey = new TrainingFixture(new Script().samples(step -> 57.5 / 255));
    try (Opened training = grey.open(PICTURES)) {
      Gallery.Drawn drawn = gallery(training).neighbours(2, 3, 1);
      String distance = "%.4f".formatted(Math.sqrt(340) / 255);
      assertThat(drawn.notes())
          .containsExactly(
              "sample 0: training sample 5 at a distance of " + distance,
              "sample 1: training sample 5 at a distance of " + distance);
      // sample 5 itself stands behind the line: the levels 50 to 65 from its first pixel on
      BufferedImage sheet = drawn.picture();
      BufferedImage one = grid(training, training.session().drawLatents(1, 2), null, 1);
      assertThat(sheet.getWidth()).isGreaterThan(3 * one.getWidth());
      int behind = sheet.getWidth() - 3 * (one.getWidth() - 2);
      assertThat(sheet.getRGB(behind, 3) & 0xFF).isEqualTo(50);
    }
  }

  @Test
  @DisplayName("go from one latent to another, a row each, beginning and ending with these")
  void interpolation() {
    try (Opened training = fixture.open(PICTURES)) {
      FloatNdArray ends = training.session().drawLatents(7, 4);
      for (LatentPath path : LatentPath.values()) {
        assertSame(gallery(training).interpolation(2, 2, path, 7), grid(training, ends, null, 2));
      }
    }
  }

  @Test
  @DisplayName("go so with one class in a row, where the generator sees labels")
  void interpolationOfClasses() {
    try (Opened training = fixture.open(CLASSED)) {
      assertSame(
          gallery(training).interpolation(4, 2, LatentPath.SPHERICAL, 7),
          grid(
              training,
              training.session().drawLatents(7, 8),
              new int[] {0, 0, 1, 1, 2, 2, 0, 0},
              2));
    }
  }

  @Test
  @DisplayName("have a row for each class and the same latents down each column, however many")
  void classes() {
    try (Opened training = fixture.open(CLASSED)) {
      int perClass = 100; // 300 in all, more than pass at a time
      int[] columns = IntStream.range(0, 3 * perClass).map(i -> i % perClass).toArray();
      int[] labels = IntStream.range(0, 3 * perClass).map(i -> i / perClass).toArray();
      assertSame(
          gallery(training).classes(perClass, 7),
          grid(
              training,
              chosen(training.session().drawLatents(7, perClass), columns),
              labels,
              perClass));
    }
  }

  @Test
  @DisplayName("of classes are refused, where the generator sees no labels")
  void noClasses() {
    try (Opened training = fixture.open(PICTURES)) {
      assertThatThrownBy(() -> gallery(training).classes(2, 7))
          .isInstanceOf(GanException.class)
          .hasMessage("this generator sees no labels, so it has no classes to show");
    }
  }

  @Test
  @DisplayName("walk from stop to stop, with so many pictures from one to the next")
  void walk() {
    try (Opened training = fixture.open(PICTURES)) {
      List<BufferedImage> frames = gallery(training).walk(2, 3, 4, 7);
      assertThat(frames).hasSize(12);
      FloatNdArray drawn = training.session().drawLatents(7, 6);
      for (int stop = 0; stop < 3; stop++) {
        assertSame(frames.get(4 * stop), grid(training, chosen(drawn, stop, 3 + stop), null, 0));
      }
      assertThatThrownBy(() -> gallery(training).walk(1, 1, 4, 7))
          .isInstanceOf(InvalidValueException.class)
          .hasMessage("stops must be above 1, found 1");
    }
  }

  @Test
  @DisplayName("show features of real and generated samples in a plane, where they span one")
  void map() {
    try (Opened training = fixture.open(PICTURES);
        FeatureExtractor pixels = new PixelFeatures().open(training.plan().samples())) {
      BufferedImage map = gallery(training).map(pixels, 10, 7, "toys");
      assertThat(Arrays.stream(pixels(map)).distinct().count()).isGreaterThan(10);
    }
    try (Opened training = fixture.open("data.reader.kind=line");
        FeatureExtractor pixels = new PixelFeatures().open(training.plan().samples())) {
      assertThatThrownBy(() -> gallery(training).map(pixels, 10, 7, "toys"))
          .isInstanceOf(GanException.class)
          .hasMessage("a plane needs features of two values or more, these have one");
    }
  }

  @Test
  @DisplayName("are refused for samples that are no images")
  void noImages() {
    try (Opened training = fixture.open()) {
      Gallery gallery = gallery(training);
      String refusal = "these are samples of shape [2], and no images";
      assertThatThrownBy(() -> gallery.neighbours(1, 1, 7)).hasMessage(refusal);
      assertThatThrownBy(() -> gallery.interpolation(1, 2, LatentPath.SPHERICAL, 7))
          .hasMessage(refusal);
      assertThatThrownBy(() -> gallery.classes(1, 7)).hasMessage(refusal);
      assertThatThrownBy(() -> gallery.walk(1, 2, 1, 7)).hasMessage(refusal);
    }
  }

  @Test
  @DisplayName("are the same for a seed and others for another, and leave the players as they are")
  void seeds() {
    try (Opened training = fixture.open(PICTURES)) {
      Gallery gallery = gallery(training);
      Map<String, NdArray<?>> before = training.state();
      BufferedImage once = gallery.interpolation(1, 3, LatentPath.SPHERICAL, 7);
      assertSame(gallery.interpolation(1, 3, LatentPath.SPHERICAL, 7), once);
      assertThat(pixels(gallery.interpolation(1, 3, LatentPath.SPHERICAL, 8)))
          .isNotEqualTo(pixels(once));
      gallery.neighbours(1, 1, 7);
      gallery.walk(1, 2, 1, 7);
      assertThat(training.state()).isEqualTo(before);
    }
  }
}
