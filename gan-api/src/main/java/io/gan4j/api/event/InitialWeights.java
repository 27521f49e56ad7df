package io.gan4j.api.event;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Provenance of weights that a run began with and another run had trained.
 *
 * @param run directory of the other run
 * @param step training steps it had done
 * @param sha256 of the checkpoint's weights
 * @param taken the other run's name of each weight that was taken, by its name in this run
 * @param left weights of this run that were left as they were initialised
 * @param skipped newer checkpoints of the other run that are damaged, and how
 */
public record InitialWeights(
    String run,
    long step,
    String sha256,
    Map<String, String> taken,
    List<String> left,
    List<String> skipped) {
  public InitialWeights {
    taken = Collections.unmodifiableMap(new TreeMap<>(taken));
    left = List.copyOf(left);
    skipped = List.copyOf(skipped);
  }
}
