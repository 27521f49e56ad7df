package io.gan4j.api.event;

import io.gan4j.api.config.Reaction;
import io.gan4j.api.data.SampleSpace;
import io.gan4j.api.game.Player;
import io.gan4j.api.metric.MetricResult;
import io.gan4j.api.provider.PhaseReport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tensorflow.ndarray.FloatNdArray;

/** A fact about a run. */
public sealed interface TrainingEvent {

  /** Training steps done when it happened. */
  long step();

  /**
   * The run is about to take its first step.
   *
   * @param step training steps done before, 0 unless resumed
   * @param totalSteps training steps planned
   * @param imagesSeen real samples seen before
   * @param record provenance
   * @param samples what a sample is
   */
  record RunStarted(
      long step, long totalSteps, long imagesSeen, RunRecord record, SampleSpace samples)
      implements TrainingEvent {}

  /**
   * A training step is done.
   *
   * @param step training steps done, this one included
   * @param imagesSeen real samples seen so far
   * @param epoch epochs of data done
   * @param phases what each phase did, in order, one entry per repeat
   * @param duration wall time of the step
   */
  record StepCompleted(
      long step, long imagesSeen, long epoch, List<PhaseResult> phases, Duration duration)
      implements TrainingEvent {
    public StepCompleted {
      phases = List.copyOf(phases);
    }

    /** Who paid something, in the order of the phases. */
    public Set<Player> payers() {
      Set<Player> payers = new LinkedHashSet<>();
      phases.forEach(phase -> payers.addAll(phase.report().losses().keySet()));
      return payers;
    }

    /**
     * What a player paid in the first phase in which it paid, one total per repeat; empty if it
     * paid nothing. Later phases of a step pay something else, such as terms that are due at every
     * n-th step only, and do not belong on the same curve.
     */
    public List<Double> losses(Player player) {
      List<PhaseResult> paid =
          phases.stream().filter(p -> p.report().losses().containsKey(player)).toList();
      return paid.stream()
          .filter(p -> p.phase().equals(paid.get(0).phase()))
          .map(p -> p.report().losses().getOrDefault(player, Double.NaN))
          .toList();
    }
  }

  /**
   * One phase within a step.
   *
   * @param phase its name
   * @param repeat which repeat, from 0
   * @param report what it did
   * @param waited wall time spent waiting for data
   * @param duration wall time of the phase, waiting excluded
   */
  record PhaseResult(
      String phase, int repeat, PhaseReport report, Duration waited, Duration duration) {}

  /**
   * Samples were drawn from the fixed latents.
   *
   * @param step training steps done
   * @param imagesSeen real samples seen so far
   * @param latents {@code [count, …]}
   * @param labels the class of each; empty if the generator sees no labels
   * @param samples {@code [count, …]}, in the range the networks see; not to be written to
   * @param player who made them
   * @param row what each sample stands in a row with, itself among it: the source that it is made
   *     of, what that is paired with, or what leads back to it; empty: each stands alone
   */
  record SamplesDrawn(
      long step,
      long imagesSeen,
      FloatNdArray latents,
      List<Integer> labels,
      FloatNdArray samples,
      Player player,
      List<Shown> row)
      implements TrainingEvent {
    public SamplesDrawn {
      labels = List.copyOf(labels);
      row = List.copyOf(row);
    }

    /**
     * Samples of a side.
     *
     * @param side of the data
     * @param samples {@code [count, …]}
     */
    public record Shown(String side, FloatNdArray samples) {}

    /** Samples that stand alone. */
    public SamplesDrawn(
        long step,
        long imagesSeen,
        FloatNdArray latents,
        List<Integer> labels,
        FloatNdArray samples,
        Player player) {
      this(step, imagesSeen, latents, labels, samples, player, List.of());
    }

    /** Samples of the generator of the standard game. */
    public SamplesDrawn(
        long step,
        long imagesSeen,
        FloatNdArray latents,
        List<Integer> labels,
        FloatNdArray samples) {
      this(step, imagesSeen, latents, labels, samples, Player.GENERATOR);
    }

    /** Samples of one that sees no labels. */
    public SamplesDrawn(long step, long imagesSeen, FloatNdArray latents, FloatNdArray samples) {
      this(step, imagesSeen, latents, List.of(), samples);
    }

    /**
     * How many samples of one class stand side by side, class after class; 0 without labels, or if
     * all are of one class.
     */
    public int perClass() {
      int run = 0;
      while (run < labels.size() && labels.get(run).equals(labels.get(0))) {
        run++;
      }
      return run < labels.size() ? run : 0;
    }
  }

  /**
   * The discriminator was scored over a window of a 1-D or 2-D sample space, with more samples than
   * a grid holds.
   *
   * @param step training steps done
   * @param imagesSeen real samples seen so far
   * @param points where it was scored, {@code [n, 1|2]}: a regular mesh, the last axis varying
   *     fastest
   * @param scores raw scores there, {@code [n]}
   * @param latents of the samples, {@code [m, …]}
   * @param samples the generator's, {@code [m, 1|2]}
   */
  record ScoresMapped(
      long step,
      long imagesSeen,
      FloatNdArray points,
      FloatNdArray scores,
      FloatNdArray latents,
      FloatNdArray samples)
      implements TrainingEvent {}

  /**
   * The whole state was copied; a checkpoint of it is written beside the training. Should that
   * fail, the run fails.
   *
   * @param step training steps done
   * @param folder where it will be complete
   */
  record CheckpointTaken(long step, Path folder) implements TrainingEvent {}

  /**
   * Something that is watched went wrong. Told once, until it has been right again.
   *
   * @param step training steps done
   * @param watch which watch: {@code not-finite}, {@code saturation}, {@code vanishing-gradient} or
   *     {@code collapse}
   * @param reaction what is done about it
   * @param message what was seen, in words
   * @param numbers what was seen, by name
   */
  record WatchTriggered(
      long step, String watch, Reaction reaction, String message, Map<String, Double> numbers)
      implements TrainingEvent {
    public WatchTriggered {
      numbers = Map.copyOf(numbers);
    }
  }

  /**
   * Something that a watch had raised an alarm about is right again.
   *
   * @param step training steps done
   * @param watch which watch
   */
  record WatchCleared(long step, String watch) implements TrainingEvent {}

  /**
   * The generator was measured.
   *
   * @param step training steps done
   * @param imagesSeen real samples seen so far
   * @param results what every metric gave
   */
  record MetricsMeasured(long step, long imagesSeen, List<MetricResult> results)
      implements TrainingEvent {
    public MetricsMeasured {
      results = List.copyOf(results);
    }
  }

  /**
   * The run went back to a checkpoint; what came after it is about to happen otherwise.
   *
   * @param step training steps done before
   * @param to the checkpoint's step
   * @param learningRateFactor on every learning rate from here on
   */
  record RolledBack(long step, long to, double learningRateFactor) implements TrainingEvent {}

  /**
   * A file of the run directory is complete.
   *
   * @param step training steps done
   * @param kind what it is: {@code model}
   * @param file where
   */
  record ArtifactWritten(long step, String kind, Path file) implements TrainingEvent {}

  /**
   * The run ended well.
   *
   * @param step training steps done
   * @param imagesSeen real samples seen
   * @param reason why it ended
   * @param duration wall time of the training
   */
  record RunFinished(long step, long imagesSeen, Reason reason, Duration duration)
      implements TrainingEvent {}

  /**
   * The run failed; it ends here.
   *
   * @param step training steps done
   * @param message what happened
   */
  record RunFailed(long step, String message) implements TrainingEvent {}

  /** Why a run ended. */
  enum Reason {
    /** All planned steps are done. */
    COMPLETED,
    /** Somebody asked it to stop. */
    STOPPED,
    /** What is measured had not got better for as long as the run file's patience lasts. */
    PATIENCE
  }
}
