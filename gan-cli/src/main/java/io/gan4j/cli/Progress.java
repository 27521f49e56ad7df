package io.gan4j.cli;

import io.gan4j.api.config.Reaction;
import io.gan4j.api.event.TrainingEvent;
import io.gan4j.api.event.TrainingEvent.PhaseResult;
import io.gan4j.api.event.TrainingEvent.RolledBack;
import io.gan4j.api.event.TrainingEvent.RunFailed;
import io.gan4j.api.event.TrainingEvent.RunFinished;
import io.gan4j.api.event.TrainingEvent.RunStarted;
import io.gan4j.api.event.TrainingEvent.StepCompleted;
import io.gan4j.api.event.TrainingEvent.WatchTriggered;
import io.gan4j.api.event.TrainingListener;
import io.gan4j.api.game.Player;
import io.gan4j.api.provider.PhaseReport;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Where a run stands: step, images seen, images/s, time left, both losses, D(x) and D(G(z)). On a
 * terminal one line that is redrawn; elsewhere a plain line every few seconds.
 */
final class Progress implements TrainingListener {
  private static final long REDRAW_NANOS = 200_000_000L;
  private static final long PLAIN_NANOS = 10_000_000_000L;
  private static final int BAR = 20;

  private final Console console;
  private final Map<Player, Double> losses = new LinkedHashMap<>();
  private OptionalDouble real = OptionalDouble.empty();
  private OptionalDouble fake = OptionalDouble.empty();
  private boolean probabilities;
  private long totalSteps;
  private long begin;
  private long firstStep;
  private long firstImages;
  private long lastShown;
  private boolean lineOpen;
  private boolean restarted;

  Progress(Console console) {
    this.console = console;
  }

  @Override
  public void on(TrainingEvent event) {
    if (event instanceof RunStarted started) {
      totalSteps = started.totalSteps();
      start(started.step(), started.imagesSeen());
    } else if (event instanceof StepCompleted done) {
      if (restarted) {
        restarted = false;
        start(done.step(), done.imagesSeen());
      }
      for (Player player : done.payers()) {
        done.losses(player).forEach(loss -> losses.put(player, loss));
      }
      done.phases().forEach(this::remember);
      long now = System.nanoTime();
      if (now - lastShown >= (console.terminal() ? REDRAW_NANOS : PLAIN_NANOS)
          || done.step() == totalSteps) {
        lastShown = now;
        show(line(done, now));
      }
    } else if (event instanceof WatchTriggered triggered) {
      endLine();
      if (triggered.reaction() != Reaction.STOP) { // what stops the run is told at its end
        console
            .err()
            .println(
                String.format(
                    Locale.ROOT,
                    "gan: step %d, %s: %s",
                    triggered.step(),
                    triggered.watch(),
                    triggered.message()));
      }
    } else if (event instanceof RolledBack back) {
      console
          .err()
          .println(
              String.format(
                  Locale.ROOT,
                  "gan: back to the checkpoint of step %d; learning rates × %s from here on",
                  back.to(),
                  back.learningRateFactor()));
      restarted = true;
    } else if (event instanceof RunFinished || event instanceof RunFailed) {
      endLine();
    }
  }

  private void start(long step, long images) {
    firstStep = step;
    firstImages = images;
    begin = System.nanoTime();
    lastShown = begin;
  }

  private void remember(PhaseResult result) {
    PhaseReport report = result.report();
    probabilities = report.firstScores().fakeProbability().isPresent();
    OptionalDouble realNow =
        probabilities ? report.firstScores().realProbability() : report.firstScores().real();
    OptionalDouble fakeNow =
        probabilities ? report.firstScores().fakeProbability() : report.firstScores().fake();
    if (realNow.isPresent()) {
      // D(x) and D(G(z)) of one phase belong together: those of the phase that scored both
      real = realNow;
      fake = fakeNow;
    } else if (real.isEmpty()) {
      fake = fakeNow;
    }
  }

  private String line(StepCompleted done, long now) {
    double seconds = Math.max(1e-9, (now - begin) / 1e9);
    double stepsPerSecond = (done.step() - firstStep) / seconds;
    double imagesPerSecond = (done.imagesSeen() - firstImages) / seconds;
    Duration left =
        Duration.ofSeconds(Math.round((totalSteps - done.step()) / Math.max(1e-9, stepsPerSecond)));
    StringBuilder line = new StringBuilder();
    if (console.terminal()) {
      int filled = (int) (BAR * done.step() / totalSteps);
      line.append('[').append("=".repeat(filled)).append(" ".repeat(BAR - filled)).append("] ");
    }
    line.append("step ").append(done.step()).append('/').append(totalSteps);
    line.append(
        String.format(
            Locale.ROOT,
            "  %s images  %,.0f/s  %s left",
            images(done.imagesSeen()),
            imagesPerSecond,
            clock(left)));
    String label = "  loss ";
    for (Map.Entry<Player, Double> loss : losses.entrySet()) {
      number(line, label + initial(loss.getKey()) + " ", loss.getValue());
      label = "  ";
    }
    real.ifPresent(v -> number(line, probabilities ? "  D(x) " : "  score real ", v));
    fake.ifPresent(v -> number(line, probabilities ? "  D(G(z)) " : "  fake ", v));
    return line.toString();
  }

  /** D and G of the standard game; the names of others. */
  private static String initial(Player player) {
    return player.equals(Player.DISCRIMINATOR)
        ? "D"
        : player.equals(Player.GENERATOR) ? "G" : player.key();
  }

  private static void number(StringBuilder line, String label, @Nullable Double value) {
    if (value != null) {
      line.append(label).append(String.format(Locale.ROOT, "%.3f", value));
    }
  }

  private static String images(long count) {
    return count < 100_000
        ? String.format(Locale.ROOT, "%,d", count)
        : String.format(Locale.ROOT, "%,.1fk", count / 1e3);
  }

  private static String clock(Duration time) {
    return time.toHours() > 0
        ? String.format(
            Locale.ROOT, "%d:%02d:%02d", time.toHours(), time.toMinutesPart(), time.toSecondsPart())
        : String.format(Locale.ROOT, "%d:%02d", time.toMinutes(), time.toSecondsPart());
  }

  private void show(String line) {
    if (console.terminal()) {
      String fitted =
          line.length() < console.width() ? line : line.substring(0, console.width() - 1);
      console.raw().print("\r" + PlainOutput.plain(fitted) + "\u001b[K");
      console.raw().flush();
      lineOpen = true;
    } else {
      console.err().println(line);
    }
  }

  private void endLine() {
    if (lineOpen) {
      console.err().println();
      lineOpen = false;
    }
  }

  @Override
  public void close() {
    endLine();
  }
}
