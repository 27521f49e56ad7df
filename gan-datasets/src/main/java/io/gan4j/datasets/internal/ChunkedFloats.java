package io.gan4j.datasets.internal;

import io.gan4j.api.data.Batch;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** Samples of equal numbers of floats in memory, in slabs as {@link ChunkedBytes} has them. */
public final class ChunkedFloats implements HeldSamples {
  private static final int SLAB_VALUES = (1 << 18) - 16;

  private final int width;
  private final int samplesPerSlab;
  private final List<float[]> slabs = new ArrayList<>();
  private long count;

  /**
   * @param width values of one sample
   */
  public ChunkedFloats(int width) {
    this.width = width;
    this.samplesPerSlab = Math.max(1, SLAB_VALUES / width);
  }

  /** Adds one sample. */
  public void add(float[] sample) {
    int place = (int) (count % samplesPerSlab);
    if (place == 0) {
      slabs.add(new float[samplesPerSlab * width]);
    }
    System.arraycopy(sample, 0, slabs.get(slabs.size() - 1), place * width, width);
    count++;
  }

  @Override
  public long count() {
    return count;
  }

  public void copy(long index, float[] target, int offset) {
    float[] slab = slabs.get((int) (index / samplesPerSlab));
    System.arraycopy(slab, (int) (index % samplesPerSlab) * width, target, offset, width);
  }

  /** A value of a sample. */
  public float at(long index, int value) {
    return slabs
        .get((int) (index / samplesPerSlab))[(int) (index % samplesPerSlab) * width + value];
  }

  /** Adds the values' bits, little-endian. */
  @Override
  public void addTo(Digest digest) {
    for (int i = 0; i < slabs.size(); i++) {
      long before = (long) i * samplesPerSlab;
      int values = (int) Math.min(samplesPerSlab, count - before) * width;
      ByteBuffer bytes = ByteBuffer.allocate(values * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      bytes.asFloatBuffer().put(slabs.get(i), 0, values);
      digest.add(bytes.array(), bytes.capacity());
    }
  }

  @Override
  public String element() {
    return "float32";
  }

  @Override
  public int bytesPerValue() {
    return Float.BYTES;
  }

  @Override
  public void copy(long index, Batch into, int place) {
    copy(index, into.floats(), place * width);
  }
}
