package io.gan4j.core.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gan4j.api.config.ConfigException;
import io.gan4j.api.metric.MetricValue;
import io.gan4j.core.training.TrainingFixture;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The plan of a search")
class HalvingTest {
  private final TrainingFixture fixture = new TrainingFixture();

  private static List<String> rungs(int trials, int factor, long first, long steps) {
    return new Halving(trials, factor, first, steps)
        .rungs().stream().map(rung -> rung.trials() + "@" + rung.steps()).toList();
  }

  @Test
  @DisplayName("has one trial of so many go on to so many times the steps, until one is left")
  void rungs() {
    assertThat(rungs(9, 2, 1, 8000)).containsExactly("9@1000", "4@2000", "2@4000", "1@8000");
    assertThat(rungs(9, 3, 1, 900)).containsExactly("9@100", "3@300", "1@900");
    assertThat(rungs(1, 2, 1, 50)).containsExactly("1@50");
    assertThat(rungs(6, 2, 1, 7)).containsExactly("6@2", "3@4", "1@7");
  }

  @Test
  @DisplayName("makes no choice before the first steps that were asked for")
  void first() {
    assertThat(rungs(16, 2, 400, 1000)).containsExactly("16@500", "8@1000");
    assertThat(rungs(16, 2, 1000, 1000)).containsExactly("16@1000");
  }

  @Test
  @DisplayName("costs less than a third of all to the end, of nine trials and more")
  void cost() {
    for (int trials = 9; trials < 200; trials++) {
      assertThat(3 * Halving.cost(new Halving(trials, 2, 1, 6400).rungs()))
          .as("%d trials", trials)
          .isLessThanOrEqualTo(6400L * trials);
    }
  }

  private static Outcome outcome(double first, double second) {
    return new Outcome(
        1, 0, 1, List.of(MetricValue.high("hit", first), MetricValue.low("far", second)), "");
  }

  @Test
  @DisplayName("ranks what is equal by the metric's next value, and what failed last")
  void ties() {
    assertThat(outcome(1, 5).betterThan(outcome(0.9, 2))).isTrue();
    assertThat(outcome(1, 2).betterThan(outcome(1, 5))).isTrue();
    assertThat(outcome(1, 5).betterThan(outcome(1, 2))).isFalse();
    assertThat(outcome(1, 2).betterThan(outcome(1, 2))).isFalse();
    Outcome failed = new Outcome(2, 0, 1, List.of(), "diverged");
    assertThat(outcome(0, 9).betterThan(failed)).isTrue();
    assertThat(failed.betterThan(outcome(0, 9))).isFalse();
    assertThat(failed.betterThan(failed)).isFalse();
  }

  private TuningPlan plan(int trials, String... vary) {
    return new TuningRequest(List.of(vary), trials, 2, 1, 40)
        .plan(fixture.gan(), fixture.file().config());
  }

  private static List<Map<String, String>> settings(TuningPlan plan) {
    return plan.trials().stream().map(Trial::settings).toList();
  }

  @Test
  @DisplayName("is every combination of the axes; paths of one axis change together")
  void combinations() {
    TuningPlan plan =
        plan(
            0,
            "generator.optimizer.learningRate,discriminator.optimizer.learningRate=x1,x2",
            "data.batchSize=4, 8");
    String generator = "generator.optimizer.learningRate";
    String discriminator = "discriminator.optimizer.learningRate";
    assertThat(settings(plan))
        .containsExactly(
            Map.of(generator, "0.05", discriminator, "0.05", "data.batchSize", "4"),
            Map.of(generator, "0.05", discriminator, "0.05", "data.batchSize", "8"),
            Map.of(generator, "0.1", discriminator, "0.1", "data.batchSize", "4"),
            Map.of(generator, "0.1", discriminator, "0.1", "data.batchSize", "8"));
    assertThat(plan.steps()).isEqualTo(40);
    assertThat(plan.trials().get(3).words())
        .isEqualTo(generator + ", " + discriminator + " × 2; data.batchSize = 8");
  }

  @Test
  @DisplayName("or as many as were asked for, the same every time")
  void drawn() {
    String axis = "data.batchSize=1,2,3,4,5,6,7,8,9,10";
    assertThat(settings(plan(3, axis))).hasSize(3).doesNotHaveDuplicates();
    assertThat(settings(plan(3, axis))).isEqualTo(settings(plan(3, axis)));
    assertThat(settings(plan(0, axis))).containsAll(settings(plan(3, axis)));
  }

  @Test
  @DisplayName("without any wish is what people vary by hand: weights of terms, learning rates")
  void usual() {
    String terms = "terms=[{type: l2, player: generator, weight: 0.1}, {type: r1, gamma: 8}]";
    TuningPlan plan =
        new TuningRequest(List.of(), 0, 2, 1, 0).plan(fixture.gan(), fixture.file(terms).config());
    assertThat(plan.trials()).hasSize(5 * 3);
    assertThat(plan.trials().get(0).settings())
        .containsOnly(
            Map.entry("terms[0].weight", "0.025"),
            Map.entry("terms[1].gamma", "2.0"),
            Map.entry("generator.optimizer.learningRate", "0.025"),
            Map.entry("discriminator.optimizer.learningRate", "0.025"));
    assertThat(plan.steps()).isEqualTo(5);
  }

  @Test
  @DisplayName("is refused where trials could not be compared, or nobody could wait for them")
  void refused() {
    for (String fixed : List.of("training.steps=1,2", "metrics=a,b", "evaluation.seed=1,2")) {
      assertThatThrownBy(() -> plan(0, fixed))
          .isInstanceOf(ConfigException.class)
          .hasMessageContaining("must be the same for all trials");
    }
    assertThatThrownBy(() -> plan(0, "seed")).hasMessageContaining("has no '='");
    assertThatThrownBy(() -> plan(0, "seed=1,2", "seed=3"))
        .hasMessageContaining("stands there twice");
    String hundred = "1,".repeat(99) + "1";
    assertThatThrownBy(
            () -> plan(0, "seed=" + hundred, "data.batchSize=" + hundred, "name.a=" + hundred))
        .hasMessageContaining("name.a: must be");
    assertThatThrownBy(
            () -> plan(0, "seed=" + hundred, "data.batchSize=" + hundred, "device=cpu,auto"))
        .hasMessageContaining("more than 10000 combinations");
  }
}
