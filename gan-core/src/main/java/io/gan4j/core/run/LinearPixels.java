package io.gan4j.core.run;

import io.gan4j.api.DataException;
import io.gan4j.api.data.PixelDecoder;
import io.gan4j.api.data.SampleSpace;
import io.gan4j.api.internal.FileTrees;
import io.gan4j.core.checkpoint.SafeTensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;

/**
 * Pixels as a linear map of a sample's values: the way back from whitening and the like, in a file
 * beside an exported generator.
 */
final class LinearPixels implements PixelDecoder {
  /** The file beside the generator, where a SavedModel has room for what is not TensorFlow's. */
  static final String FILE = "assets.extra/pixels.safetensors";

  private static final String OFFSET = "offset";
  private static final String SCALE = "scale";
  private static final String MATRIX = "matrix";
  private static final double TOLERANCE = 1e-2;

  /** 256 MiB of matrix: more is no file to put beside a generator. */
  private static final int MOST_VALUES = 8192;

  private final float[] offset;

  /** What each value is multiplied by; or, a row for each value, what it adds to every pixel. */
  private final float[] factors;

  private LinearPixels(float[] offset, float[] factors) {
    this.offset = offset;
    this.factors = factors;
  }

  /** What a space's depiction comes to; empty if it has none, or one of another form. */
  static Optional<LinearPixels> of(SampleSpace space) {
    PixelDecoder depiction = space.depiction();
    if (depiction == null || !space.isImage()) {
      return Optional.empty();
    }
    int values = space.valuesPerSample();
    float[] offset = new float[values];
    depiction.toPixels(offset);
    float[] scale = new float[values];
    Arrays.fill(scale, 1);
    depiction.toPixels(scale);
    subtract(offset, scale);
    LinearPixels diagonal = new LinearPixels(offset, scale);
    if (diagonal.agreesWith(depiction)) {
      return Optional.of(diagonal);
    }
    if (values > MOST_VALUES) {
      return Optional.empty();
    }
    float[] matrix = new float[values * values];
    for (int i = 0; i < values; i++) {
      float[] row = new float[values];
      row[i] = 1;
      depiction.toPixels(row);
      subtract(offset, row);
      System.arraycopy(row, 0, matrix, i * values, values);
    }
    LinearPixels full = new LinearPixels(offset, matrix);
    return full.agreesWith(depiction) ? Optional.of(full) : Optional.empty();
  }

  private static void subtract(float[] what, float[] from) {
    for (int i = 0; i < from.length; i++) {
      from[i] -= what[i];
    }
  }

  private boolean agreesWith(PixelDecoder depiction) {
    float[] expected = new float[offset.length];
    for (int i = 0; i < expected.length; i++) {
      expected[i] = i % 7 - 3;
    }
    float[] found = expected.clone();
    depiction.toPixels(expected);
    toPixels(found);
    for (int i = 0; i < found.length; i++) {
      if (Math.abs(found[i] - expected[i]) > TOLERANCE * Math.max(1, Math.abs(expected[i]))) {
        return false;
      }
    }
    return true;
  }

  /** Writes it into the folder of a generator. */
  void write(Path folder) {
    boolean diagonal = factors.length == offset.length;
    Shape shape = diagonal ? Shape.of(offset.length) : Shape.of(offset.length, offset.length);
    Path file = folder.resolve(FILE);
    try {
      FileTrees.parentOf(file);
      SafeTensors.write(
          file,
          Map.of(
              OFFSET,
              NdArrays.wrap(Shape.of(offset.length), DataBuffers.of(offset, true, false)),
              diagonal ? SCALE : MATRIX,
              NdArrays.wrap(shape, DataBuffers.of(factors, true, false))));
    } catch (IOException e) {
      throw new DataException(file + " cannot be written: " + e.getMessage(), e);
    }
  }

  /**
   * Reads it from the folder of a generator; null if it has none.
   *
   * @param values values of one sample
   * @throws DataException if it is damaged, or of other samples
   */
  static @Nullable LinearPixels read(Path folder, int values) {
    Path file = folder.resolve(FILE);
    if (!Files.isRegularFile(file)) {
      return null;
    }
    try {
      Map<String, NdArray<?>> arrays = SafeTensors.read(file);
      NdArray<?> offset = arrays.get(OFFSET);
      NdArray<?> factors = arrays.getOrDefault(SCALE, arrays.get(MATRIX));
      if (offset instanceof FloatNdArray first
          && factors instanceof FloatNdArray second
          && offset.size() == values
          && (factors.size() == values || factors.size() == (long) values * values)) {
        return new LinearPixels(floats(first), floats(second));
      }
      throw new DataException(file + " is not of samples of " + values + " values");
    } catch (IOException e) {
      throw new DataException(file + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static float[] floats(FloatNdArray array) {
    float[] values = new float[Math.toIntExact(array.size())];
    array.copyTo(DataBuffers.of(values, false, false));
    return values;
  }

  @Override
  public void toPixels(float[] sample) {
    if (factors.length == offset.length) {
      for (int i = 0; i < sample.length; i++) {
        sample[i] = sample[i] * factors[i] + offset[i];
      }
      return;
    }
    float[] pixels = offset.clone();
    for (int i = 0; i < sample.length; i++) {
      float value = sample[i];
      int row = i * sample.length;
      for (int j = 0; j < pixels.length; j++) {
        pixels[j] += value * factors[row + j];
      }
    }
    System.arraycopy(pixels, 0, sample, 0, pixels.length);
  }
}
