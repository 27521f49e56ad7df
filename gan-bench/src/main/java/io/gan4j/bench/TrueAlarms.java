package io.gan4j.bench;

import io.gan4j.api.event.TrainingEvent;
import io.gan4j.api.event.TrainingEvent.StepCompleted;
import io.gan4j.api.event.TrainingEvent.WatchTriggered;
import io.gan4j.api.event.TrainingListener;
import io.gan4j.api.provider.PhaseReport;
import io.gan4j.core.Gan;
import io.gan4j.core.run.Training;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * After how many steps the watches, at their default thresholds, tell of what is made to go wrong:
 * minimax against a far too strong discriminator, and a generator whose weights are pushed to zero,
 * so that it makes the same sample of everything.
 */
public final class TrueAlarms {
  private static final String[] SMALL = {
    "data.batchSize=64",
    "generator.network={type: mlp, units: [64]}",
    "discriminator.network={type: mlp, units: [128]}",
    "samples={every: 100, count: 64}",
    "training.steps=1500"
  };

  /**
   * A way to go wrong.
   *
   * @param changes of the small run
   */
  private record Disaster(String name, List<String> changes) {}

  private static final List<Disaster> DISASTERS =
      List.of(
          // Its scores leave no doubt within a few steps, and minimax' generator stands still.
          new Disaster(
              "strong discriminator",
              List.of(
                  "loss=minimax",
                  "discriminator.optimizer={type: adam, learningRate: 3.0e-2}",
                  "generator.optimizer={type: adam, learningRate: 1.0e-7}")),
          // A penalty that outweighs the game.
          new Disaster(
              "constant generator", List.of("terms=[{type: l2, player: generator, weight: 100}]")));

  private TrueAlarms() {}

  /** Says when things went wrong, and when somebody said so. */
  private static final class Heard implements TrainingListener {
    private final List<String> alarms = new ArrayList<>();
    private long firstWithoutDoubt = -1;

    @Override
    public void on(TrainingEvent event) {
      if (event instanceof StepCompleted done) {
        boolean sure =
            done.phases().stream().map(phase -> phase.report()).allMatch(report -> isSure(report));
        if (sure && firstWithoutDoubt < 0) {
          firstWithoutDoubt = done.step();
        }
      } else if (event instanceof WatchTriggered alarm) {
        alarms.add(alarm.watch() + " at step " + alarm.step() + " " + alarm.numbers());
      }
    }

    private static boolean isSure(PhaseReport report) {
      return report.firstScores().realProbability().orElse(1) > 0.995
          && report.firstScores().fakeProbability().orElse(1) < 0.005;
    }
  }

  /**
   * Trains and prints.
   *
   * @param arguments none
   */
  public static void main(String[] arguments) {
    Gan gan = Gan.load();
    for (Disaster disaster : DISASTERS) {
      String[] changes =
          Stream.concat(Stream.of(SMALL), disaster.changes().stream()).toArray(String[]::new);
      try (Training training = gan.open(gan.preset("digits-mlp", changes))) {
        Heard heard = new Heard();
        training.run(heard);
        System.out.printf(
            Locale.ROOT,
            "%s: D without doubt first at step %d; %s%n",
            disaster.name(),
            heard.firstWithoutDoubt,
            heard.alarms.isEmpty() ? "NO ALARM" : String.join("; ", heard.alarms));
      }
    }
  }
}
