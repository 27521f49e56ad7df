package io.gan4j.datasets.internal;

import io.gan4j.api.data.Batch;

/** Samples in memory, all of one width and one type of value. */
public interface HeldSamples {
  /** Samples there are. */
  long count();

  /** The type of a value, as it stands in hashes: {@code uint8}, {@code float32}. */
  String element();

  /** Bytes that a value takes in memory. */
  int bytesPerValue();

  /** Copies a sample to a place of a batch. */
  void copy(long index, Batch into, int place);

  /** Adds all samples in their order. */
  void addTo(Digest digest);
}
