package io.gan4j.core.run;

import io.gan4j.api.random.RandomKey;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The order in which samples are visited: a pure function of (seed, epoch). Each epoch is an exact
 * permutation of all samples; the stream of epochs has no gaps, so a batch may hold the end of one
 * epoch and the start of the next, and no sample is ever left out. A generated distribution has no
 * epochs: position i is sample i.
 */
final class EpochOrder {
  private final RandomKey key;
  private final OptionalLong size;
  private final boolean shuffle;
  private long cachedEpoch = -1;
  private int @Nullable [] cached;

  EpochOrder(long seed, OptionalLong size, boolean shuffle) {
    this.key = RandomKey.of(seed).split("data order");
    this.size = size;
    this.shuffle = shuffle;
  }

  /** The epoch a position lies in; 0 where there are no epochs. */
  long epochOf(long position) {
    return size.isPresent() ? position / size.getAsLong() : 0;
  }

  /** Fills in the samples at {@code first}, {@code first + 1}, … of the stream. */
  void indices(long first, long[] into) {
    for (int i = 0; i < into.length; i++) {
      into[i] = index(first + i);
    }
  }

  private long index(long position) {
    if (size.isEmpty()) {
      return position;
    }
    int within = (int) (position % size.getAsLong());
    return shuffle ? permutation(position / size.getAsLong())[within] : within;
  }

  private int[] permutation(long epoch) {
    if (cached != null && cachedEpoch == epoch) {
      return cached;
    }
    int n = Math.toIntExact(size.getAsLong());
    int[] order = new int[n];
    RandomKey draws = key.split(epoch);
    // Fisher–Yates, inside out
    for (int i = 0; i < n; i++) {
      int j = (int) draws.below(i, i + 1L);
      order[i] = order[j];
      order[j] = i;
    }
    cached = order;
    cachedEpoch = epoch;
    return order;
  }
}
