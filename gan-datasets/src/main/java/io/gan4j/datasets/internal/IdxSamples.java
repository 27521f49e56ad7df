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
 * @param columns whether the pictures lie column by column, as EMNIST's do
 * @param mapping names of the classes, as EMNIST has them; null if they are named by number
 */
public record IdxSamples(
    Source images, @Nullable Source labels, boolean columns, @Nullable Source mapping) {
  /** Class, series, writer and more. */
  private static final int QMNIST_COLUMNS = 8;

  private static final int LARGEST_LABEL = 999_999;

  /** Samples that lie row by row, with classes named by number. */
  public IdxSamples(Source images, @Nullable Source labels) {
    this(images, labels, false, null);
  }

  /**
   * Reads everything into memory.
   *
   * @param title how the description begins, or null to have the file's name at its end instead
   */
  public Dataset open(@Nullable String title) {
    try (IdxFile file = IdxFile.open(images)) {
      long[] sizes = file.sizes();
      SampleSpace space = space(file);
      Labels classes = labels == null ? null : readLabels(labels, sizes[0]);
      ChunkedBytes slabs = file.read();
      if (columns && sizes.length == 3) {
        transpose(slabs, (int) sizes[2], (int) sizes[1]);
      }
      return new HeldDataset(space, slabs, classes, describe(title, space, sizes[0], classes));
    }
  }

  private SampleSpace space(IdxFile file) {
    long[] sizes = file.sizes();
    if (sizes.length == 1) {
      throw new DataException(
          file.name()
              + " holds one value per sample: these are labels; samples have 2, 3 or 4 axes");
    }
    if (sizes.length == 3) {
      return columns
          ? SampleSpace.images(sizes[2], sizes[1], 1)
          : SampleSpace.images(sizes[1], sizes[2], 1);
    }
    Shape shape = Shape.of(Arrays.copyOfRange(sizes, 1, sizes.length));
    return new SampleSpace(shape, Element.UINT8, Range.UNIT);
  }

  private Labels readLabels(Source classes, long count) {
    try (IdxFile file = IdxFile.openLabels(classes)) {
      long[] sizes = file.sizes();
      boolean extended = sizes.length == 2 && sizes[1] == QMNIST_COLUMNS && file.valueBytes() == 4;
      if (sizes.length != 1 && !extended) {
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
      int[] values = values(file, file.read(), count);
      return mapping == null
          ? Labels.numbered(values)
          : EmnistMapping.read(mapping).labels(values, file.name());
    }
  }

  /** One label per sample: the first value of its row. */
  private static int[] values(IdxFile file, ChunkedBytes slabs, long count) {
    int[] values = new int[(int) count];
    byte[] row = new byte[file.width()];
    for (int i = 0; i < values.length; i++) {
      slabs.copy(i, row, 0);
      for (int b = 0; b < file.valueBytes(); b++) {
        values[i] = (values[i] << 8) | (row[b] & 0xFF);
      }
      if (values[i] < 0 || values[i] > LARGEST_LABEL) {
        throw new DataException(
            file.name()
                + ": label "
                + i
                + " is "
                + values[i]
                + "; accepted: 0 to "
                + LARGEST_LABEL);
      }
    }
    return values;
  }

  /** Swaps rows and columns of each picture, in place. */
  private static void transpose(ChunkedBytes slabs, int height, int width) {
    byte[] lying = new byte[height * width];
    byte[] upright = new byte[height * width];
    for (long n = 0; n < slabs.count(); n++) {
      slabs.copy(n, lying, 0);
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          upright[y * width + x] = lying[x * height + y];
        }
      }
      slabs.set(n, upright);
    }
  }

  private String describe(
      @Nullable String title, SampleSpace space, long count, @Nullable Labels classes) {
    String text = Description.of(title, count, space, classes);
    return title == null ? text + ", from " + images.name() : text;
  }
}
