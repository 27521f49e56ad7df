package io.gan4j.datasets.internal.array;

import io.gan4j.api.DataException;
import io.gan4j.api.data.Dataset;
import io.gan4j.api.data.Range;
import io.gan4j.api.data.SampleSpace;
import io.gan4j.api.data.SampleSpace.Element;
import io.gan4j.datasets.array.ArrayLayout;
import io.gan4j.datasets.internal.ChunkedBytes;
import io.gan4j.datasets.internal.ChunkedFloats;
import io.gan4j.datasets.internal.Description;
import io.gan4j.datasets.internal.Heap;
import io.gan4j.datasets.internal.HeldDataset;
import io.gan4j.datasets.internal.Labels;
import java.util.Locale;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.tensorflow.ndarray.Shape;

/**
 * Makes samples of an array: bytes stay bytes, all other numbers become floats. Pictures of whole
 * numbers from 0 to 255 are taken for bytes whatever their type, unless a range says otherwise:
 * MATLAB's numbers are doubles and many arrays of NumPy are 64 bits wide.
 *
 * @param array the samples
 * @param labels one per sample, or null
 * @param chosen which samples, in this order; null for all
 * @param layout how the array holds them
 * @param range the range of numbers that are not bytes; null if they have none
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record ArraySamples(
    StoredArray array,
    @Nullable StoredArray labels,
    long @Nullable [] chosen,
    ArrayLayout layout,
    @Nullable Range range) {

  /** All samples of an array. */
  public static ArraySamples all(
      StoredArray array, @Nullable StoredArray labels, ArrayLayout layout, @Nullable Range range) {
    return new ArraySamples(array, labels, null, layout, range);
  }

  /**
   * The data set.
   *
   * @param source what its description ends with
   */
  public Dataset open(String source) {
    Placement placement = Placement.of(array, layout);
    long[] taken = taken(placement);
    return open(labels == null ? null : ArrayLabels.read(labels, placement.count(), taken), source);
  }

  /**
   * The data set with labels from elsewhere.
   *
   * @param classes one label per sample taken, or null
   * @param source what its description ends with
   */
  public Dataset open(@Nullable Labels classes, String source) {
    Placement placement = Placement.of(array, layout);
    long[] taken = taken(placement);
    if (array.bytes() || (range == null && wholeBytes(placement))) {
      return bytes(placement, taken, classes, source);
    }
    SampleSpace space =
        new SampleSpace(
            Shape.of(placement.shape()), Element.FLOAT32, range == null ? Range.UNBOUNDED : range);
    ChunkedFloats samples = floats(placement, taken);
    return new HeldDataset(
        space, samples, classes, describe(space, samples.count(), classes, source));
  }

  private long[] taken(Placement placement) {
    return chosen == null ? LongStream.range(0, placement.count()).toArray() : chosen;
  }

  /** Whether all values are whole, from 0 to 255, and not just marks of 0 and 1. */
  private boolean wholeBytes(Placement placement) {
    if (placement.shape().length != 3) {
      return false;
    }
    long values = placement.count() * placement.offsets().length;
    double largest = 0;
    for (long i = 0; i < values; i++) {
      double value = array.value(i);
      if (!(value >= 0 && value <= 255 && value == Math.rint(value))) {
        return false;
      }
      largest = Math.max(largest, value);
    }
    return largest > 1;
  }

  private Dataset bytes(
      Placement placement, long[] taken, @Nullable Labels classes, String source) {
    SampleSpace space = new SampleSpace(Shape.of(placement.shape()), Element.UINT8, Range.UNIT);
    ChunkedBytes samples =
        array.rows().filter(rows -> chosen == null && placement.asStored()).orElse(null);
    if (samples == null) {
      samples = gathered(placement, taken);
    }
    return new HeldDataset(
        space, samples, classes, describe(space, samples.count(), classes, source));
  }

  private static String describe(
      SampleSpace space, long count, @Nullable Labels classes, String source) {
    return Description.of(null, count, space, classes) + ", from " + source;
  }

  private ChunkedBytes gathered(Placement placement, long[] taken) {
    long[] offsets = placement.offsets();
    Heap.check((long) taken.length * offsets.length, array.name(), words(taken, offsets));
    ChunkedBytes samples = new ChunkedBytes(offsets.length);
    byte[] sample = new byte[offsets.length];
    for (long n : taken) {
      long first = n * placement.stride();
      for (int j = 0; j < sample.length; j++) {
        sample[j] = (byte) (int) array.value(first + offsets[j]);
      }
      samples.add(sample, 0);
    }
    return samples;
  }

  private ChunkedFloats floats(Placement placement, long[] taken) {
    long[] offsets = placement.offsets();
    Heap.check(
        (long) taken.length * offsets.length * Float.BYTES, array.name(), words(taken, offsets));
    ChunkedFloats samples = new ChunkedFloats(offsets.length);
    float[] sample = new float[offsets.length];
    for (long n : taken) {
      long first = n * placement.stride();
      for (int j = 0; j < sample.length; j++) {
        double value = array.value(first + offsets[j]);
        sample[j] = (float) value;
        if (!Float.isFinite(sample[j])) {
          throw wrong(n, value, "; accepted: finite numbers that a float can hold");
        }
        if (range != null && !(value >= range.low() && value <= range.high())) {
          throw wrong(n, value, ", which is outside its range " + range);
        }
      }
      samples.add(sample);
    }
    return samples;
  }

  private DataException wrong(long sample, double value, String why) {
    return new DataException(
        String.format(Locale.ROOT, "%s: sample %,d holds %s%s", array.name(), sample, value, why));
  }

  private static String words(long[] taken, long[] offsets) {
    return taken.length + " samples of " + offsets.length + " values";
  }
}
