package io.gan4j.datasets.internal;

import io.gan4j.api.data.Batch;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Samples of equal width in memory, in slabs of about a megabyte: filled as the bytes arrive, so
 * that no more is allocated than a file really holds, and not bound by the length of one array.
 */
public final class ChunkedBytes implements HeldSamples {
  /** Just under 1 MiB: larger arrays waste parts of whole heap regions under G1. */
  private static final int SLAB_BYTES = (1 << 20) - 64;

  private final int width;
  private final int samplesPerSlab;
  private final List<byte[]> slabs = new ArrayList<>();
  private long count;

  /**
   * @param width bytes of one sample
   */
  public ChunkedBytes(int width) {
    this.width = width;
    this.samplesPerSlab = Math.max(1, SLAB_BYTES / width);
  }

  /** Reads samples until so many more are there or the stream ends; {@link #count} tells. */
  public void fill(InputStream in, long wanted) throws IOException {
    long end = count + wanted;
    while (count < end) {
      int place = (int) (count % samplesPerSlab);
      int here = (int) Math.min(samplesPerSlab - place, end - count);
      byte[] slab = place == 0 ? new byte[here * width] : grown(place + here);
      int got = in.readNBytes(slab, place * width, here * width) / width;
      if (got == 0) {
        return;
      }
      if (place == 0) {
        slabs.add(slab);
      }
      count += got;
      if (got < here) {
        return;
      }
    }
  }

  /** Adds one sample. */
  public void add(byte[] sample, int offset) {
    int place = (int) (count % samplesPerSlab);
    if (place == 0) {
      slabs.add(new byte[samplesPerSlab * width]);
    }
    System.arraycopy(sample, offset, grown(samplesPerSlab), place * width, width);
    count++;
  }

  /** The last slab, with room for so many samples. */
  private byte[] grown(int samples) {
    int last = slabs.size() - 1;
    if (slabs.get(last).length < samples * width) {
      slabs.set(last, Arrays.copyOf(slabs.get(last), samples * width));
    }
    return slabs.get(last);
  }

  /** Replaces a sample. */
  public void set(long index, byte[] sample) {
    byte[] slab = slabs.get((int) (index / samplesPerSlab));
    System.arraycopy(sample, 0, slab, (int) (index % samplesPerSlab) * width, width);
  }

  @Override
  public long count() {
    return count;
  }

  public void copy(long index, byte[] target, int offset) {
    byte[] slab = slabs.get((int) (index / samplesPerSlab));
    System.arraycopy(slab, (int) (index % samplesPerSlab) * width, target, offset, width);
  }

  /** A byte of a sample. */
  public byte at(long index, int offset) {
    return slabs
        .get((int) (index / samplesPerSlab))[(int) (index % samplesPerSlab) * width + offset];
  }

  @Override
  public void addTo(Digest digest) {
    for (int i = 0; i < slabs.size(); i++) {
      long before = (long) i * samplesPerSlab;
      digest.add(slabs.get(i), (int) Math.min(samplesPerSlab, count - before) * width);
    }
  }

  @Override
  public String element() {
    return "uint8";
  }

  @Override
  public int bytesPerValue() {
    return 1;
  }

  @Override
  public void copy(long index, Batch into, int place) {
    copy(index, into.bytes(), place * width);
  }
}
