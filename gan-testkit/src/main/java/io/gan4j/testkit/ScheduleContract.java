package io.gan4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.gan4j.api.optimizer.Average;
import io.gan4j.api.optimizer.Progress;
import io.gan4j.api.optimizer.Schedule;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What every schedule promises: a finite number that is not negative, for any progress, and always
 * the same one. Also for the decay of an average, which is such a number below 1.
 */
public final class ScheduleContract {
  private ScheduleContract() {}

  /** The contract of a schedule. */
  public static Contract of(Schedule schedule) {
    return new Contract(schedule)
        .promise(
            "is finite and not negative",
            () -> {
              for (Progress progress : progress()) {
                assertThat(schedule.valueAt(progress))
                    .as("at %s", progress)
                    .isFinite()
                    .isNotNegative();
              }
            })
        .promise("is a pure function of progress", () -> pure(schedule));
  }

  /** The contract of an average. */
  public static Contract ofAverage(Average average) {
    return new Contract(average)
        .promise(
            "has a decay in [0, 1)",
            () -> {
              for (Progress progress : progress()) {
                assertThat(average.decay(progress))
                    .as("at %s", progress)
                    .isGreaterThanOrEqualTo(0)
                    .isLessThan(1);
              }
            })
        .promise("is a pure function of progress", () -> pure(average::decay));
  }

  private static void pure(Schedule schedule) {
    List<Double> forwards = progress().stream().map(schedule::valueAt).toList();
    List<Progress> reversed = progress();
    Collections.reverse(reversed);
    List<Double> backwards = new ArrayList<>(reversed.stream().map(schedule::valueAt).toList());
    Collections.reverse(backwards);
    assertThat(backwards).isEqualTo(forwards);
  }

  /**
   * From the start of a run to far beyond its end; a player may move less or more than once a step.
   */
  private static List<Progress> progress() {
    List<Progress> all = new ArrayList<>();
    for (long step : new long[] {0, 1, 2, 500, 999, 1000, 1001, 1_000_000, 4_000_000_000L}) {
      all.add(new Progress(step, 1000, step, step / 10));
      all.add(new Progress(step, 1000, step / 2, 0));
      all.add(new Progress(step, 1000, step * 5, step));
    }
    return all;
  }
}
