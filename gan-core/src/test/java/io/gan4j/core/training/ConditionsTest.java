package io.gan4j.core.training;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.gan4j.api.config.ConfigException;
import io.gan4j.api.data.Batch;
import io.gan4j.api.event.TrainingEvent.PhaseResult;
import io.gan4j.api.event.TrainingEvent.StepCompleted;
import io.gan4j.api.game.Game;
import io.gan4j.api.game.Pairing;
import io.gan4j.api.plugin.Contributions;
import io.gan4j.api.plugin.GanPlugin;
import io.gan4j.api.provider.FakeLabels;
import io.gan4j.api.provider.GanPlan;
import io.gan4j.api.provider.PhaseReport;
import io.gan4j.api.provider.StepRequest;
import io.gan4j.api.training.Draw;
import io.gan4j.api.training.Phase;
import io.gan4j.testkit.Interceptor;
import io.gan4j.testkit.TwoDomainsGame;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@DisplayName("The order of samples, and the classes of fakes")
class ConditionsTest {
  private static final String CLASSED = "data.reader.kind=classed-points";
  private static final String CONDITIONAL =
      "generator.network={type: conditional, of: {type: mlp, units: [2]}}";

  private final List<String> phases = new ArrayList<>();
  private final List<Integer> labels = new ArrayList<>();
  private final TrainingFixture fixture =
      new TrainingFixture(
          new Interceptor() {
            @Override
            public void beforeStep(StepRequest request) {
              Batch batch = request.batches().get(Pairing.DATA);
              phases.add(request.phase() + (batch == null ? "" : " with a batch"));
              if (batch != null) {
                Arrays.stream(batch.labels()).forEach(labels::add);
              }
            }
          });

  private List<String> problems(String... overrides) {
    return problemsOf(() -> fixture.plan(overrides));
  }

  private static List<String> problemsOf(ThrowingCallable planning) {
    ConfigException refused = catchThrowableOfType(ConfigException.class, planning);
    assertThat(refused).as("the plan is refused").isNotNull();
    return refused.problems().stream().map(p -> p.path() + ": " + p.message()).toList();
  }

  @Test
  @DisplayName("bring rare classes as often where the order is balanced")
  void balanced() {
    fixture.run(
        CLASSED,
        "data.reader.count=4", // red, green, blue, red
        "data.order={type: balanced, weights: {blue: 2}}",
        "training.steps=300");
    assertThat(labels).hasSize(1200);
    // 300, 300 and 600 expected, with standard deviations of 15, 15 and 17: four of them
    assertThat(labels.stream().filter(l -> l == 0).count()).isBetween(240L, 360L);
    assertThat(labels.stream().filter(l -> l == 2).count()).isBetween(530L, 670L);
  }

  @Test
  @DisplayName("leave everything as it was where the run file says what it would be anyway")
  void same() {
    assertThat(reports("data.order=shuffled")).isEqualTo(reports("name=heart"));
    assertThat(reports("data.order=sequential")).isEqualTo(reports("data.shuffle=false"));
  }

  private List<PhaseReport> reports(String... overrides) {
    return fixture.run(overrides).all(StepCompleted.class).stream()
        .flatMap(step -> step.phases().stream())
        .map(PhaseResult::report)
        .toList();
  }

  @Test
  @DisplayName("are refused where they cannot be, each at its key")
  void refused() {
    assertThat(problems("data.order=balanced")).containsExactly("data.order: needs labels");
    assertThat(problems(CLASSED, "data.order={type: balanced, weights: {pink: 1}}"))
        .containsExactly(
            "data.order: has a weight for 'pink', and the classes are red, green, blue");
    assertThat(problems("data.reader.kind=line", "data.order=shuffled"))
        .anyMatch(
            problem -> problem.startsWith("data.order: must be absent: the data is generated"));
    for (String conditions : List.of("empirical", "batch")) {
      assertThat(problems("conditions=" + conditions))
          .singleElement()
          .asString()
          .startsWith("conditions: needs labels, and the data has none");
    }
    assertThat(
            catchThrowableOfType(
                    ConfigException.class,
                    () -> fixture.file("data.order=shuffled", "data.shuffle=false"))
                .problems())
        .singleElement()
        .asString()
        .contains("data.shuffle", "must be left out where order says it");
  }

  @Test
  @DisplayName("count the data's classes where fakes are to have them as often")
  void empirical() {
    GanPlan plan = fixture.plan(CLASSED, "data.reader.count=4", "conditions=empirical");
    assertThat(plan.fakeLabels()).isEqualTo(new FakeLabels.Shares(List.of(0.5, 0.25, 0.25)));
    assertThat(fixture.plan(CLASSED).fakeLabels()).isEqualTo(FakeLabels.UNIFORM);
  }

  @Test
  @DisplayName("take a batch in every phase where fakes are to have the real samples' classes")
  void ofBatch() {
    fixture.run(CLASSED, CONDITIONAL, "conditions=batch", "training.steps=1");
    assertThat(phases).containsExactly("discriminator with a batch", "generator with a batch");
    phases.clear();
    fixture.run(CLASSED, CONDITIONAL, "training.steps=1");
    assertThat(phases).containsExactly("discriminator with a batch", "generator");
    GanPlan reusing =
        fixture.plan(
            CLASSED, CONDITIONAL, "conditions=batch", "training={order: reuse-fakes, steps: 1}");
    assertThat(reusing.phases().get(1).data())
        .as("equal fakes are for equal classes")
        .isEqualTo(new Draw.SameAs("discriminator"));
  }

  /** Two sides of the data, each with players of its own. */
  @Nested
  @DisplayName("in a game of two sides")
  class Sides {
    private static final String GAME =
        """
        seed: 3
        data: {reader: {type: toy, kind: classed-points, count: 4}, batchSize: 4}
        sides: {second: {reader: {type: toy, kind: classed-points, count: 7}}}
        latents: {type: normal, size: 2}
        game: {type: two-domains, reconstruction: 0}
        players:
          generator-1: {network: {type: conditional, of: {type: mlp, units: [2]}}}
          generator-2: {network: {type: conditional, of: {type: mlp, units: [2]}}}
          encoder: {network: {type: layers, layers: [{type: dense, units: 2}]}}
          discriminator-1: {network: {type: layers, layers: [{type: dense, units: 1}]}}
          discriminator-2: {network: {type: layers, layers: [{type: dense, units: 1}]}}
        """;

    private static final String UNLABELLED = "sides.second.reader.kind=points";
    private static final String PLAIN = "players.generator-2.network={type: mlp, units: [2]}";

    private final Map<String, List<Integer>> seen = new HashMap<>();
    private final TrainingFixture games =
        new TrainingFixture(
            new Interceptor() {
              @Override
              public void beforeStep(StepRequest request) {
                request.batches().forEach((side, batch) -> addLabels(side, batch.labels()));
              }
            },
            new GanPlugin() {
              @Override
              public String name() {
                return "games";
              }

              @Override
              public void contribute(Contributions to) {
                to.component(Game.class, "two-domains", TwoDomainsGame.class);
              }
            });

    private void addLabels(String side, int[] classes) {
      List<Integer> known = seen.computeIfAbsent(side, s -> new ArrayList<>());
      Arrays.stream(classes).forEach(known::add);
    }

    private void run(String... overrides) {
      seen.clear();
      try (TrainingFixture.Opened training = games.open(games.gan().parse(GAME, overrides))) {
        training.run();
      }
    }

    private GanPlan plan(String... overrides) {
      return games.gan().plan(games.gan().parse(GAME, overrides));
    }

    private List<String> problems(String... overrides) {
      return problemsOf(() -> plan(overrides));
    }

    @Test
    @DisplayName("take the batches of both where fakes are to have their classes")
    void ofBatch() {
      assertThat(plan().phases())
          .extracting(Phase::sides)
          .containsExactly(Set.of("first", "second"), Set.of());
      assertThat(plan("conditions=batch").phases())
          .extracting(Phase::sides)
          .containsExactly(Set.of("first", "second"), Set.of("first", "second"));
      run("conditions=batch", "training.steps=3");
      assertThat(seen.get("first")).hasSize(3 * 2 * 4);
      assertThat(seen.get("second")).hasSize(3 * 2 * 4);
    }

    @Test
    @DisplayName("count the first side's classes, and are refused where others would be wanted")
    void empirical() {
      GanPlan plan = plan("conditions=empirical", UNLABELLED, PLAIN);
      assertThat(plan.fakeLabels("first"))
          .isEqualTo(new FakeLabels.Shares(List.of(0.5, 0.25, 0.25)));
      assertThat(plan.fakeLabels("second")).isEqualTo(FakeLabels.UNIFORM);
      assertThat(problems("conditions=empirical"))
          .containsExactly(
              "conditions: counts the classes of 'first' alone, and fakes are made for those of"
                  + " [first, second]");
    }

    @Test
    @DisplayName("order each by its own key")
    void orders() {
      assertThat(problems(UNLABELLED, PLAIN, "sides.second.order=balanced"))
          .containsExactly("sides.second.order: needs labels");
      assertThat(problems("data.order={type: balanced, weights: {pink: 1}}"))
          .containsExactly(
              "data.order: has a weight for 'pink', and the classes are red, green, blue");
      run("sides.second.order=sequential", "data.order=balanced", "training.steps=100");
      assertThat(requireNonNull(seen.get("second")).subList(0, 9))
          .containsExactly(0, 1, 2, 0, 1, 2, 0, 0, 1);
      // 133 expected, with a standard deviation of 9: four of them
      List<Integer> first = requireNonNull(seen.get("first"));
      assertThat(first.stream().filter(l -> l == 2).count()).isBetween(95L, 171L);
      run("sides.second.reader.count=4", "training.steps=100", "sides.second.order=balanced");
      List<Integer> second = requireNonNull(seen.get("second"));
      assertThat(second.stream().filter(l -> l == 2).count()).isBetween(95L, 171L);
      run("data.order=balanced", "sides.second.reader.count=4", "training.steps=100");
      assertThat(second).as("drawn apart from the first side").isNotEqualTo(seen.get("first"));
    }
  }
}
