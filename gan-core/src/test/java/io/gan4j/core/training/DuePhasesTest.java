package io.gan4j.core.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.gan4j.core.training.Script.Asked;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A training step asks the provider for")
class DuePhasesTest {
  private final Script script = new Script();
  private final TrainingFixture fixture = new TrainingFixture(script);

  private static String named(Asked asked) {
    return asked.step() + " " + asked.phase() + " " + asked.repeat();
  }

  private static List<Integer> together(List<List<Integer>> batches) {
    return batches.stream().flatMap(List::stream).toList();
  }

  @Test
  @DisplayName("the discriminator's phase on a batch, then the generator's on noise alone")
  void alternating() {
    fixture.run("training.steps=2");
    assertThat(script.asked())
        .extracting(DuePhasesTest::named)
        .containsExactly(
            "0 discriminator 0", "0 generator 0", "1 discriminator 0", "1 generator 0");
    assertThat(script.asked("discriminator", Asked::samples))
        .allSatisfy(batch -> assertThat(batch).hasSize(4));
    assertThat(script.asked("generator", Asked::samples)).containsOnly(List.of());
    assertThat(script.asked()).extracting(Asked::draw).doesNotHaveDuplicates();
  }

  @Test
  @DisplayName("k repeats of the discriminator's phase, each on samples and noise of its own")
  void repeats() {
    fixture.run("training={steps: 1, discriminatorSteps: 2}");
    assertThat(script.asked())
        .extracting(DuePhasesTest::named)
        .containsExactly("0 discriminator 0", "0 discriminator 1", "0 generator 0");
    // two batches of one epoch have no sample in common
    assertThat(together(script.asked("discriminator", Asked::samples)))
        .hasSize(8)
        .doesNotHaveDuplicates();
    assertThat(script.asked()).extracting(Asked::draw).doesNotHaveDuplicates();
  }

  @Test
  @DisplayName("the generator's phase first, where the order says so")
  void generatorFirst() {
    fixture.run("training={steps: 1, order: generator-first, discriminatorSteps: 2}");
    assertThat(script.asked())
        .extracting(DuePhasesTest::named)
        .containsExactly("0 generator 0", "0 discriminator 0", "0 discriminator 1");
  }

  @Test
  @DisplayName("one phase for both players, where they move together")
  void simultaneous() {
    fixture.run("training={steps: 2, order: simultaneous}");
    assertThat(script.asked())
        .extracting(DuePhasesTest::named)
        .containsExactly("0 both 0", "1 both 0");
  }

  @Test
  @DisplayName("the noise of the last discriminator's step again, where fakes are used again")
  void reusedFakes() {
    fixture.run("training={steps: 3, order: reuse-fakes, discriminatorSteps: 2}");
    List<Long> last =
        script.asked().stream()
            .filter(asked -> asked.phase().equals("discriminator") && asked.repeat() == 1)
            .map(Asked::draw)
            .toList();
    assertThat(script.asked("generator", Asked::draw)).isEqualTo(last).hasSize(3);
  }

  @Test
  @DisplayName("a phase at steps 0, n, 2n, … alone, and its batches follow each other")
  void everyNth() {
    fixture.run(
        "data.shuffle=false",
        "training={steps: 5, phases: [{name: d, moves: [discriminator], every: 2},"
            + " {name: g, moves: [generator]}]}");
    assertThat(script.asked())
        .extracting(DuePhasesTest::named)
        .containsExactly("0 d 0", "0 g 0", "1 g 0", "2 d 0", "2 g 0", "3 g 0", "4 d 0", "4 g 0");
    assertThat(together(script.asked("d", Asked::samples)))
        .containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1);
  }

  @Test
  @DisplayName("what a term that is paid at every n-th step pays, on its phase's samples and noise")
  void lazyTerms() {
    fixture.run("training={steps: 4, discriminatorSteps: 2}", "terms=[{type: lazy, every: 3}]");
    List<Asked> lazy =
        script.asked().stream().filter(a -> a.phase().equals("discriminator-every-3")).toList();
    assertThat(lazy)
        .extracting(DuePhasesTest::named)
        .containsExactly(
            "0 discriminator-every-3 0",
            "0 discriminator-every-3 1",
            "3 discriminator-every-3 0",
            "3 discriminator-every-3 1");
    for (Asked paid : lazy) {
      assertThat(script.asked())
          .anySatisfy(
              asked -> {
                assertThat(asked.phase()).isEqualTo("discriminator");
                assertThat(asked.step()).isEqualTo(paid.step());
                assertThat(asked.repeat()).isEqualTo(paid.repeat());
                assertThat(asked.samples()).isEqualTo(paid.samples());
                assertThat(asked.draw()).isEqualTo(paid.draw());
              });
    }
  }

  @Test
  @DisplayName("the samples of an earlier phase again, repeats counted from the end")
  void sharedSamples() {
    fixture.run(
        "training={steps: 2, phases: [{name: d, moves: [discriminator], repeat: 3},"
            + " {name: again, moves: [discriminator], repeat: 2, data: d, noise: d},"
            + " {name: g, moves: [generator]}]}");
    List<Asked> first = script.asked().stream().filter(a -> a.phase().equals("d")).toList();
    List<Asked> again = script.asked().stream().filter(a -> a.phase().equals("again")).toList();
    for (int step = 0; step < 2; step++) {
      for (int repeat = 0; repeat < 2; repeat++) {
        Asked shared = first.get(3 * step + 1 + repeat);
        assertThat(again.get(2 * step + repeat).samples()).isEqualTo(shared.samples());
        assertThat(again.get(2 * step + repeat).draw()).isEqualTo(shared.draw());
      }
    }
  }

  @Test
  @DisplayName("steps as they are counted, and the epochs of the data")
  void progress() {
    fixture.run("training.steps=6");
    assertThat(script.asked("discriminator", Asked::step)).containsExactly(0L, 1L, 2L, 3L, 4L, 5L);
    assertThat(script.asked()).extracting(Asked::totalSteps).containsOnly(6L);
    // 10 samples in batches of 4: step 3 begins with sample 12, step 5 with sample 20
    assertThat(script.asked("discriminator", Asked::epoch)).containsExactly(0L, 0L, 0L, 1L, 1L, 2L);
  }

  @Test
  @DisplayName("every sample once in an epoch, in another order each time")
  void epochs() {
    fixture.run("training.steps=5"); // 20 samples
    List<Integer> seen = together(script.asked("discriminator", Asked::samples));
    List<Integer> all = List.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    assertThat(seen.subList(0, 10)).containsExactlyInAnyOrderElementsOf(all).isNotEqualTo(all);
    assertThat(seen.subList(10, 20))
        .containsExactlyInAnyOrderElementsOf(all)
        .isNotEqualTo(seen.subList(0, 10));
  }

  @Test
  @DisplayName("the same samples and noise for a seed, and others for another")
  void seeds() {
    fixture.run();
    List<Asked> once = script.asked();
    fixture.run();
    List<Asked> twice = script.asked();
    assertThat(twice.subList(once.size(), twice.size())).isEqualTo(once);
    Script other = new Script();
    new TrainingFixture(other).run("seed=4");
    assertThat(other.asked("discriminator", Asked::samples))
        .isNotEqualTo(once.stream().map(Asked::samples).filter(s -> !s.isEmpty()).toList());
  }

  @Test
  @DisplayName("norms at the steps in which they are looked at, and never where nobody looks")
  void norms() {
    fixture.run("training.steps=7", "watches.every=3");
    Stream<Long> looked =
        script.asked().stream().filter(Asked::norms).map(asked -> asked.step() + 1).distinct();
    assertThat(looked).containsExactly(3L, 6L);
    Script never = new Script();
    new TrainingFixture(never).run("training.steps=7", "watches.every=0");
    assertThat(never.asked()).extracting(Asked::norms).containsOnly(false);
  }
}
