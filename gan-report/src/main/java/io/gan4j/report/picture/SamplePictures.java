package io.gan4j.report.picture;

import io.gan4j.api.GanException;
import io.gan4j.api.data.SampleSpace;
import io.gan4j.api.provider.GeneratorModel;
import io.gan4j.core.run.ExportedSamples;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;

/**
 * Samples as pictures, one each, of their own size: grey, RGB, or RGBA with what shines through.
 */
public final class SamplePictures {
  private SamplePictures() {}

  /**
   * Pictures of samples.
   *
   * @param samples {@code [n, height, width, channels]} in the space's range; values outside are
   *     clipped
   * @param space what a sample is: {@link SampleSpace#isImage()}
   * @throws IllegalArgumentException if they are no such samples
   */
  public static List<BufferedImage> of(FloatNdArray samples, SampleSpace space) {
    Shape shape = samples.shape();
    if (!space.isImage() || !shape.tail().equals(space.shape())) {
      throw new IllegalArgumentException(
          "samples of shape " + shape + " are no pictures of " + space.shape());
    }
    List<BufferedImage> pictures = new ArrayList<>();
    float[] sample = new float[space.valuesPerSample()];
    for (long i = 0; i < shape.get(0); i++) {
      samples.get(i).copyTo(DataBuffers.of(sample, false, false));
      pictures.add(picture(space.pixels(sample), space.shape()));
    }
    return pictures;
  }

  /**
   * What a generator's samples are as pictures, range included.
   *
   * @param folder where it was exported to
   * @throws GanException if they are no pictures, or the metadata does not say their range
   */
  public static SampleSpace space(Path folder, GeneratorModel generator, Shape sample) {
    return ExportedSamples.imageSpace(folder, generator.metadata(), sample.prepend(1));
  }

  private static BufferedImage picture(byte[] pixels, Shape shape) {
    int height = Math.toIntExact(shape.get(0));
    int width = Math.toIntExact(shape.get(1));
    int channels = Math.toIntExact(shape.get(2));
    int type =
        switch (channels) {
          case 1 -> BufferedImage.TYPE_BYTE_GRAY;
          case 3 -> BufferedImage.TYPE_3BYTE_BGR;
          default -> BufferedImage.TYPE_4BYTE_ABGR;
        };
    BufferedImage picture = new BufferedImage(width, height, type);
    int[] values = new int[pixels.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = pixels[i] & 0xFF;
    }
    picture.getRaster().setPixels(0, 0, width, height, values);
    return picture;
  }
}
