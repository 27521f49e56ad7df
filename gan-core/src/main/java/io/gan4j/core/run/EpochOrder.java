package io.gan4j.core.run;

import io.gan4j.api.random.RandomKey;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * The order in which samples are visited: a pure function of (seed, epoch). Each epoch is an exact
 * permutation of all samples, and the stream of epochs has no gaps. A generated distribution has no
 * epochs: position i is sample i. Safe for use by several threads.
 */
final class EpochOrder {
  /** Readers may be at both sides of an epoch's end. */
  private static final int EPOCHS_KEPT = 2;

  private final RandomKey key;
  private final OptionalLong size;
  private final boolean shuffle;
  private final Map<Long, int[]> permutations = new LinkedHashMap<>();

  EpochOrder(long seed, OptionalLong size, boolean shuffle) {
    this.key = RandomKey.of(seed).split("data order");
    this.size = size;
    this.shuffle = shuffle;
  }

  /** The epoch a position lies in; 0 where there are no epochs. */
  long epochOf(long position) {
    return size.isPresent() ? position / size.getAsLong() : 0;
  }

  /** The sample at a position of the stream. */
  long index(long position) {
    if (size.isEmpty()) {
      return position;
    }
    int within = (int) (position % size.getAsLong());
    return shuffle ? permutation(position / size.getAsLong())[within] : within;
  }

  private synchronized int[] permutation(long epoch) {
    int[] order = permutations.get(epoch);
    if (order == null) {
      if (permutations.size() == EPOCHS_KEPT) {
        Iterator<Long> oldest = permutations.keySet().iterator();
        oldest.next();
        oldest.remove();
      }
      order = shuffled(epoch);
      permutations.put(epoch, order);
    }
    return order;
  }

  private int[] shuffled(long epoch) {
    int n = Math.toIntExact(size.getAsLong());
    int[] order = new int[n];
    RandomKey draws = key.split(epoch);
    // Fisher–Yates, inside out
    for (int i = 0; i < n; i++) {
      int j = (int) draws.below(i, i + 1L);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }
}
