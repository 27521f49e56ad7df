package io.gan4j.components.normalization;

import io.gan4j.api.data.Normalization;
import io.gan4j.api.internal.Sha256;
import java.nio.ByteBuffer;
import org.ejml.data.DMatrixRMaj;

/** A symmetric matrix times what is left of a sample without its mean, and the way back. */
final class Whitening implements Normalization.Fitted {
  private final int width;
  private final float[] mean;
  private final float[] matrix;
  private final float[] inverse;
  private final String hash;

  /**
   * @param learnt {@link #packed}
   */
  Whitening(int width, double[] learnt) {
    this.width = width;
    int half = Math.toIntExact((long) width * (width + 1) / 2);
    if (learnt.length != width + 2 * half) {
      throw new IllegalArgumentException(learnt.length + " numbers for " + width + " values");
    }
    this.mean = new float[width];
    for (int i = 0; i < width; i++) {
      mean[i] = (float) learnt[i];
    }
    this.matrix = unpacked(learnt, width);
    this.inverse = unpacked(learnt, width + half);
    this.hash = hash(learnt);
  }

  /** The mean, and both matrices from their diagonals on, row by row. */
  static double[] packed(double[] mean, DMatrixRMaj matrix, DMatrixRMaj inverse) {
    int width = mean.length;
    double[] packed = new double[width + width * (width + 1)];
    System.arraycopy(mean, 0, packed, 0, width);
    int at = width;
    for (DMatrixRMaj each : new DMatrixRMaj[] {matrix, inverse}) {
      for (int i = 0; i < width; i++) {
        System.arraycopy(each.data, i * width + i, packed, at, width - i);
        at += width - i;
      }
    }
    return packed;
  }

  private float[] unpacked(double[] packed, int from) {
    float[] whole = new float[width * width];
    int at = from;
    for (int i = 0; i < width; i++) {
      for (int j = i; j < width; j++) {
        whole[i * width + j] = (float) packed[at];
        whole[j * width + i] = (float) packed[at];
        at++;
      }
    }
    return whole;
  }

  private static String hash(double[] numbers) {
    ByteBuffer bytes = ByteBuffer.allocate(numbers.length * Double.BYTES);
    bytes.asDoubleBuffer().put(numbers);
    return Sha256.of(bytes.array());
  }

  @Override
  public void apply(float[] sample) {
    for (int i = 0; i < width; i++) {
      sample[i] -= mean[i];
    }
    multiply(matrix, sample);
  }

  @Override
  public void invert(float[] sample) {
    multiply(inverse, sample);
    for (int i = 0; i < width; i++) {
      sample[i] += mean[i];
    }
  }

  @Override
  public boolean isCostly() {
    return true;
  }

  /** By rows, which are the columns: loops over values that lie side by side. */
  private void multiply(float[] by, float[] sample) {
    float[] product = new float[width];
    for (int i = 0; i < width; i++) {
      float value = sample[i];
      if (value != 0) {
        int row = i * width;
        for (int j = 0; j < width; j++) {
          product[j] += value * by[row + j];
        }
      }
    }
    System.arraycopy(product, 0, sample, 0, width);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Whitening same && same.hash.equals(hash);
  }

  @Override
  public int hashCode() {
    return hash.hashCode();
  }

  @Override
  public String toString() {
    return "whitening " + hash;
  }
}
