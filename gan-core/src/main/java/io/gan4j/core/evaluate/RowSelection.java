package io.gan4j.core.evaluate;

import io.gan4j.api.data.Batch;
import io.gan4j.api.data.Dataset;
import io.gan4j.api.data.SampleSpace;
import io.gan4j.api.metric.Rows;
import io.gan4j.api.random.RandomKey;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Real samples of a data set as rows, read when asked for. Of a larger data set a fixed random
 * choice is taken, of a generated distribution samples that no training gets to.
 */
public final class RowSelection implements Rows {
  private final Dataset dataset;
  private final SampleSpace space;
  private final int count;

  /** Rows that were chosen of a finite data set; null for those that follow the first. */
  private final long @Nullable [] chosen;

  private final long first;
  private final String description;

  /**
   * @param space the data set's, in the range that the networks see
   * @param most samples at most
   * @param part 0, or another number for further samples of a generated distribution
   */
  public RowSelection(Dataset dataset, SampleSpace space, int most, int part) {
    this.dataset = dataset;
    this.space = space;
    if (dataset.size().isEmpty()) {
      first = (1L + part) << 40;
      count = most;
      chosen = null;
      description = dataset.description() + ", " + most + " fresh samples";
    } else {
      int size = Math.toIntExact(dataset.size().getAsLong());
      chosen = choice(size, Math.min(most, size));
      count = chosen.length;
      first = chosen[0];
      description = dataset.description() + (count < size ? ", " + count + " of them" : "");
    }
  }

  /** The first draws of a Fisher–Yates shuffle, in rising order; everything in its own order. */
  private static long[] choice(int size, int count) {
    long[] all = LongStream.range(0, size).toArray();
    if (count == size) {
      return all;
    }
    RandomKey key = RandomKey.of(0).split("selection");
    for (int i = 0; i < count; i++) {
      int other = i + (int) key.below(i, (long) size - i);
      long swapped = all[i];
      all[i] = all[other];
      all[other] = swapped;
    }
    long[] chosen = Arrays.copyOf(all, count);
    Arrays.sort(chosen);
    return chosen;
  }

  /** The samples in words, with their range. */
  String description() {
    return description + ", seen in " + space.range();
  }

  /** All that determines the rows. */
  String identity() {
    return dataset.contentHash() + " " + count + " from " + first + " as " + space.range();
  }

  SampleSpace space() {
    return space;
  }

  Dataset dataset() {
    return dataset;
  }

  @Override
  public int count() {
    return count;
  }

  @Override
  public int width() {
    return space.valuesPerSample();
  }

  @Override
  public void read(int first, int count, double[] into) {
    float[] decoded = batch(first, count).decoded();
    for (int i = 0; i < decoded.length; i++) {
      into[i] = decoded[i];
    }
  }

  /** The stored samples of some rows, in their order. */
  public Batch samples(int... rows) {
    Batch batch = new Batch(space, rows.length);
    dataset.read(Arrays.stream(rows).mapToLong(this::index).toArray(), batch);
    return batch;
  }

  /** All labels. */
  int[] labels() {
    int[] labels = new int[count];
    int block = 1000;
    for (int begin = 0; begin < count; begin += block) {
      int rows = Math.min(block, count - begin);
      System.arraycopy(batch(begin, rows).labels(), 0, labels, begin, rows);
    }
    return labels;
  }

  private Batch batch(int begin, int rows) {
    Objects.checkFromIndexSize(begin, rows, count);
    Batch batch = new Batch(space, rows);
    dataset.read(IntStream.range(begin, begin + rows).mapToLong(this::index).toArray(), batch);
    return batch;
  }

  private long index(int row) {
    return chosen == null ? first + row : chosen[row];
  }
}
