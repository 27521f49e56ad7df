package io.gan4j.cli;

import io.gan4j.api.event.TrainingEvent;
import io.gan4j.api.event.TrainingEvent.RunStarted;
import io.gan4j.api.event.TrainingEvent.StepCompleted;
import io.gan4j.api.event.TrainingListener;
import java.util.Locale;

/** Says once, after the first steps, how long the rest will take on this machine. */
final class TimeEstimate implements TrainingListener {
  /** The first steps do things that later ones need not. */
  private static final int LEFT_OUT = 2;

  private static final int LEAST_STEPS = 8;
  private static final double LEAST_SECONDS = 3;

  /** Nobody needs to be told of less. */
  private static final double WORTH_TELLING = 60;

  private final Console console;
  private final long picturesEvery;
  private long from = -1;
  private long begin;
  private long total;
  private boolean told;

  /**
   * @param picturesEvery steps between two pictures; 0 for none on the way
   */
  TimeEstimate(Console console, long picturesEvery) {
    this.console = console;
    this.picturesEvery = picturesEvery;
  }

  @Override
  public void on(TrainingEvent event) {
    if (event instanceof RunStarted started) {
      total = started.totalSteps();
    } else if (event instanceof StepCompleted done && !told) {
      long now = System.nanoTime();
      if (from < 0) {
        from = done.step() + LEFT_OUT - 1;
      }
      if (done.step() == from) {
        begin = now;
      }
      double seconds = (now - begin) / 1e9;
      long steps = done.step() - from;
      if (steps >= LEAST_STEPS && seconds >= LEAST_SECONDS) {
        told = true;
        tell(seconds / steps, from + 1, done.step());
      }
    }
  }

  private void tell(double perStep, long first, long last) {
    double all = perStep * (total - last);
    if (all < WORTH_TELLING) {
      return;
    }
    console
        .err()
        .println(
            (console.redraws() ? "\n" : "")
                + String.format(
                    Locale.ROOT,
                    "gan: %,d steps take about %s here (measured over steps %d to %d)%s; Ctrl-C"
                        + " ends it at any time and keeps all, --steps N plans fewer",
                    total,
                    words(all),
                    first,
                    last,
                    picturesEvery > 0 && picturesEvery < total
                        ? ", " + words(perStep * picturesEvery) + " to each new picture"
                        : ""));
  }

  /** A time in words, as exact as an estimate is. */
  static String words(double seconds) {
    if (seconds < 90) {
      return Math.max(1, Math.round(seconds)) + " s";
    }
    long minutes = Math.round(seconds / 60);
    if (minutes < 90) {
      return minutes + " min";
    }
    return minutes < 48 * 60
        ? String.format(Locale.ROOT, "%d h %d min", minutes / 60, minutes % 60)
        : String.format(Locale.ROOT, "%d days", Math.round(minutes / 1440.0));
  }
}
