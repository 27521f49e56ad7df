package io.gan4j.core.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gan4j.api.config.ConfigException;
import io.gan4j.api.event.TrainingEvent.StepCompleted;
import io.gan4j.core.training.Script.Asked;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@DisplayName("Data of fewer samples than a batch")
@Timeout(60)
class SmallDataTest {
  private final Script script = new Script();
  private final TrainingFixture fixture = new TrainingFixture(script);

  private List<Integer> seen() {
    return script.asked("discriminator", Asked::samples).stream().flatMap(List::stream).toList();
  }

  @Test
  @DisplayName("fill it several times over: each epoch whole, and the epochs are counted so")
  void wrapped() {
    Heard heard = fixture.run("data.reader.count=3", "data.batchSize=7", "training.steps=3");
    List<Integer> seen = seen();
    assertThat(seen).hasSize(21);
    for (int epoch = 0; epoch < 7; epoch++) {
      assertThat(seen.subList(3 * epoch, 3 * epoch + 3)).containsExactlyInAnyOrder(0, 1, 2);
    }
    assertThat(heard.all(StepCompleted.class))
        .extracting(StepCompleted::epoch)
        .containsExactly(2L, 4L, 7L);
    assertThat(heard.all(StepCompleted.class))
        .extracting(StepCompleted::imagesSeen)
        .containsExactly(7L, 14L, 21L);
  }

  @Test
  @DisplayName("train though there is but one, and its variety is nothing that could be lost")
  void one() {
    assertThat(
            fixture
                .run(
                    "data.reader.count=1",
                    "samples.every=1",
                    "watches.collapse={reaction: stop, after: 0}")
                .told())
        .endsWith("run-finished 5");
    assertThat(seen()).hasSize(20).containsOnly(0);
  }

  @Test
  @DisplayName(
      "are refused where what fills no batch is dropped, naming the place and both numbers")
  void dropped() {
    assertThatThrownBy(() -> fixture.open("data.batchSize=11", "data.lastBatch=drop"))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "--set data.batchSize: must leave a whole batch in the 10 samples there are, for"
                + " lastBatch drops those that are not; found 11");
  }

  @Test
  @DisplayName("are as good as a batch where there are just as many, also if others are dropped")
  void exact() {
    fixture.run("data.batchSize=10", "data.lastBatch=drop", "training.steps=2");
    assertThat(seen().subList(0, 10)).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    assertThat(seen().subList(10, 20)).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
  }
}
