package io.gan4j.core.run;

import io.gan4j.api.game.Player;
import io.gan4j.core.checkpoint.Checkpoint;
import java.nio.file.Path;
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
  Map<String, String> metadata() {
    Position position = state.position();
    return Provenance.of(run.record(), run.plan(), position.step(), position.imagesSeen());
  }

  /** Writes what the run exports as a SavedModel into an absent or empty folder. */
  void export(Path folder) {
    export(run.plan().exported(), folder);
  }

  /** Writes a player as a SavedModel into an absent or empty folder, with its provenance. */
  void export(Player player, Path folder) {
    run.session().export(player, folder, metadata());
    if (ChannelLevels.of(run.plan().samples()).isEmpty()) {
      LinearPixels.of(run.plan().samples()).ifPresent(pixels -> pixels.write(folder));
    }
  }
}
