package io.gan4j.core.checkpoint;

import java.util.Map;
import org.tensorflow.ndarray.NdArray;

/**
 * A run at one step: with the run's configuration and data, everything that the next step depends
 * on.
 *
 * @param step training steps done
 * @param state the session's: weights, optimiser slots, averages, statistics, terms' states
 * @param config the resolved configuration the run had
 * @param origin what else the state comes from, by name: the data's hash, device and versions
 * @param loop named numbers of the loop itself, such as a learning rate that was lowered
 * @param eventBytes length of events.jsonl by then: what follows is about to happen again
 */
public record Checkpoint(
    long step,
    Map<String, NdArray<?>> state,
    String config,
    Map<String, String> origin,
    Map<String, Double> loop,
    long eventBytes) {
  /** Name in the origin: SHA-256 of the data. */
  public static final String DATA = "dataSha256";

  /** Name in the origin: the device. */
  public static final String DEVICE = "device";

  /** Name in the origin: processors that the JVM saw. */
  public static final String PROCESSORS = "processors";

  public Checkpoint {
    state = Map.copyOf(state);
    origin = Map.copyOf(origin);
    loop = Map.copyOf(loop);
  }

  /**
   * The same, once it is known where its events end.
   *
   * @param bytes length of events.jsonl, so that a resumed run can go on with it
   */
  public Checkpoint withEvents(long bytes) {
    return new Checkpoint(step, state, config, origin, loop, bytes);
  }
}
