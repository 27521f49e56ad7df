package io.gan4j.datasets.internal;

import io.gan4j.api.data.Batch;
import io.gan4j.api.data.SampleSpace;

/** What every data set checks before it fills a batch: a wrong call is a programmer's mistake. */
public final class Reads {
  private Reads() {}

  /**
   * Refuses a read that does not fit.
   *
   * @param size samples there are
   */
  public static void check(SampleSpace space, long size, long[] indices, Batch into) {
    if (indices.length != into.size()) {
      throw new IllegalArgumentException(
          indices.length + " indices for a batch of " + into.size() + " samples");
    }
    SampleSpace other = into.space();
    // Another range is fine: the bytes are the same, and the session scales them.
    if (!other.shape().equals(space.shape()) || other.element() != space.element()) {
      throw new IllegalArgumentException("a batch of " + other + " for samples of " + space);
    }
    for (long index : indices) {
      if (index < 0 || index >= size) {
        throw new IndexOutOfBoundsException("sample " + index + " of " + size);
      }
    }
  }
}
