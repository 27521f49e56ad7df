package io.gan4j.api.data;

import io.gan4j.api.data.SampleSpace.Element;
import io.gan4j.api.spec.Check;
import org.jspecify.annotations.Nullable;

/**
 * A reusable buffer for a fixed number of samples, as the data set stores them. The owner fills and
 * reads it; nobody keeps a reference to its arrays beyond the call they were handed to.
 */
public final class Batch {
  private final SampleSpace space;
  private final int size;
  private final byte @Nullable [] bytes;
  private final float @Nullable [] floats;
  private final int[] labels;

  /**
   * @param space what a sample is
   * @param size number of samples, above 0
   */
  public Batch(SampleSpace space, int size) {
    this.space = space;
    this.size = Check.positive("size", size);
    int values = Math.multiplyExact(space.valuesPerSample(), size);
    this.bytes = space.element() == Element.UINT8 ? new byte[values] : null;
    this.floats = space.element() == Element.FLOAT32 ? new float[values] : null;
    this.labels = new int[size];
  }

  public SampleSpace space() {
    return space;
  }

  public int size() {
    return size;
  }

  /**
   * The stored bytes, sample after sample, each in row-major order. Only for {@link Element#UINT8}.
   */
  public byte[] bytes() {
    if (bytes == null) {
      throw new IllegalStateException("this batch holds floats, not bytes");
    }
    return bytes;
  }

  /**
   * The stored floats, sample after sample, each in row-major order. Only for {@link
   * Element#FLOAT32}.
   */
  public float[] floats() {
    if (floats == null) {
      throw new IllegalStateException("this batch holds bytes, not floats");
    }
    return floats;
  }

  /** One label per sample; all 0 where the data set has none. */
  public int[] labels() {
    return labels;
  }

  /** All samples as the networks see them: a new array of size × valuesPerSample floats. */
  public float[] decoded() {
    if (floats != null) {
      return floats.clone();
    }
    float[] decoded = new float[bytes().length];
    for (int i = 0; i < decoded.length; i++) {
      decoded[i] = space.decode(bytes()[i]);
    }
    return decoded;
  }
}
