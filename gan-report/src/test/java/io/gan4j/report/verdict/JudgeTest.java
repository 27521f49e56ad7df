package io.gan4j.report.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import io.gan4j.api.random.RandomKey;
import io.gan4j.report.verdict.Evidence.End;
import io.gan4j.report.verdict.Evidence.Measured;
import io.gan4j.report.verdict.Verdict.Kind;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The verdict on a run")
class JudgeTest {
  private final Map<String, double[]> curves = new LinkedHashMap<>();
  private final Map<String, String> standing = new LinkedHashMap<>();
  private long steps = 5000;
  private End end = End.COMPLETED;
  private String failure = "";
  private @Nullable Measured measured;

  private Verdict verdict() {
    return Judge.of(
        new Evidence(
            steps,
            steps,
            end,
            failure.isEmpty() ? null : failure,
            "images",
            standing,
            curves,
            measured));
  }

  /** 500 points of a function of the share of the run that is done, with noise on them. */
  private static double[] curve(long seed, double noise, DoubleUnaryOperator value) {
    RandomKey key = RandomKey.of(seed);
    return IntStream.range(0, 500)
        .mapToDouble(
            i -> {
              double draw = ((key.bits(i) >>> 11) * 0x1.0p-53 - 0.5) * 2;
              return value.applyAsDouble(i / 499.0) + noise * draw;
            })
        .toArray();
  }

  private void probabilities(DoubleUnaryOperator real, DoubleUnaryOperator fake) {
    curves.put("dReal", curve(1, 0.15, real));
    curves.put("dFake", curve(2, 0.15, fake));
    curves.put("loss discriminator", curve(3, 0.3, t -> 1.2));
    curves.put("loss generator", curve(4, 0.3, t -> 0.9));
  }

  private void measured(boolean lowerIsBetter, double... values) {
    measured =
        new Measured(
            "distance",
            lowerIsBetter,
            LongStream.range(0, values.length).map(i -> i * 500).boxed().toList(),
            DoubleStream.of(values).boxed().toList());
  }

  @Test
  @DisplayName("is too young under a thousand steps of images, whatever the curves look like")
  void young() {
    steps = 120;
    probabilities(t -> 0.99, t -> 0.01);
    assertThat(verdict().kind()).isEqualTo(Kind.TOO_YOUNG);
    assertThat(verdict().because()).contains("120 training steps", "images", "1,000");
    steps = 1000;
    assertThat(verdict().kind()).isNotEqualTo(Kind.TOO_YOUNG);
  }

  @Test
  @DisplayName("is diverged where a loss is no number, or is a hundred times what it was")
  void diverged() {
    probabilities(t -> 0.6, t -> 0.4);
    curves.put("loss generator", curve(4, 0.3, t -> Math.exp(9 * t)));
    assertThat(verdict().kind()).isEqualTo(Kind.DIVERGED);
    assertThat(verdict().because()).contains("The generator's loss has grown");
    curves.put("loss generator", curve(4, 0.3, t -> t < 1 ? 1 : Double.NaN));
    assertThat(verdict().kind()).isEqualTo(Kind.DIVERGED);
    // one spike is none, nor is a loss that doubles
    curves.put("loss generator", curve(4, 0.3, t -> t > 0.5 && t < 0.503 ? 1e6 : 1 + t));
    assertThat(verdict().kind()).isEqualTo(Kind.STABLE);
  }

  @Test
  @DisplayName("is diverged, not merely failed or young, where a watch has seen it")
  void notFinite() {
    steps = 30;
    end = End.FAILED;
    failure = "diverged in phase 'generator'";
    assertThat(verdict().kind()).isEqualTo(Kind.FAILED);
    standing.put("not-finite", "the norm of the generator's gradient is NaN");
    assertThat(verdict().kind()).isEqualTo(Kind.DIVERGED);
  }

  @Test
  @DisplayName("is collapsed, or won by the discriminator, as long as an alarm of that stands")
  void alarms() {
    probabilities(t -> 0.6, t -> 0.4);
    standing.put("collapse", "samples are nearly the same: 0.1. Try a gradient penalty.");
    assertThat(verdict())
        .isEqualTo(
            new Verdict(
                Kind.COLLAPSED, "Samples are nearly the same: 0.1.", "Try a gradient penalty."));
    standing.clear();
    standing.put("vanishing-gradient", "the generator hardly gets a gradient");
    assertThat(verdict().kind()).isEqualTo(Kind.DISCRIMINATOR_WON);
  }

  @Test
  @DisplayName("is won by the discriminator where D(x) ends at 1 and D(G(z)) at 0")
  void won() {
    curves.put("dReal", curve(1, 0.01, t -> Math.min(0.99, 0.5 + t)));
    curves.put("dFake", curve(2, 0.01, t -> Math.max(0.01, 0.5 - t)));
    assertThat(verdict().kind()).isEqualTo(Kind.DISCRIMINATOR_WON);
    assertThat(verdict().because()).contains("D(x) is 0.99", "D(G(z)) is 0.01");
  }

  @Test
  @DisplayName("without a metric follows the gap of D(x) and D(G(z)) over the second half")
  void gap() {
    probabilities(t -> 0.9 - 0.3 * t, t -> 0.1 + 0.3 * t);
    assertThat(verdict().kind()).isEqualTo(Kind.IMPROVING);
    probabilities(t -> 0.5 + 0.3 * t, t -> 0.5 - 0.3 * t);
    assertThat(verdict().kind()).isEqualTo(Kind.FALLING_BEHIND);
    probabilities(t -> 0.65, t -> 0.35);
    assertThat(verdict().kind()).isEqualTo(Kind.STABLE);
    assertThat(verdict().next()).contains("gan evaluate");
  }

  @Test
  @DisplayName("does the same with scores that are no probabilities, on their own scale")
  void scores() {
    curves.put("fakeScore", curve(2, 1, t -> 300));
    curves.put("realScore", curve(1, 1, t -> 300 + 40 * Math.exp(-3 * t)));
    assertThat(verdict().kind()).isEqualTo(Kind.IMPROVING);
    curves.put("realScore", curve(1, 1, t -> 300 + 40 * t));
    assertThat(verdict().kind()).isEqualTo(Kind.FALLING_BEHIND);
    curves.put("realScore", curve(1, 1, t -> 320));
    assertThat(verdict().kind()).isEqualTo(Kind.STABLE);
  }

  @Test
  @DisplayName("with a metric follows the metric, whichever way is better")
  void metric() {
    probabilities(t -> 0.9 - 0.3 * t, t -> 0.1 + 0.3 * t);
    measured(true, 9, 6, 4, 3, 2.4, 2);
    assertThat(verdict().kind()).isEqualTo(Kind.IMPROVING);
    assertThat(verdict().because()).contains("9.00 first", "2.00 at its best (step 2,500)");
    assertThat(verdict().next()).contains("gan resume RUN_DIR --steps 10000");
    measured(true, 9, 4, 2.1, 2, 2.05, 1.95);
    assertThat(verdict().kind()).isEqualTo(Kind.STABLE);
    measured(true, 9, 4, 2, 3, 5, 6);
    assertThat(verdict().kind()).isEqualTo(Kind.WORSE);
    measured(false, 0.1, 0.3, 0.5, 0.6, 0.7, 0.8);
    assertThat(verdict().kind()).isEqualTo(Kind.IMPROVING);
    measured(false, 0.1, 0.6, 0.8, 0.4, 0.3, 0.3);
    assertThat(verdict().kind()).isEqualTo(Kind.WORSE);
    measured(true, 9, 2); // two are no trend
    assertThat(verdict().because()).contains("D(x)");
  }

  @Test
  @DisplayName("says so if there is nothing to judge by")
  void nothing() {
    assertThat(verdict().kind()).isEqualTo(Kind.UNKNOWN);
    curves.put("dReal", new double[] {0.5, 0.5});
    curves.put("dFake", new double[] {0.5, 0.5});
    assertThat(verdict().kind()).isEqualTo(Kind.UNKNOWN);
    assertThat(Arrays.stream(Kind.values()).map(Kind::words)).doesNotHaveDuplicates();
  }

  @Test
  @DisplayName("of a run that goes on tells nobody to resume it")
  void goesOn() {
    end = End.NONE;
    for (List<Double> values : List.of(List.of(9.0, 6.0, 4.0, 2.0), List.of(9.0, 2.0, 2.0, 2.0))) {
      measured(true, values.stream().mapToDouble(Double::doubleValue).toArray());
      assertThat(verdict().next()).isNotEmpty().doesNotContain("gan resume", "would");
    }
  }
}
