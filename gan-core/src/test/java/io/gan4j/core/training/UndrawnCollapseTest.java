package io.gan4j.core.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gan4j.api.StoppedByWatchException;
import io.gan4j.api.event.TrainingEvent.SamplesDrawn;
import io.gan4j.api.event.TrainingEvent.WatchTriggered;
import io.gan4j.core.training.TrainingFixture.Opened;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Collapse where no samples are drawn on the way")
class UndrawnCollapseTest {
  private final Heard heard = new Heard();

  private void run(String reaction, int steps) {
    TrainingFixture same = new TrainingFixture(new Script().samples(step -> 0.5));
    try (Opened training =
        same.open(
            "training.steps=" + steps, "watches.collapse={reaction: " + reaction + ", after: 1}")) {
      training.run(heard);
    }
  }

  @Test
  @DisplayName("is seen while the run goes on, and no more samples are told of")
  void onTheWay() {
    run("warn", 250);
    assertThat(heard.only(WatchTriggered.class).step()).isEqualTo(100);
    assertThat(heard.only(SamplesDrawn.class).step()).isEqualTo(250);
  }

  @Test
  @DisplayName("is seen in the samples of the end")
  void atTheEnd() {
    run("warn", 5);
    assertThat(heard.only(WatchTriggered.class).step()).isEqualTo(5);
    assertThat(heard.told()).endsWith("watch-triggered 5", "run-finished 5");
  }

  @Test
  @DisplayName("stops a run that is to be stopped by it")
  void stops() {
    assertThatThrownBy(() -> run("stop", 250)).isInstanceOf(StoppedByWatchException.class);
    assertThat(heard.told()).endsWith("watch-triggered 100", "run-failed 100");
  }

  @Test
  @DisplayName("is not looked for where nobody asks")
  void ignored() {
    run("ignore", 250);
    assertThat(heard.all(WatchTriggered.class)).isEmpty();
  }
}
