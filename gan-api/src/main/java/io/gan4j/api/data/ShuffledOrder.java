package io.gan4j.api.data;

import io.gan4j.api.random.RandomKey;
import io.gan4j.api.spec.Doc;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/** Each epoch an exact permutation of all samples, a new one each time. */
@Doc("Every sample once in an epoch, in a new order each time")
public record ShuffledOrder() implements SampleOrder {

  @Override
  public Places of(Samples samples) {
    return new Epochs(samples.random().split("data order"), samples.size());
  }

  /** The permutations of the epochs that are read. */
  private static final class Epochs implements Places {
    /** Readers may be at both sides of an epoch's end. */
    private static final int EPOCHS_KEPT = 2;

    private final RandomKey key;
    private final long size;
    private final Map<Long, int[]> permutations = new LinkedHashMap<>();

    Epochs(RandomKey key, long size) {
      this.key = key;
      this.size = size;
    }

    @Override
    public long sample(long place) {
      return permutation(place / size)[(int) (place % size)];
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
      int n = Math.toIntExact(size);
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
}
