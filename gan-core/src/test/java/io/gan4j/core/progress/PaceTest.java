package io.gan4j.core.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The pace of a run")
class PaceTest {
  private static final Percentage FIFTH = Percentage.withPercentage(20);

  private final Pace pace = new Pace();
  private long step;
  private double seconds;

  /** So many steps of 100 images, each of which takes so long. */
  private void steps(int count, double each) {
    for (int i = 0; i < count; i++) {
      step++;
      seconds += each;
      pace.after(step, 100 * step, Math.round(1e9 * seconds));
    }
  }

  private double secondsLeft(long stepsToDo) {
    return pace.time(stepsToDo).orElseThrow().toMillis() / 1e3;
  }

  @Test
  @DisplayName("is not known after one step, however long it took, nor after two seconds of it")
  void unknown() {
    assertThat(pace.time(1000)).isEmpty();
    steps(1, 30);
    assertThat(pace.time(1000)).isEmpty();
    assertThat(pace.imagesPerSecond()).isEmpty();
    steps(2, 30);
    assertThat(pace.time(1000)).as("two steps were timed").isEmpty();
    steps(1, 30);
    assertThat(pace.time(1000)).contains(Duration.ofMinutes(500));
  }

  @Test
  @DisplayName("leaves the first step out, which builds what all others use")
  void firstStep() {
    steps(1, 20);
    steps(100, 0.01);
    assertThat(pace.time(6000)).as("a second was timed").isEmpty();
    steps(200, 0.01);
    assertThat(secondsLeft(6000)).isCloseTo(60, FIFTH);
    assertThat(pace.imagesPerSecond().orElseThrow()).isCloseTo(10_000, FIFTH);
  }

  @Test
  @DisplayName("is not turned upside down by a pause")
  void pause() {
    steps(6000, 0.1); // ten minutes
    steps(1, 60);
    assertThat(secondsLeft(6000)).isBetween(600.0, 840.0);
  }

  @Test
  @DisplayName("follows a machine that has got slower")
  void slower() {
    steps(3000, 0.1); // five minutes
    steps(1500, 0.4); // ten
    assertThat(secondsLeft(1000)).isCloseTo(400, FIFTH);
  }

  @Test
  @DisplayName("does not count the way back to a checkpoint")
  void rollBack() {
    steps(1000, 0.1);
    step = 500;
    seconds += 30;
    pace.interrupt();
    steps(1, 0);
    steps(100, 0.1);
    assertThat(secondsLeft(1000)).isCloseTo(100, FIFTH);
  }
}
