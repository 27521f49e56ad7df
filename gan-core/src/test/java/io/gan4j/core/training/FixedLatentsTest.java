package io.gan4j.core.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.gan4j.api.event.TrainingEvent.SamplesDrawn;
import io.gan4j.api.event.TrainingEvent.ScoresMapped;
import io.gan4j.core.training.TrainingFixture.Opened;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.Shape;

@DisplayName("Samples on the way are drawn")
class FixedLatentsTest {
  private static final String CONDITIONAL =
      "generator.network={type: conditional, of: {type: mlp, units: [2]}}";

  @TempDir(factory = MemoryFolder.class)
  Path folder;

  private final TrainingFixture fixture = new TrainingFixture();

  private List<SamplesDrawn> drawn(String... overrides) {
    return fixture.run(overrides).all(SamplesDrawn.class);
  }

  private List<Long> steps(String... overrides) {
    return drawn(overrides).stream().map(SamplesDrawn::step).toList();
  }

  @Test
  @DisplayName("before the first step, at every n-th, and at the end, where no step is drawn twice")
  void intervals() {
    assertThat(steps("samples.every=2", "training.steps=5")).containsExactly(0L, 2L, 4L, 5L);
    assertThat(steps("samples.every=2", "training.steps=4")).containsExactly(0L, 2L, 4L);
    assertThat(steps("samples.every=9", "training.steps=4")).containsExactly(0L, 4L);
  }

  @Test
  @DisplayName("at the end alone, where no interval is asked for")
  void onlyAtTheEnd() {
    assertThat(steps("samples.every=0", "training.steps=4")).containsExactly(4L);
  }

  @Test
  @DisplayName("from the same latents each time, so that only what was learnt is different")
  void sameLatents() {
    List<SamplesDrawn> drawn = drawn("samples.every=2", "samples.count=3");
    FloatNdArray latents = drawn.get(0).latents();
    assertThat(latents.shape()).isEqualTo(Shape.of(3, 2));
    for (SamplesDrawn samples : drawn) {
      assertThat(samples.latents()).isEqualTo(latents);
      assertThat(samples.samples().shape()).isEqualTo(Shape.of(3, 2));
      assertThat(samples.labels()).isEmpty();
      assertThat(samples.imagesSeen()).isEqualTo(4 * samples.step());
    }
    assertThat(drawn).extracting(SamplesDrawn::samples).doesNotHaveDuplicates().hasSize(4);
  }

  @Test
  @DisplayName("from latents that are the run's: equal for equal seeds, others for another")
  void seeds() {
    FloatNdArray latents = drawn().get(0).latents();
    assertThat(drawn("training.steps=1").get(0).latents()).isEqualTo(latents);
    assertThat(drawn("seed=4").get(0).latents()).isNotEqualTo(latents);
  }

  @Test
  @DisplayName("by the players as they are then")
  void asTheyAre() {
    try (Opened training = fixture.open("samples.every=1")) {
      training.run(
          event -> {
            if (event instanceof SamplesDrawn drawn) {
              assertThat(training.session().generate(drawn.latents())).isEqualTo(drawn.samples());
            }
          });
    }
  }

  @Test
  @DisplayName("without moving anything: the players are the same with and without")
  void undisturbed() {
    assertThat(state("samples.every=1")).isEqualTo(state("samples.every=0"));
  }

  private Map<String, NdArray<?>> state(String... overrides) {
    try (Opened training = fixture.open(overrides)) {
      training.run();
      return training.state();
    }
  }

  @Test
  @DisplayName("in a row for each class, and down each column from the same latents")
  void classes() {
    SamplesDrawn drawn =
        drawn("data.reader.kind=classed-points", CONDITIONAL, "samples.count=6").get(0);
    assertThat(drawn.labels()).containsExactly(0, 0, 1, 1, 2, 2);
    assertThat(drawn.perClass()).isEqualTo(2);
    for (int i = 2; i < 6; i++) {
      assertThat(drawn.latents().get(i)).isEqualTo(drawn.latents().get(i % 2));
    }
    assertThat(drawn.latents().get(1)).isNotEqualTo(drawn.latents().get(0));
    // what the label changes
    assertThat(drawn.samples().get(2)).isNotEqualTo(drawn.samples().get(0));
  }

  @Test
  @DisplayName("with a map of scores and many more samples each time, where the density is known")
  void scores() {
    Heard heard = fixture.run("data.reader.kind=line", "samples.every=5");
    assertThat(heard.told())
        .startsWith("run-started 0", "samples-drawn 0", "scores-mapped 0", "step-completed 1")
        .endsWith("step-completed 5", "samples-drawn 5", "scores-mapped 5", "run-finished 5");
    List<ScoresMapped> maps = heard.all(ScoresMapped.class);
    ScoresMapped map = maps.get(1);
    long points = map.points().shape().get(0);
    assertThat(points).isGreaterThan(100);
    assertThat(map.points().shape()).isEqualTo(Shape.of(points, 1));
    assertThat(map.scores().shape()).isEqualTo(Shape.of(points));
    assertThat(map.samples().shape()).isEqualTo(Shape.of(10_000, 1));
    assertThat(map.latents()).isEqualTo(maps.get(0).latents());
    assertThat(map.points()).isEqualTo(maps.get(0).points());
    assertThat(map.scores()).isNotEqualTo(maps.get(0).scores());
  }

  @Test
  @DisplayName("without a map of scores, where no density is known or the plane has no end of axes")
  void noScores() {
    assertThat(fixture.run().all(ScoresMapped.class)).isEmpty();
    assertThat(fixture.run("data.reader.kind=pictures").all(ScoresMapped.class)).isEmpty();
  }
}
