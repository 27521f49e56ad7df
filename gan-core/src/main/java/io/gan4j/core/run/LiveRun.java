package io.gan4j.core.run;

import io.gan4j.api.data.SampleSpace;
import io.gan4j.api.game.Player;
import io.gan4j.api.provider.Maker;
import io.gan4j.core.checkpoint.Checkpoint;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What can be kept of a run that goes on, as it is when asked for.
 *
 * @param run both players and where they come from
 * @param state how far they have come
 */
record LiveRun(OpenedRun run, LoopState state) {
  /** A copy of all that the next step depends on, which does not know yet where its events end. */
  Checkpoint checkpoint() {
    return new Checkpoint(
        state.position().step(),
        run.session().saveState(),
        run.record().config(),
        Provenance.origin(run.record()),
        state.numbers(),
        0);
  }

  /** What is written beside an export: where it comes from, and what its samples are. */
  Map<String, String> metadata(Player player) {
    Position position = state.position();
    return Provenance.of(run.record(), run.plan(), player, position.step(), position.imagesSeen());
  }

  /** Writes what the run exports as a SavedModel into an absent or empty folder. */
  void export(Path folder) {
    export(run.plan().exported(), folder);
  }

  /** Those beside the exported one who make samples of real ones: the way back of a cycle. */
  List<Player> furtherGenerators() {
    return run.plan().makers().stream()
        .filter(maker -> maker.sampler().isEmpty())
        .map(Maker::player)
        .filter(player -> !player.equals(run.plan().exported()))
        .toList();
  }

  /** Writes a player as a SavedModel into an absent or empty folder, with its provenance. */
  void export(Player player, Path folder) {
    run.session().export(player, folder, metadata(player));
    if (hasPixelsBeside(player)) {
      LinearPixels.of(samples(player)).ifPresent(pixels -> pixels.write(folder));
    }
  }

  /**
   * Whether the way from a player's samples to pixels is more than numbers of each channel: it has
   * a file beside a SavedModel then.
   */
  boolean hasPixelsBeside(Player player) {
    SampleSpace samples = samples(player);
    return samples.depiction() != null && samples.isImage() && ChannelLevels.of(samples).isEmpty();
  }

  private SampleSpace samples(Player player) {
    return run.plan().side(run.plan().player(player).side()).samples();
  }
}
