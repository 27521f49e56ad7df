package io.gan4j.cli;

import io.gan4j.api.GanException;
import io.gan4j.api.data.Batch;
import io.gan4j.api.data.SampleSpace;
import io.gan4j.api.game.Signal;
import io.gan4j.api.internal.Quantities;
import io.gan4j.api.provider.GanPlan;
import io.gan4j.api.provider.Maker;
import io.gan4j.api.spec.Suggestions;
import io.gan4j.core.Gan;
import io.gan4j.core.RunFile;
import io.gan4j.core.checkpoint.Checkpoint;
import io.gan4j.core.run.Npy;
import io.gan4j.core.run.Training;
import io.gan4j.report.picture.Png;
import io.gan4j.report.picture.SampleRows;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.buffer.DataBuffers;

/**
 * What a run's generator makes of pictures that a user gives.
 *
 * @param sources files, or one folder
 * @param player who makes it; null for the generator of the run's samples
 * @param best the checkpoint that was measured best rather than the newest
 */
record Translation(
    Gan gan, Console console, List<Path> sources, @Nullable String player, boolean best) {

  /** Samples in a picture, each beside its source, or as numbers. */
  void write(Path run, Path out) {
    if (!CheckedRun.isRun(run)) {
      CheckedRun.requireThere(run);
      throw new UsageException(
          "--source is for a run's directory; an exported generator takes sources by its signature"
              + " serving_default");
    }
    CheckedRun checked = CheckedRun.open(gan, run, console);
    Checkpoint checkpoint = CheckpointChoice.of(checked.directory(), best, console);
    RunFile file = CheckedRun.file(gan, checkpoint, "evaluation.everyImages=0");
    try (Training training = gan.reopen(file)) {
      CheckpointChoice.restore(training, checkpoint);
      Maker maker = maker(training.plan());
      Map.Entry<String, Signal> input = source(training.plan(), maker);
      SampleSpace space = training.plan().side(((Signal.Data) input.getValue()).side()).samples();
      Batch batch = GivenPictures.read(gan, sources, space);
      FloatNdArray given =
          NdArrays.wrap(
              space.shape().prepend(batch.size()), DataBuffers.of(batch.decoded(), true, false));
      FloatNdArray made =
          Objects.requireNonNull(
              training
                  .session()
                  .infer(maker.player(), Map.of(input.getKey(), given), null)
                  .get(maker.made().output()));
      if (String.valueOf(out.getFileName()).endsWith(".png")) {
        SampleSpace madeSpace = training.plan().side(maker.side()).samples();
        Png.write(
            SampleRows.render(
                List.of(
                    new SampleRows.Column(given, space), new SampleRows.Column(made, madeSpace))),
            out);
      } else {
        Npy.write(made, out);
      }
      console.note(
          Quantities.count(batch.size())
              + " samples of step "
              + checkpoint.step()
              + ", each of its source, in "
              + out);
    }
  }

  private Maker maker(GanPlan plan) {
    if (player == null) {
      return plan.maker()
          .orElseThrow(() -> new GanException("no player of this run's game makes samples"));
    }
    Set<String> known =
        plan.makers().stream().map(maker -> maker.player().key()).collect(Collectors.toSet());
    return plan.makers().stream()
        .filter(maker -> maker.player().key().equals(player))
        .findFirst()
        .orElseThrow(
            () ->
                new UsageException(
                    "--player: '"
                        + player
                        + "' makes no samples"
                        + Suggestions.ending(Suggestions.near(player, known), known)));
  }

  private Map.Entry<String, Signal> source(GanPlan plan, Maker maker) {
    Map<String, Signal> inputs = maker.made().inputs();
    Map.Entry<String, Signal> first = inputs.entrySet().iterator().next();
    if (inputs.size() != 1 || !(first.getValue() instanceof Signal.Data)) {
      throw new UsageException(
          "--source: the "
              + maker.player()
              + " takes "
              + String.join(" and ", inputs.keySet())
              + ", and no source alone");
    }
    if (plan.classesSeenBy(maker.player()) > 0) {
      throw new UsageException(
          "--source: the " + maker.player() + " sees labels, and pictures come without");
    }
    return first;
  }
}
