package io.gan4j.core.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.gan4j.api.config.ConfigException;
import io.gan4j.api.event.TrainingEvent.PhaseResult;
import io.gan4j.api.event.TrainingEvent.StepCompleted;
import io.gan4j.api.provider.FakeLabels;
import io.gan4j.api.provider.GanPlan;
import io.gan4j.api.provider.PhaseReport;
import io.gan4j.api.provider.StepRequest;
import io.gan4j.api.training.Draw;
import io.gan4j.testkit.Interceptor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
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
              phases.add(request.phase() + (request.batch() == null ? "" : " with a batch"));
              if (request.batch() != null) {
                Arrays.stream(request.batch().labels()).forEach(labels::add);
              }
            }
          });

  private List<String> problems(String... overrides) {
    ConfigException refused =
        catchThrowableOfType(ConfigException.class, () -> fixture.plan(overrides));
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
}
