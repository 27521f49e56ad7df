package io.gan4j.report.picture;

import io.gan4j.api.data.Range;
import io.gan4j.api.data.SampleSpace;
import java.awt.image.BufferedImage;
import java.util.List;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.buffer.DataBuffers;

/**
 * Pictures that belong together, in a row: a source, what is made of it, what it should be. Those
 * that are smaller are enlarged to the largest, pixel by pixel.
 */
public final class SampleRows {
  private SampleRows() {}

  /**
   * One place of every row.
   *
   * @param samples {@code [n, height, width, channels]}, in the space's range
   * @param space what a sample is: {@link SampleSpace#isImage()}
   */
  public record Column(FloatNdArray samples, SampleSpace space) {}

  /**
   * Draws as many rows as there are samples, in a near-square picture.
   *
   * @param columns one or more, of equally many samples
   */
  public static BufferedImage render(List<Column> columns) {
    int height = largest(columns, 0);
    int width = largest(columns, 1);
    int channels = largest(columns, 2);
    int count = Math.toIntExact(columns.get(0).samples().shape().get(0));
    SampleSpace common = SampleSpace.images(height, width, channels).withRange(Range.UNIT);
    float[] all = new float[count * columns.size() * common.valuesPerSample()];
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < columns.size(); j++) {
        int offset = (i * columns.size() + j) * common.valuesPerSample();
        copy(columns.get(j), i, common, all, offset);
      }
    }
    FloatNdArray cells =
        NdArrays.wrap(
            common.shape().prepend((long) count * columns.size()),
            DataBuffers.of(all, true, false));
    long blocks =
        Math.max(1, Math.round(Math.sqrt((double) count * height / width / columns.size())));
    return SampleGrid.render(cells, common, Math.toIntExact(blocks * columns.size()));
  }

  private static int largest(List<Column> columns, int axis) {
    return columns.stream()
        .mapToInt(column -> Math.toIntExact(column.space().shape().get(axis)))
        .max()
        .orElseThrow();
  }

  /** One picture, as the common space has it: levels in [0, 1]. */
  private static void copy(Column column, int row, SampleSpace common, float[] to, int offset) {
    SampleSpace space = column.space();
    float[] sample = new float[space.valuesPerSample()];
    column.samples().get(row).copyTo(DataBuffers.of(sample, false, false));
    byte[] pixels = space.pixels(sample);
    int height = Math.toIntExact(common.shape().get(0));
    int width = Math.toIntExact(common.shape().get(1));
    int channels = Math.toIntExact(common.shape().get(2));
    int own = Math.toIntExact(space.shape().get(2));
    for (int i = 0; i < height * width; i++) {
      int y = i / width * Math.toIntExact(space.shape().get(0)) / height;
      int x = i % width * Math.toIntExact(space.shape().get(1)) / width;
      int from = (y * Math.toIntExact(space.shape().get(1)) + x) * own;
      for (int channel = 0; channel < channels; channel++) {
        boolean alpha = channel == 3;
        int level = alpha && own < 4 ? 255 : pixels[from + Math.min(channel, own - 1)] & 0xFF;
        to[offset + i * channels + channel] = level / 255f;
      }
    }
  }
}
