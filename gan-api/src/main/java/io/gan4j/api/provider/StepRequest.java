package io.gan4j.api.provider;

import io.gan4j.api.data.Batch;
import io.gan4j.api.game.Pairing;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One step of one phase.
 *
 * @param phase name of the phase
 * @param draw number of the noise draw: equal numbers give equal latents, masks and noise
 * @param repeat which repeat of the phase this is, from 0
 * @param step training steps done before this one
 * @param totalSteps training steps planned
 * @param epoch epochs of data done
 * @param batches the real samples of each side that the phase reads
 * @param norms whether to report the norms of gradients and weights, which costs a pass over them
 */
public record StepRequest(
    String phase,
    long draw,
    int repeat,
    long step,
    long totalSteps,
    long epoch,
    Map<String, Batch> batches,
    boolean norms) {

  public StepRequest {
    batches = Map.copyOf(batches);
  }

  /**
   * A step of the standard game that reports no norms.
   *
   * @param batch null if no term of the phase needs real samples
   */
  public StepRequest(
      String phase,
      long draw,
      int repeat,
      long step,
      long totalSteps,
      long epoch,
      @Nullable Batch batch) {
    this(
        phase,
        draw,
        repeat,
        step,
        totalSteps,
        epoch,
        batch == null ? Map.of() : Map.of(Pairing.DATA, batch),
        false);
  }
}
