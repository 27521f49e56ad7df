package io.gan4j.tf.internal.layer;

import io.gan4j.api.layer.Size;
import io.gan4j.tf.internal.layer.LayerSweep.Made;
import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;
import org.tensorflow.ndarray.Shape;

/**
 * Convolutions and pools as loops over every number, to compare TensorFlow's with.
 *
 * @param in shape of the input with its batch
 * @param out shape of the output with its batch
 * @param kernel size of the kernel
 * @param stride how far it moves
 * @param dilation distance of its taps
 * @param top rows of padding above
 * @param left columns of padding on the left
 */
record Loops(Shape in, Shape out, Size kernel, Size stride, Size dilation, int top, int left) {

  /** One tap of the kernel over one pixel of the input. */
  private interface Tap {
    void at(int sample, int outRow, int outColumn, int inRow, int inColumn, int tap);
  }

  private static int index(Shape shape, int sample, int row, int column, int channel) {
    int height = Math.toIntExact(shape.get(1));
    int width = Math.toIntExact(shape.get(2));
    int channels = Math.toIntExact(shape.get(3));
    return ((sample * height + row) * width + column) * channels + channel;
  }

  private void forEachTap(Shape from, Shape to, Tap tap) {
    for (int n = 0; n < from.get(0); n++) {
      for (int row = 0; row < to.get(1); row++) {
        for (int column = 0; column < to.get(2); column++) {
          for (int i = 0; i < kernel.height(); i++) {
            for (int j = 0; j < kernel.width(); j++) {
              int y = row * stride.height() - top + i * dilation.height();
              int x = column * stride.width() - left + j * dilation.width();
              if (y >= 0 && y < from.get(1) && x >= 0 && x < from.get(2)) {
                tap.at(n, row, column, y, x, i * kernel.width() + j);
              }
            }
          }
        }
      }
    }
  }

  /** The kernel {@code [height, width, in, out]}, no bias. */
  double[] convolution(double[] input, double[] weights) {
    int ins = Math.toIntExact(in.get(3));
    int outs = Math.toIntExact(out.get(3));
    double[] output = new double[Math.toIntExact(out.size())];
    forEachTap(
        in,
        out,
        (n, row, column, y, x, tap) -> {
          for (int c = 0; c < ins; c++) {
            for (int f = 0; f < outs; f++) {
              output[index(out, n, row, column, f)] +=
                  input[index(in, n, y, x, c)] * weights[(tap * ins + c) * outs + f];
            }
          }
        });
    return output;
  }

  /** The kernel {@code [height, width, out, in]}: each input adds a kernel to the output. */
  double[] transposed(double[] input, double[] weights) {
    int ins = Math.toIntExact(in.get(3));
    int outs = Math.toIntExact(out.get(3));
    double[] output = new double[Math.toIntExact(out.size())];
    forEachTap(
        out,
        in,
        (n, row, column, y, x, tap) -> {
          for (int c = 0; c < ins; c++) {
            for (int f = 0; f < outs; f++) {
              output[index(out, n, y, x, f)] +=
                  input[index(in, n, row, column, c)] * weights[(tap * outs + f) * ins + c];
            }
          }
        });
    return output;
  }

  /** The kernel {@code [height, width, 1, in·multiplier]}. */
  double[] depthwise(double[] input, double[] weights) {
    int outs = Math.toIntExact(out.get(3));
    int multiplier = outs / Math.toIntExact(in.get(3));
    double[] output = new double[Math.toIntExact(out.size())];
    forEachTap(
        in,
        out,
        (n, row, column, y, x, tap) -> {
          for (int f = 0; f < outs; f++) {
            output[index(out, n, row, column, f)] +=
                input[index(in, n, y, x, f / multiplier)] * weights[tap * outs + f];
          }
        });
    return output;
  }

  /**
   * The kernel {@code [height, width, in/groups, out]}.
   *
   * @param groups of neighbouring channels
   */
  double[] grouped(double[] input, double[] weights, int groups) {
    int ins = Math.toIntExact(in.get(3)) / groups;
    int outs = Math.toIntExact(out.get(3));
    double[] output = new double[Math.toIntExact(out.size())];
    forEachTap(
        in,
        out,
        (n, row, column, y, x, tap) -> {
          for (int f = 0; f < outs; f++) {
            int first = f / (outs / groups) * ins;
            for (int c = 0; c < ins; c++) {
              output[index(out, n, row, column, f)] +=
                  input[index(in, n, y, x, first + c)] * weights[(tap * ins + c) * outs + f];
            }
          }
        });
    return output;
  }

  /** What the windows' values come to one after another. */
  double[] pooled(double[] input, double start, DoubleBinaryOperator next) {
    double[] output = new double[Math.toIntExact(out.size())];
    Arrays.fill(output, start);
    forEachTap(
        in,
        out,
        (n, row, column, y, x, tap) -> {
          for (int c = 0; c < in.get(3); c++) {
            int at = index(out, n, row, column, c);
            output[at] = next.applyAsDouble(output[at], input[index(in, n, y, x, c)]);
          }
        });
    return output;
  }

  static Shape batched(Made made) {
    return made.input().prepend(LayerSweep.BATCH);
  }
}
