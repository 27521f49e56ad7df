package io.gan4j.api.provider;

import io.gan4j.api.spec.Check;
import java.util.List;

/**
 * The processes that train a run together, and which of them this one is. Each computes its own
 * contiguous rows of every batch; gradients are averaged over all before anything moves, so that
 * all hold the same weights.
 *
 * @param index of this worker, from 0; worker 0 is the chief, who writes
 * @param addresses of all workers, {@code host:port} each, in their order; none where one process
 *     trains alone
 */
public record Workers(int index, List<String> addresses) {

  /** One process, and nobody to talk to. */
  public static final Workers ALONE = new Workers(0, List.of());

  /**
   * @throws io.gan4j.api.spec.InvalidValueException if an address is none, or the index is out of
   *     their range
   */
  public Workers {
    addresses = List.copyOf(addresses);
    int count = Math.max(1, addresses.size());
    addresses.forEach(WorkerAddress::of);
    Check.rule(index >= 0 && index < count, "index", "must be in [0, " + count + ")", index);
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
