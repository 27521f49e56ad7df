package io.gan4j.report.picture;

import static io.gan4j.report.picture.Pixels.count;
import static io.gan4j.report.picture.Pixels.rows;
import static io.gan4j.report.picture.Pixels.vector;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gan4j.api.random.RandomKey;
import io.gan4j.api.term.ScoreKind;
import io.gan4j.core.run.ScoreMap;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tensorflow.ndarray.FloatNdArray;

@DisplayName("The picture of a one-dimensional run")
class DensityFigureTest {
  private static final FakeDensity NORMAL = new FakeDensity(1);

  // The layout: the plot begins at (82, 78) and is 596 wide and 280 high; x from −6 to 6. The right
  // axis goes from 0 to 1.08.
  private static final int LEFT = 82;
  private static final int TOP = 78;
  private static final int WIDTH = 596;
  private static final int HEIGHT = 280;

  @Test
  @DisplayName("asks for D's scores evenly along its x axis")
  void positions() {
    FloatNdArray positions = ScoreMap.positions(NORMAL);

    assertThat(positions.shape().asArray()).containsExactly(400, 1);
    assertThat(positions.getFloat(0, 0)).isEqualTo(-6 + 12 / 800f);
    assertThat(positions.getFloat(399, 0)).isEqualTo(6 - 12 / 800f);
  }

  @Test
  @DisplayName("shows a D of one half as a dashed line at one half")
  void oneHalf() {
    BufferedImage picture = figure(0, 1, 3000, ScoreKind.LOGIT).render("test", 10);

    int y = (int) (TOP + HEIGHT * (1 - 0.5 / 1.08));
    assertThat(picture.getWidth()).isEqualTo(2 * 760);
    int blue = count(picture, LEFT, y - 3, WIDTH, 6, Style.BLUE);
    // Dashes of 8 with gaps of 4, two units wide: 4 rows of pixels or 3 and two fainter ones.
    int dashes = 2 * WIDTH * 8 / 12;
    assertThat(blue).isBetween(2 * dashes, 4 * dashes);
    assertThat(count(picture, LEFT, TOP, WIDTH, y - 4 - TOP, Style.BLUE)).isZero();
    assertThat(count(picture, LEFT, y + 4, WIDTH, TOP + HEIGHT - y - 4, Style.BLUE)).isZero();
  }

  @Test
  @DisplayName("shows the generator's density where its samples are")
  void generator() {
    BufferedImage picture = figure(3, 0.5, 3000, ScoreKind.LOGIT).render("test", 10);

    int middle = LEFT + WIDTH / 2;
    int left = count(picture, LEFT, TOP, WIDTH / 2, HEIGHT - 10, Style.GREEN);
    int right = count(picture, middle, TOP, WIDTH / 2, HEIGHT - 10, Style.GREEN);
    assertThat(left).isZero();
    assertThat(right).isGreaterThan(1000);
    // The peak is at x = 3, three quarters of the width.
    int atPeak = LEFT + WIDTH * 3 / 4;
    assertThat(count(picture, atPeak - 12, TOP, 24, 60, Style.GREEN)).isGreaterThan(50);
  }

  @Test
  @DisplayName("shows the best D at one half where the generator has learnt the data")
  void optimum() {
    BufferedImage picture = figure(0, 1, 20_000, ScoreKind.LOGIT, 9).render("test", 10);

    int y = (int) (TOP + HEIGHT * (1 - 0.5 / 1.08));
    int grey = count(picture, LEFT + WIDTH / 3, y - 8, WIDTH / 3, 16, Style.GREY);
    assertThat(grey).isGreaterThan(200);
  }

  @ParameterizedTest
  @EnumSource(ScoreKind.class)
  @DisplayName("can be drawn of few, equal, stray and undefined samples, for all kinds of scores")
  void edgeCases(ScoreKind kind) {
    float[] nan = {Float.NaN, 1, 2};
    float[] scores = new float[400];
    scores[7] = Float.NaN;
    for (float[] samples : new float[][] {{0.3f}, {1, 1, 1}, {1e30f, -1e30f}, nan}) {
      DensityFigure figure =
          new DensityFigure(NORMAL, rows(1, samples), rows(1, samples), vector(scores), kind);
      assertThatCode(() -> figure.render("test", 0)).doesNotThrowAnyException();
    }
  }

  @Test
  @DisplayName("leaves the lines from z to x out where z has several axes")
  void manyLatents() {
    DensityFigure figure =
        new DensityFigure(
            NORMAL,
            rows(3, 0, 0, 0, 1, 1, 1),
            rows(1, 0, 1),
            vector(new float[400]),
            ScoreKind.LOGIT);
    BufferedImage picture = figure.render("test", 0);

    assertThat(count(picture, LEFT, 430, WIDTH, 130, Style.MUTED)).isZero();
  }

  @Test
  @DisplayName("gives equal bytes for equal input")
  void deterministic() {
    assertThat(Png.encode(figure(1, 1, 500, ScoreKind.LOGIT).render("a", 1)))
        .isEqualTo(Png.encode(figure(1, 1, 500, ScoreKind.LOGIT).render("a", 1)));
  }

  @Test
  @DisplayName("refuses what is not one-dimensional, and scores for other positions")
  void refuses() {
    FloatNdArray one = rows(1, 0);
    assertThatThrownBy(
            () ->
                new DensityFigure(
                    NORMAL, one, rows(2, 0, 0), vector(new float[400]), ScoreKind.LOGIT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("accepted: [n, 1]");
    assertThatThrownBy(() -> new DensityFigure(NORMAL, one, one, vector(0, 0), ScoreKind.LOGIT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("400 positions");
  }

  private static DensityFigure figure(double mean, double stddev, int count, ScoreKind kind) {
    return figure(mean, stddev, count, kind, 0);
  }

  private static DensityFigure figure(
      double mean, double stddev, int count, ScoreKind kind, float score) {
    RandomKey key = RandomKey.of(3);
    float[] latents = new float[count];
    float[] samples = new float[count];
    for (int i = 0; i < count; i++) {
      latents[i] = (float) key.normal(i);
      samples[i] = (float) (mean + stddev * latents[i]);
    }
    float[] scores = new float[400];
    Arrays.fill(scores, score);
    return new DensityFigure(NORMAL, rows(1, latents), rows(1, samples), vector(scores), kind);
  }
}
