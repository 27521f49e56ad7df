package io.gan4j.datasets.internal;

import io.gan4j.api.DataException;
import io.gan4j.api.data.Dataset;
import io.gan4j.api.data.Range;
import io.gan4j.api.data.SampleSpace;
import io.gan4j.api.data.SampleSpace.Element;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.tensorflow.ndarray.Shape;

/**
 * Opens samples, and labels where there are any, from IDX files.
 *
 * @param images the samples: {@code [n, height, width]}, {@code [n, height, width, channels]} or
 *     {@code [n, values]}
 * @param labels {@code [n]}, or null
 * @param slice which samples
 */
public record IdxSamples(Source images, @Nullable Source labels, Slice slice) {

  /**
   * Reads everything into memory.
   *
   * @param title how the description begins, or null to have the file's name at its end instead
   */
  public Dataset open(@Nullable String title) {
    try (IdxFile file = IdxFile.open(images)) {
      long[] sizes = file.sizes();
      SampleSpace space = space(file);
      long from = slice.from();
      long end = slice.end(sizes[0]);
      if (from >= sizes[0] || end > sizes[0]) {
        throw new DataException(
            String.format(
                Locale.ROOT,
                "%s has %d samples, which split '%s' goes beyond; accepted: first:end with first <"
                    + " end <= %d",
                file.name(),
                sizes[0],
                slice,
                sizes[0]));
      }
      Labels allLabels = labels == null ? null : readLabels(labels, images, sizes[0]);
      Slabs slabs = file.read(from, end);
      Labels taken = allLabels == null ? null : allLabels.part(from, end);
      return new ByteDataset(space, slabs, taken, describe(title, space, sizes[0], taken));
    }
  }

  private static SampleSpace space(IdxFile file) {
    long[] sizes = file.sizes();
    if (sizes.length == 1) {
      throw new DataException(
          file.name()
              + " holds one value per sample: these are labels; samples have 2, 3 or 4 axes");
    }
    if (sizes.length == 3) {
      return SampleSpace.images(sizes[1], sizes[2], 1);
    }
    Shape shape = Shape.of(Arrays.copyOfRange(sizes, 1, sizes.length));
    return new SampleSpace(shape, Element.UINT8, Range.UNIT);
  }

  /** Classes over all labels of the file, so that a range of the samples has the same. */
  private static Labels readLabels(Source labels, Source images, long count) {
    try (IdxFile file = IdxFile.open(labels)) {
      long[] sizes = file.sizes();
      if (sizes.length != 1) {
        throw new DataException(
            file.name() + " holds " + file.header() + " values; labels have one axis");
      }
      if (sizes[0] != count) {
        throw new DataException(
            String.format(
                Locale.ROOT,
                "%s has %,d labels for the %,d samples of %s",
                file.name(),
                sizes[0],
                count,
                images.name()));
      }
      Slabs slabs = file.read(0, count);
      int[] values = new int[(int) count];
      byte[] value = new byte[1];
      for (int i = 0; i < values.length; i++) {
        slabs.copy(i, value, 0);
        values[i] = value[0] & 0xFF;
      }
      return Labels.numbered(values);
    }
  }

  private String describe(
      @Nullable String title, SampleSpace space, long all, @Nullable Labels taken) {
    long count = slice.end(all) - slice.from();
    String text = Description.of(title, count, space, taken);
    if (title == null) {
      text += ", from " + images.name();
    }
    return count < all ? text + String.format(Locale.ROOT, " (%s of %,d)", slice, all) : text;
  }
}
