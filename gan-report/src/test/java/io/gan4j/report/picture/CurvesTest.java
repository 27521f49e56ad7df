package io.gan4j.report.picture;

import static io.gan4j.report.picture.Pixels.assertColor;
import static io.gan4j.report.picture.Pixels.count;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.gan4j.api.event.TrainingEvent.PhaseResult;
import io.gan4j.api.event.TrainingEvent.StepCompleted;
import io.gan4j.api.game.Player;
import io.gan4j.api.provider.PhaseReport;
import io.gan4j.api.provider.PhaseReport.Scores;
import io.gan4j.api.term.ScoreKind;
import io.gan4j.report.picture.Curves.Point;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The curves of a training")
class CurvesTest {
  // The layout: both plots begin at x 66 and are 758 wide; y 88 and 368, 210 high.
  private static final int LEFT = 66;
  private static final int WIDTH = 758;
  private static final int LOWER = 368;
  private static final int HEIGHT = 210;

  @Test
  @DisplayName("show D(x) and D(G(z)) where they belong between 0 and 1")
  void probabilities() {
    Curves curves = new Curves(ScoreKind.LOGIT, "images");
    for (int i = 1; i <= 400; i++) {
      curves.add(new Point(i, 10L * i, 1, 2, 0.8, 0.25));
    }
    BufferedImage picture = curves.render("test");

    assertThat(picture.getWidth()).isEqualTo(2 * 860);
    assertThat(picture.getHeight()).isEqualTo(2 * 630);
    assertColor(picture, LEFT + WIDTH / 2.0, LOWER + 0.2 * HEIGHT, Style.BLUE);
    assertColor(picture, LEFT + WIDTH / 2.0, LOWER + 0.75 * HEIGHT, Style.VERMILION);
    assertColor(picture, LEFT + WIDTH / 2.0 + 20, LOWER + 0.9 * HEIGHT, Color.WHITE);
  }

  @Test
  @DisplayName("take the means over a step's phases of what they report")
  void events() {
    PhaseReport first =
        report(Map.of(Player.DISCRIMINATOR, 1.0), OptionalDouble.of(0.7), OptionalDouble.of(0.4));
    PhaseReport second =
        report(Map.of(Player.DISCRIMINATOR, 3.0), OptionalDouble.of(0.9), OptionalDouble.of(0.2));
    PhaseReport third =
        report(Map.of(Player.GENERATOR, 5.0), OptionalDouble.empty(), OptionalDouble.of(0.3));
    Curves fromEvents = new Curves(ScoreKind.LOGIT, "images");
    Curves fromPoints = new Curves(ScoreKind.LOGIT, "images");
    for (int step = 1; step <= 50; step++) {
      List<PhaseResult> phases =
          List.of(
              result("discriminator", first),
              result("discriminator", second),
              result("generator", third));
      fromEvents.add(new StepCompleted(step, 64L * step, 0, phases, Duration.ZERO));
      fromPoints.add(new Point(step, 64L * step, 2, 5, 0.8, 0.3));
    }

    assertThat(Png.encode(fromEvents.render("x"))).isEqualTo(Png.encode(fromPoints.render("x")));
  }

  @Test
  @DisplayName("have a gap where a loss is not finite")
  void gap() {
    Curves curves = new Curves(ScoreKind.CRITIC, "images");
    for (int i = 1; i <= 300; i++) {
      double loss = i > 100 && i < 200 ? Double.NaN : 1;
      curves.add(new Point(i, i, loss, Double.NaN, 1, 0));
    }
    BufferedImage picture = curves.render("test");

    int third = WIDTH / 3;
    assertThat(count(picture, LEFT, 88, third - 5, HEIGHT, Style.BLUE)).isGreaterThan(500);
    assertThat(count(picture, LEFT + third + 5, 88, third - 10, HEIGHT, Style.BLUE)).isZero();
    assertThat(count(picture, LEFT + 2 * third + 5, 88, third - 5, HEIGHT, Style.BLUE))
        .isGreaterThan(500);
  }

  @Test
  @DisplayName("keep a curve readable that had enormous losses now and then")
  void outliers() {
    Curves curves = new Curves(ScoreKind.CRITIC, "images");
    for (int i = 1; i <= 20_000; i++) {
      // One step in 3,000 is off by a million.
      double loss = i % 3000 == 1500 ? 1e6 : i % 2;
      curves.add(new Point(i, i, loss, 0.5, 1, 0));
    }
    BufferedImage picture = curves.render("test");

    // Without the outliers the losses are 0 and 1, and the generator's half is in the middle.
    int middle = 88 + HEIGHT / 2;
    assertThat(count(picture, LEFT, middle - 4, WIDTH, 8, Style.VERMILION))
        .isGreaterThan(2 * WIDTH * 2);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 1024, 1025, 200_000})
  @DisplayName("can be drawn after any number of steps")
  void lengths(int steps) {
    Curves curves = new Curves(ScoreKind.LOGIT, "images");
    for (int i = 1; i <= steps; i++) {
      curves.add(new Point(i, 100L * i, 1.0 / i, 2 - 1.0 / i, 0.5, 0.5));
    }

    assertThatCode(() -> curves.render("test")).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @EnumSource(ScoreKind.class)
  @DisplayName("can be drawn of constants, of zeros and of nothing finite, for all kinds of scores")
  void values(ScoreKind kind) {
    for (double value : new double[] {0, 0.7, -1e9, 1e-12, Double.NaN}) {
      Curves curves = new Curves(kind, "images");
      for (int i = 1; i <= 100; i++) {
        curves.add(new Point(i, i, value, value, value, value));
      }
      assertThatCode(() -> curves.render("constant")).as("%s", value).doesNotThrowAnyException();
    }
  }

  @Test
  @DisplayName("go on where a resumed run begins")
  void resumed() {
    Curves curves = new Curves(ScoreKind.LOGIT, "images");
    curves.add(new Point(5000, 500_000, 1, 1, 0.5, 0.5));
    curves.add(new Point(5001, 500_100, 1, 1, 0.5, 0.5));

    assertThatCode(() -> curves.render("test")).doesNotThrowAnyException();
  }

  private static PhaseResult result(String phase, PhaseReport report) {
    return new PhaseResult(phase, 0, report, Duration.ZERO, Duration.ZERO);
  }

  private static PhaseReport report(
      Map<Player, Double> losses, OptionalDouble real, OptionalDouble fake) {
    return new PhaseReport(
        losses,
        Map.of(),
        Map.of(),
        new Scores(OptionalDouble.of(9), OptionalDouble.of(-9), real, fake));
  }
}
