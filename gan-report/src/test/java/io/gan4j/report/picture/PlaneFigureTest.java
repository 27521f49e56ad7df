package io.gan4j.report.picture;

import static io.gan4j.report.picture.Pixels.assertColor;
import static io.gan4j.report.picture.Pixels.count;
import static io.gan4j.report.picture.Pixels.rows;
import static io.gan4j.report.picture.Pixels.vector;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gan4j.api.term.ScoreKind;
import io.gan4j.core.run.ScoreMap;
import java.awt.Color;
import java.awt.image.BufferedImage;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tensorflow.ndarray.FloatNdArray;

@DisplayName("The picture of a two-dimensional run")
class PlaneFigureTest {
  private static final FakeDensity NORMAL = new FakeDensity(2);
  private static final FloatNdArray FAR = rows(2, 1e9f, 1e9f);
  private static final Color SAYS_REAL = new Color(0xB3, 0xD5, 0xEA);
  private static final Color SAYS_FAKE = new Color(0xF6, 0xC9, 0xA6);

  // The layout: the plot begins at (74, 78) and is 560 wide and high; both axes from −6 to 6.
  private static final int LEFT = 74;
  private static final int TOP = 78;
  private static final int SIDE = 560;

  @Test
  @DisplayName("asks for D's scores evenly over the plane, row by row from below")
  void positions() {
    FloatNdArray positions = ScoreMap.positions(NORMAL);

    assertThat(positions.shape().asArray()).containsExactly(160 * 160, 2);
    assertThat(positions.getFloat(0, 0)).isEqualTo(-6 + 12 / 320f);
    assertThat(positions.getFloat(0, 1)).isEqualTo(-6 + 12 / 320f);
    assertThat(positions.getFloat(1, 0)).isEqualTo(-6 + 36 / 320f);
    assertThat(positions.getFloat(160, 1)).isEqualTo(-6 + 36 / 320f);
  }

  @Test
  @DisplayName("colours what D takes for real and for fake, with the contour of one half between")
  void background() {
    BufferedImage picture =
        new PlaneFigure(NORMAL, FAR, FAR, risingWithX(), ScoreKind.LOGIT).render("test", 1);

    assertThat(picture.getHeight()).isEqualTo(2 * (TOP + SIDE + 52));
    assertColor(picture, LEFT + 30, TOP + 100, SAYS_FAKE);
    assertColor(picture, LEFT + SIDE - 30, TOP + 100, SAYS_REAL);
    Color contour = new Color(picture.getRGB(2 * LEFT + SIDE, 2 * TOP + 200));
    assertThat(contour.getRed()).isLessThan(150);
  }

  @Test
  @DisplayName("turns the colours round for energies, where real is low")
  void energy() {
    BufferedImage picture =
        new PlaneFigure(NORMAL, FAR, FAR, risingWithX(), ScoreKind.ENERGY).render("test", 1);

    assertColor(picture, LEFT + 3, TOP + 100, SAYS_REAL);
    assertColor(picture, LEFT + SIDE - 3, TOP + 100, SAYS_FAKE);
  }

  @Test
  @DisplayName("shows points where they are, x to the right and y upwards, and marks the modes")
  void points() {
    FloatNdArray real = rows(2, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3);
    FloatNdArray generated = rows(2, -3, 3, -3, 3, -3, 3, -3, 3, -3, 3);
    BufferedImage picture =
        new PlaneFigure(NORMAL, real, generated, vector(new float[160 * 160]), ScoreKind.LOGIT)
            .render("test", 1);

    assertColor(picture, LEFT + SIDE * 0.75, TOP + SIDE * 0.25, Style.BLUE);
    assertColor(picture, LEFT + SIDE * 0.25, TOP + SIDE * 0.25, Style.VERMILION);
    assertThat(count(picture, LEFT + SIDE / 2 - 6, TOP + SIDE / 2 - 6, 12, 12, Style.INK))
        .isGreaterThan(30);
  }

  @ParameterizedTest
  @EnumSource(ScoreKind.class)
  @DisplayName("can be drawn of one point, of stray points, and of constant or undefined scores")
  void edgeCases(ScoreKind kind) {
    float[] undefined = new float[160 * 160];
    undefined[77] = Float.NaN;
    undefined[78] = Float.POSITIVE_INFINITY;
    for (FloatNdArray scores :
        new FloatNdArray[] {vector(new float[160 * 160]), vector(undefined)}) {
      PlaneFigure figure =
          new PlaneFigure(NORMAL, rows(2, 0, 0), rows(2, Float.NaN, 1), scores, kind);
      assertThatCode(() -> figure.render("test", 0)).doesNotThrowAnyException();
    }
  }

  @Test
  @DisplayName("gives equal bytes for equal input")
  void deterministic() {
    PlaneFigure figure = new PlaneFigure(NORMAL, FAR, FAR, risingWithX(), ScoreKind.LOGIT);

    assertThat(Png.encode(figure.render("a", 1))).isEqualTo(Png.encode(figure.render("a", 1)));
  }

  @Test
  @DisplayName("refuses what is not two-dimensional, and scores for other positions")
  void refuses() {
    assertThatThrownBy(
            () -> new PlaneFigure(NORMAL, rows(1, 0), FAR, risingWithX(), ScoreKind.LOGIT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("real points of shape");
    assertThatThrownBy(() -> new PlaneFigure(NORMAL, FAR, FAR, vector(0), ScoreKind.LOGIT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("25600 positions");
  }

  private static FloatNdArray risingWithX() {
    float[] scores = new float[160 * 160];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = (i % 160 - 79.5f) / 4;
    }
    return vector(scores);
  }
}
