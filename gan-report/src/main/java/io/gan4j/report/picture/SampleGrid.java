package io.gan4j.report.picture;

import io.gan4j.api.data.SampleSpace;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;

/**
 * Pictures side by side in a near-square grid, row by row, each enlarged by a whole number where it
 * is small, so that a pixel stays a sharp square. Grey, RGB, and RGBA over a checkerboard.
 */
public final class SampleGrid {
  /** Samples are enlarged until one is about this large, in pixels. */
  private static final int CELL = 84;

  private static final int MOST_SCALE = 16;
  private static final int GAP = 2;
  private static final int WHITE = 0xFFFFFF;

  /** A side of the grid ends here: 64 million pixels at most. */
  private static final int MOST_SIDE = 8192;

  private static final int CHECKER_SIDE = 8;
  private static final int CHECKER_LIGHT = 0xFF;
  private static final int CHECKER_DARK = 0xCC;

  private final SampleSpace space;
  private final int height;
  private final int width;
  private final int channels;
  private final int scale;
  private final int columns;
  private final int rows;

  private SampleGrid(SampleSpace space, long count, int perRow) {
    this.space = space;
    this.height = Math.toIntExact(space.shape().get(0));
    this.width = Math.toIntExact(space.shape().get(1));
    this.channels = Math.toIntExact(space.shape().get(2));
    // Columns such that the grid, not the count, is near-square: tall samples stand in longer rows.
    long wanted =
        perRow > 0 ? perRow : (long) Math.ceil(Math.sqrt((double) count * height / width));
    int fitting = Math.max(1, (MOST_SIDE - GAP) / (width + GAP));
    this.columns = (int) Math.min(Math.min(wanted, count), fitting);
    int fittingRows = Math.max(1, (MOST_SIDE - GAP) / (height + GAP));
    this.rows = (int) Math.min((count + columns - 1) / columns, fittingRows);
    this.scale = scale();
  }

  private int scale() {
    int readable = Math.min(MOST_SCALE, CELL / Math.max(height, width));
    int fitting =
        Math.min(
            ((MOST_SIDE - GAP) / columns - GAP) / width, ((MOST_SIDE - GAP) / rows - GAP) / height);
    return Math.max(1, Math.min(readable, fitting));
  }

  /**
   * Draws samples. More than fit into 8192 × 8192 pixels are left out.
   *
   * @param samples {@code [n, height, width, channels]}, n ≥ 1, in the space's range; values
   *     outside are clipped
   * @param space what a sample is: {@link SampleSpace#isImage()}
   */
  public static BufferedImage render(FloatNdArray samples, SampleSpace space) {
    return render(samples, space, 0);
  }

  /**
   * Draws samples with so many in a row.
   *
   * @param perRow 0 for a near-square grid
   */
  public static BufferedImage render(FloatNdArray samples, SampleSpace space, int perRow) {
    if (!space.isImage()) {
      throw new IllegalArgumentException("samples of " + space + " are no pictures");
    }
    Shape shape = samples.shape();
    if (shape.numDimensions() != 4
        || shape.get(0) < 1
        || !Arrays.equals(Arrays.copyOfRange(shape.asArray(), 1, 4), space.shape().asArray())) {
      throw new IllegalArgumentException(
          "samples of shape " + shape + "; accepted: [n, ...] with samples of " + space.shape());
    }
    return new SampleGrid(space, shape.get(0), perRow).draw(samples);
  }

  private BufferedImage draw(FloatNdArray samples) {
    int type = channels == 1 ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_INT_RGB;
    BufferedImage picture =
        new BufferedImage(
            GAP + columns * (width * scale + GAP), GAP + rows * (height * scale + GAP), type);
    fill(picture, 0, 0, picture.getWidth(), picture.getHeight(), WHITE);
    long count = Math.min(samples.shape().get(0), (long) rows * columns);
    float[] sample = new float[space.valuesPerSample()];
    for (int i = 0; i < count; i++) {
      samples.get(i).copyTo(DataBuffers.of(sample, false, false));
      byte[] pixels = space.pixels(sample);
      int left = GAP + i % columns * (width * scale + GAP);
      int top = GAP + i / columns * (height * scale + GAP);
      draw(pixels, picture, left, top);
    }
    return picture;
  }

  private void draw(byte[] pixels, BufferedImage picture, int left, int top) {
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int rgb = rgb(pixels, (y * width + x) * channels, checker(x, y));
        fill(picture, left + x * scale, top + y * scale, scale, scale, rgb);
      }
    }
  }

  /** The colour of the pixel at an offset; a see-through one lets the background shine through. */
  private int rgb(byte[] pixels, int offset, int background) {
    int red = pixels[offset] & 0xFF;
    if (channels == 1) {
      return (red << 16) | (red << 8) | red;
    }
    int green = pixels[offset + 1] & 0xFF;
    int blue = pixels[offset + 2] & 0xFF;
    if (channels == 4) {
      int alpha = pixels[offset + 3] & 0xFF;
      red = over(red, background, alpha);
      green = over(green, background, alpha);
      blue = over(blue, background, alpha);
    }
    return (red << 16) | (green << 8) | blue;
  }

  private static int over(int value, int background, int alpha) {
    return (value * alpha + background * (255 - alpha) + 127) / 255;
  }

  private int checker(int x, int y) {
    int side = Math.max(1, CHECKER_SIDE / scale);
    return (x / side + y / side) % 2 == 0 ? CHECKER_LIGHT : CHECKER_DARK;
  }

  private static void fill(
      BufferedImage picture, int left, int top, int width, int height, int rgb) {
    boolean grey = picture.getType() == BufferedImage.TYPE_BYTE_GRAY;
    for (int y = top; y < top + height; y++) {
      for (int x = left; x < left + width; x++) {
        if (grey) {
          // Through setRGB a grey value would be taken from sRGB into linear grey and change.
          picture.getRaster().setSample(x, y, 0, rgb & 0xFF);
        } else {
          picture.setRGB(x, y, rgb);
        }
      }
    }
  }
}
