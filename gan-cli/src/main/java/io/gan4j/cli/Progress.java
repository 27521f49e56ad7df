package io.gan4j.cli;

import io.gan4j.api.config.Reaction;
import io.gan4j.api.event.TrainingEvent;
import io.gan4j.api.event.TrainingEvent.RolledBack;
import io.gan4j.api.event.TrainingEvent.RunFailed;
import io.gan4j.api.event.TrainingEvent.RunFinished;
import io.gan4j.api.event.TrainingEvent.RunStarted;
import io.gan4j.api.event.TrainingEvent.StepCompleted;
import io.gan4j.api.event.TrainingEvent.WatchTriggered;
import io.gan4j.api.event.TrainingListener;
import io.gan4j.core.progress.RunProgress;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Where a run stands: step, images seen, images/s, time left, what each player pays, D(x) and
 * D(G(z)). On a terminal one line that is redrawn, with as many of them as fit; elsewhere a plain
 * line every ten seconds.
 */
final class Progress implements TrainingListener {
  private static final long REDRAW_NANOS = 200_000_000L;
  private static final long PLAIN_NANOS = 10_000_000_000L;
  private static final int BAR = 20;
  private static final String GAP = "  ";

  /** The fields in the order of the line, each with its turn to be left out, last to first. */
  private enum Field {
    BAR(6),
    STEPS(0),
    IMAGES(5),
    SPEED(3),
    EXCHANGE(7),
    LEFT(1),
    LOSSES(2),
    SCORES(4);

    private final int turn;

    Field(int turn) {
      this.turn = turn;
    }
  }

  private final Console console;
  private final LongSupplier clock;
  private final RunProgress progress = new RunProgress();
  private long lastShown;
  private boolean lineOpen;

  Progress(Console console) {
    this(console, System::nanoTime);
  }

  /**
   * @param clock nanoseconds since any moment
   */
  Progress(Console console, LongSupplier clock) {
    this.console = console;
    this.clock = clock;
  }

  @Override
  public void on(TrainingEvent event) {
    long now = clock.getAsLong();
    progress.on(event, now);
    if (event instanceof RunStarted) {
      lastShown = now;
    } else if (event instanceof StepCompleted done) {
      if (now - lastShown >= (console.redraws() ? REDRAW_NANOS : PLAIN_NANOS)
          || done.step() == progress.totalSteps()) {
        lastShown = now;
        show();
      }
    } else if (event instanceof WatchTriggered triggered) {
      endLine();
      if (triggered.reaction() != Reaction.STOP) { // what stops the run is told at its end
        console.note(
            String.format(
                Locale.ROOT,
                "step %d, %s: %s",
                triggered.step(),
                triggered.watch(),
                triggered.message()));
      }
    } else if (event instanceof RolledBack back) {
      console.note(
          String.format(
              Locale.ROOT,
              "back to the checkpoint of step %d; learning rates × %s from here on",
              back.to(),
              back.learningRateFactor()));
    } else if (event instanceof RunFinished || event instanceof RunFailed) {
      endLine();
    }
  }

  private Map<Field, String> fields() {
    Map<Field, String> fields = new LinkedHashMap<>();
    if (console.redraws()) {
      int filled = (int) (BAR * progress.share());
      fields.put(Field.BAR, "[" + "=".repeat(filled) + " ".repeat(BAR - filled) + "]");
    }
    fields.put(Field.STEPS, progress.steps());
    fields.put(Field.IMAGES, progress.images());
    progress.speed().ifPresent(speed -> fields.put(Field.SPEED, speed));
    progress.exchange().ifPresent(exchange -> fields.put(Field.EXCHANGE, exchange));
    progress.left().ifPresent(left -> fields.put(Field.LEFT, left));
    progress.losses().ifPresent(losses -> fields.put(Field.LOSSES, losses));
    progress.scores().ifPresent(scores -> fields.put(Field.SCORES, scores));
    return fields;
  }

  private void show() {
    Map<Field, String> fields = fields();
    if (!console.redraws()) {
      console.err().println(String.join(GAP, fields.values()));
      return;
    }
    for (int turn = Field.values().length - 1; turn > 0; turn--) {
      int next = turn;
      if (String.join(GAP, fields.values()).length() >= console.width()) {
        fields.keySet().removeIf(field -> field.turn == next);
      }
    }
    String line = String.join(GAP, fields.values()).replaceAll("\\p{Cntrl}", "?");
    String bar = fields.get(Field.BAR);
    console
        .raw()
        .print(
            "\r"
                + (bar != null && console.errColours()
                    ? "\u001b[32m" + bar + "\u001b[0m" + line.substring(bar.length())
                    : line)
                + "\u001b[K");
    console.raw().flush();
    lineOpen = true;
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
