package io.gan4j.datasets.internal;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Samples of equal width in memory, in slabs of about a megabyte: filled as the bytes arrive, so
 * that no more is allocated than a file really holds, and not bound by the length of one array.
 */
final class Slabs {
  /** Just under 1 MiB: larger arrays waste parts of whole heap regions under G1. */
  private static final int SLAB_BYTES = (1 << 20) - 64;

  private final int width;
  private final int samplesPerSlab;
  private final List<byte[]> slabs = new ArrayList<>();
  private long count;

  /**
   * @param width bytes of one sample
   */
  Slabs(int width) {
    this.width = width;
    this.samplesPerSlab = Math.max(1, SLAB_BYTES / width);
  }

  /**
   * Reads samples until as many as wanted are there or the stream ends; {@link #count} tells. Once
   * only.
   */
  void fill(InputStream in, long wanted) throws IOException {
    while (count < wanted) {
      int here = (int) Math.min(samplesPerSlab, wanted - count);
      byte[] slab = new byte[here * width];
      if (in.readNBytes(slab, 0, slab.length) < slab.length) {
        return;
      }
      slabs.add(slab);
      count += here;
    }
  }

  long count() {
    return count;
  }

  void copy(long index, byte[] target, int offset) {
    byte[] slab = slabs.get((int) (index / samplesPerSlab));
    System.arraycopy(slab, (int) (index % samplesPerSlab) * width, target, offset, width);
  }

  void addTo(Digest digest) {
    for (byte[] slab : slabs) {
      digest.add(slab, slab.length);
    }
  }
}
