package io.gan4j.tf.internal.tensorboard;

import io.gan4j.api.data.SampleSpace;
import java.util.Arrays;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.ByteDataBuffer;
import org.tensorflow.ndarray.buffer.DataBuffers;

/**
 * One picture.
 *
 * @param shape height, width and channels: 1 (grey), 3 (RGB) or 4 (RGBA)
 * @param pixels row by row, one byte per channel
 */
record Picture(Shape shape, ByteDataBuffer pixels) {

  /**
   * Samples side by side in reading order; places left over are 0.
   *
   * @param samples {@code [count, height, width, channels]}, in the range of the space
   * @param perRow samples in a row; 0 for as near to a square as their number allows
   */
  static Picture grid(FloatNdArray samples, SampleSpace space, int perRow) {
    Shape sample = space.shape();
    int count = Math.toIntExact(samples.shape().get(0));
    int height = Math.toIntExact(sample.get(0));
    int rowBytes = Math.toIntExact(sample.get(1) * sample.get(2));
    int columns = perRow > 0 ? perRow : (int) Math.ceil(Math.sqrt(count));
    int rows = (count + columns - 1) / columns;

    float[] values = new float[Math.toIntExact(samples.size())];
    samples.copyTo(NdArrays.wrap(samples.shape(), DataBuffers.of(values, false, false)));
    byte[] pixels = new byte[rows * height * columns * rowBytes];
    for (int i = 0; i < count; i++) {
      int size = height * rowBytes;
      byte[] one = space.pixels(Arrays.copyOfRange(values, i * size, (i + 1) * size));
      for (int y = 0; y < height; y++) {
        int to = (((i / columns) * height + y) * columns + i % columns) * rowBytes;
        System.arraycopy(one, y * rowBytes, pixels, to, rowBytes);
      }
    }
    Shape shape = Shape.of((long) rows * height, columns * sample.get(1), sample.get(2));
    return new Picture(shape, DataBuffers.of(pixels, true, false));
  }
}
