package io.gan4j.datasets.internal.array;

import io.gan4j.api.DataException;
import io.gan4j.datasets.internal.ChunkedBytes;
import io.jhdf.api.dataset.ChunkedDataset;
import java.util.Arrays;

/** Bytes that a file stores in chunks: boxes of equal size, those at the ends filled up. */
final class Hdf5Chunks {
  private final ChunkedDataset dataset;
  private final int[] sizes;
  private final int[] chunk;
  private final int width;
  private final byte[] slab;

  private Hdf5Chunks(ChunkedDataset dataset, int width) {
    this.dataset = dataset;
    this.sizes = dataset.getDimensions();
    this.chunk = dataset.getChunkDimensions();
    this.width = width;
    long bytes = (long) chunk[0] * width;
    if (chunk.length != sizes.length
        || bytes > 1 << 30
        || Arrays.stream(chunk).anyMatch(c -> c < 1)) {
      throw new DataException(
          dataset.getPath()
              + " lies in chunks of "
              + Arrays.toString(chunk)
              + ", which is too much");
    }
    this.slab = new byte[(int) bytes];
  }

  /**
   * Reads all samples.
   *
   * @param width bytes of a sample
   */
  static void read(ChunkedDataset dataset, ChunkedBytes into, int width) {
    new Hdf5Chunks(dataset, width).read(into);
  }

  private void read(ChunkedBytes into) {
    for (int first = 0; first < sizes[0]; first += chunk[0]) {
      int[] corner = new int[sizes.length];
      corner[0] = first;
      chunks(corner, 1);
      for (int n = 0; n < Math.min(chunk[0], sizes[0] - first); n++) {
        into.add(slab, n * width);
      }
    }
  }

  /** All chunks from a corner on along an axis and those behind it. */
  private void chunks(int[] corner, int axis) {
    if (axis == sizes.length) {
      byte[] bytes = dataset.getDecompressedChunk(corner);
      copy(bytes, corner, 0, 0, 0);
      return;
    }
    for (int place = 0; place < sizes[axis]; place += chunk[axis]) {
      corner[axis] = place;
      chunks(corner, axis + 1);
    }
    corner[axis] = 0;
  }

  /** What of a chunk lies within the array, into its place in the samples that are read. */
  private void copy(byte[] bytes, int[] corner, int axis, int from, int to) {
    int count = Math.min(chunk[axis], sizes[axis] - corner[axis]);
    int start = axis == 0 ? 0 : corner[axis];
    if (axis == sizes.length - 1) {
      System.arraycopy(bytes, from, slab, to + start, count);
      return;
    }
    int inChunk = product(chunk, axis + 1);
    int inSlab = product(sizes, axis + 1);
    for (int i = 0; i < count; i++) {
      copy(bytes, corner, axis + 1, from + i * inChunk, to + (start + i) * inSlab);
    }
  }

  private static int product(int[] sizes, int first) {
    int product = 1;
    for (int i = first; i < sizes.length; i++) {
      product = Math.multiplyExact(product, sizes[i]);
    }
    return product;
  }
}
