package io.gan4j.datasets.internal.array;

import io.gan4j.datasets.internal.ChunkedBytes;
import java.util.Optional;

/** Bytes in row-major order, kept as the data set will keep them. */
final class NpyRows implements StoredArray {
  private final String name;
  private final long[] sizes;
  private final ChunkedBytes rows;
  private final long width;

  NpyRows(String name, long[] sizes, ChunkedBytes rows) {
    this.name = name;
    this.sizes = sizes;
    this.rows = rows;
    this.width = StoredArray.values(sizes) / sizes[0];
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public long[] sizes() {
    return sizes.clone();
  }

  @Override
  public boolean bytes() {
    return true;
  }

  @Override
  public boolean columnMajor() {
    return false;
  }

  @Override
  public double value(long place) {
    return rows.at(place / width, (int) (place % width)) & 0xFF;
  }

  @Override
  public Optional<ChunkedBytes> rows() {
    return Optional.of(rows);
  }
}
