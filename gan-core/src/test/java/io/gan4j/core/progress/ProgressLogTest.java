package io.gan4j.core.progress;

import static org.assertj.core.api.Assertions.assertThat;

import io.gan4j.api.config.Reaction;
import io.gan4j.api.event.TrainingEvent;
import io.gan4j.api.event.TrainingEvent.RolledBack;
import io.gan4j.api.event.TrainingEvent.StepCompleted;
import io.gan4j.api.event.TrainingEvent.WatchTriggered;
import io.gan4j.testkit.ListenerContract;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.AbstractLogger;
import org.slf4j.helpers.MessageFormatter;

@DisplayName("The log of a run")
class ProgressLogTest {
  private final List<String> lines = new ArrayList<>();
  private long nanos;
  private final ProgressLog log = new ProgressLog(new Lines(lines), () -> nanos);

  /** Keeps what is logged, each with its level. */
  private static final class Lines extends AbstractLogger {
    private static final long serialVersionUID = 1L;

    private final transient List<String> lines;

    Lines(List<String> lines) {
      this.lines = lines;
    }

    @Override
    protected void handleNormalizedLoggingCall(
        Level level,
        @Nullable Marker marker,
        String pattern,
        Object @Nullable [] arguments,
        @Nullable Throwable failure) {
      lines.add(level + " " + MessageFormatter.basicArrayFormat(pattern, arguments));
    }

    @Override
    protected @Nullable String getFullyQualifiedCallerName() {
      return null;
    }

    @Override
    public boolean isTraceEnabled() {
      return true;
    }

    @Override
    public boolean isTraceEnabled(Marker marker) {
      return true;
    }

    @Override
    public boolean isDebugEnabled() {
      return true;
    }

    @Override
    public boolean isDebugEnabled(Marker marker) {
      return true;
    }

    @Override
    public boolean isInfoEnabled() {
      return true;
    }

    @Override
    public boolean isInfoEnabled(Marker marker) {
      return true;
    }

    @Override
    public boolean isWarnEnabled() {
      return true;
    }

    @Override
    public boolean isWarnEnabled(Marker marker) {
      return true;
    }

    @Override
    public boolean isErrorEnabled() {
      return true;
    }

    @Override
    public boolean isErrorEnabled(Marker marker) {
      return true;
    }
  }

  @Test
  @DisplayName("says what a run starts on, how it ends, and what is kept on the way")
  void run() {
    ListenerContract.run(0).forEach(log::on);
    assertThat(lines)
        .containsExactly(
            "INFO run: step 0: 3 steps on generated, cpu",
            "DEBUG run: step 0: 4 samples drawn",
            "DEBUG run: step 3: 4 samples drawn",
            "DEBUG run: step 3: checkpoint into checkpoints",
            "INFO run: step 3: done after 0 s, 24 images seen");
  }

  @Test
  @DisplayName(
      "has at most a line in ten seconds, fewer as the run gets longer, and six in an hour")
  void rate() {
    List<TrainingEvent> events = ListenerContract.run(0);
    log.on(events.get(0));
    StepCompleted step = (StepCompleted) events.get(2);
    List<Long> told = new ArrayList<>();
    for (int second = 1; second <= 4 * 3600; second++) {
      nanos = second * 1_000_000_000L;
      int before = lines.size();
      log.on(new StepCompleted(second, 8L * second, 0, step.phases(), step.duration()));
      if (lines.size() > before) {
        told.add((long) second);
      }
    }
    assertThat(told).startsWith(10L, 20L, 30L).contains(100L);
    assertThat(told.stream().filter(second -> second <= 3600)).hasSizeBetween(30, 60);
    assertThat(told.stream().filter(second -> second > 3 * 3600)).hasSize(6);
    assertThat(lines.get(1))
        .isEqualTo(
            "INFO run: step 10/3, 80 images, 8.0 images/s, 0 s left, loss D 1.200 G 0.800,"
                + " D(x) 0.600 D(G(z)) 0.430");
  }

  @Test
  @DisplayName("warns of alarms that do not end the run, and of going back")
  void alarms() {
    log.on(ListenerContract.run(0).get(0));
    lines.clear();
    log.on(new WatchTriggered(7, "collapse", Reaction.WARN, "all look alike", Map.of()));
    log.on(new WatchTriggered(8, "collapse", Reaction.STOP, "all look alike", Map.of()));
    log.on(new RolledBack(9, 5, 0.5));
    assertThat(lines)
        .containsExactly(
            "WARN run: step 7: collapse: all look alike",
            "WARN run: step 9: back to the checkpoint of step 5, learning rates × 0.5 from here"
                + " on");
  }
}
