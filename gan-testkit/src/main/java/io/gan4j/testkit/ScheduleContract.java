package io.gan4j.testkit;

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
                double value = schedule.valueAt(progress);
                Expect.finite("at " + progress, value);
                Expect.holds("at " + progress, "not negative", value >= 0, value);
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
                double decay = average.decay(progress);
                Expect.holds("at " + progress, "in [0, 1)", decay >= 0 && decay < 1, decay);
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
    Expect.equal("read backwards", forwards, backwards);
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
