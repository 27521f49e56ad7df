package io.gan4j.core.serve;

import io.gan4j.api.provider.GeneratorModel;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;

/**
 * Latents and labels of some samples, as arrays.
 *
 * @param shape of one latent
 * @param latents {@code [count, …shape]}, one after the other
 * @param labels one for each; null if the generator sees none
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record SampleBatch(Shape shape, float[] latents, int @Nullable [] labels) {

  static SampleBatch of(FloatNdArray latents, int @Nullable [] labels) {
    return new SampleBatch(latents.shape().tail(), floats(latents), labels);
  }

  SampleBatch with(int @Nullable [] classes) {
    return new SampleBatch(shape, latents, classes);
  }

  int count() {
    return latents.length / width();
  }

  private int width() {
    return Math.toIntExact(shape.size());
  }

  static SampleBatch joined(List<SampleBatch> parts) {
    if (parts.size() == 1) {
      return parts.get(0);
    }
    SampleBatch first = parts.get(0);
    int count = parts.stream().mapToInt(SampleBatch::count).sum();
    float[] latents = new float[count * first.width()];
    int[] labels = first.labels == null ? null : new int[count];
    int at = 0;
    for (SampleBatch part : parts) {
      System.arraycopy(part.latents, 0, latents, at * first.width(), part.latents.length);
      if (labels != null && part.labels != null) {
        System.arraycopy(part.labels, 0, labels, at, part.labels.length);
      }
      at += part.count();
    }
    return new SampleBatch(first.shape, latents, labels);
  }

  /** Some of them, in their order. */
  SampleBatch part(int first, int count) {
    return first == 0 && count == count()
        ? this
        : new SampleBatch(
            shape,
            Arrays.copyOfRange(latents, first * width(), (first + count) * width()),
            labels == null ? null : Arrays.copyOfRange(labels, first, first + count));
  }

  /**
   * Their samples, {@code [count, …]}, made so many at once. What is fewer is filled up to a
   * multiple of {@link ServiceOptions#STEP} with the last, so that a sample is the same to the bit
   * in every batch: products of matrices of one or three rows are calculated in another order.
   */
  FloatNdArray made(GeneratorModel model, int atOnce) {
    int count = count();
    float @Nullable [] samples = null;
    Shape sample = Shape.scalar();
    for (int first = 0; first < count; first += atOnce) {
      int some = Math.min(atOnce, count - first);
      SampleBatch filled = part(first, some).filled();
      FloatNdArray made =
          model.generate(array(shape.prepend(filled.count()), filled.latents), filled.labels);
      float[] values = floats(made);
      sample = made.shape().tail();
      int each = values.length / filled.count();
      if (samples == null) {
        samples = new float[Math.multiplyExact(count, each)];
      }
      System.arraycopy(values, 0, samples, first * each, some * each);
    }
    return array(sample.prepend(count), samples == null ? new float[0] : samples);
  }

  private SampleBatch filled() {
    int count = count();
    int full = (count + ServiceOptions.STEP - 1) / ServiceOptions.STEP * ServiceOptions.STEP;
    if (full == count) {
      return this;
    }
    float[] more = Arrays.copyOf(latents, full * width());
    int[] moreLabels = labels == null ? null : Arrays.copyOf(labels, full);
    for (int i = count; i < full; i++) {
      System.arraycopy(latents, (count - 1) * width(), more, i * width(), width());
      if (labels != null && moreLabels != null) {
        moreLabels[i] = labels[count - 1];
      }
    }
    return new SampleBatch(shape, more, moreLabels);
  }

  /** An array on values, which are not copied. */
  static FloatNdArray array(Shape shape, float[] values) {
    return NdArrays.wrap(shape, DataBuffers.of(values, false, false));
  }

  /** The values of an array in row-major order. */
  static float[] floats(FloatNdArray array) {
    float[] values = new float[Math.toIntExact(array.size())];
    array.copyTo(DataBuffers.of(values, false, false));
    return values;
  }
}
