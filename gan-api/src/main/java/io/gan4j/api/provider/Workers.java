package io.gan4j.api.provider;

import io.gan4j.api.spec.Check;
import java.time.Duration;
import java.util.List;

/**
 * The processes that train a run together, and which of them this one is. Each computes its own
 * contiguous rows of every batch; gradients are averaged over all before anything moves, so that
 * all hold the same weights.
 *
 * @param index of this worker, from 0; worker 0 is the chief, who writes
 * @param addresses of all workers, {@code host:port} each, in their order; none where one process
 *     trains alone
 * @param patience how long the other workers are waited for, before the first step and within a
 *     step; a second at least
 */
public record Workers(int index, List<String> addresses, Duration patience) {
  /** How long the other workers are waited for where nobody says it. */
  public static final Duration USUAL_PATIENCE = Duration.ofMinutes(5);

  /** One process, and nobody to talk to. */
  public static final Workers ALONE = new Workers(0, List.of());

  /**
   * @throws io.gan4j.api.spec.InvalidValueException if an address is none, or the index or the
   *     patience is out of its range
   */
  public Workers {
    addresses = List.copyOf(addresses);
    int count = Math.max(1, addresses.size());
    addresses.forEach(WorkerAddress::of);
    Check.rule(index >= 0 && index < count, "index", "must be in [0, " + count + ")", index);
    Check.rule(patience.toSeconds() >= 1, "patience", "must be >= 1 second", patience);
  }

  /** Workers with the usual patience. */
  public Workers(int index, List<String> addresses) {
    this(index, addresses, USUAL_PATIENCE);
  }

  /** The same with another patience. */
  public Workers waiting(Duration most) {
    return new Workers(index, addresses, most);
  }

  /** How many there are, at least 1. */
  public int count() {
    return Math.max(1, addresses.size());
  }

  /** Whether this is the only one. */
  public boolean isAlone() {
    return count() == 1;
  }

  /** Whether this is the one who writes. */
  public boolean isChief() {
    return index == 0;
  }
}
