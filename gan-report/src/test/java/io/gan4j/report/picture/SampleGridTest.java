package io.gan4j.report.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gan4j.api.data.Range;
import io.gan4j.api.data.SampleSpace;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;

@DisplayName("A sample grid")
class SampleGridTest {

  @ParameterizedTest(name = "{0} samples of {1} x {2} give a picture {3} wide and {4} high")
  @DisplayName("is near-square, with whole-number enlargement and gaps of two pixels")
  @CsvSource({
    "64, 28, 28, 690, 690", // 8 x 8 cells of 28·3, and 9 gaps
    "1, 28, 28, 88, 88",
    "2, 28, 28, 174, 88",
    "5, 28, 28, 260, 174",
    "4, 64, 64, 134, 134", // not enlarged
    "4, 200, 200, 406, 406",
    "1, 1, 1, 20, 20", // at most 16-fold
    "8, 14, 28, 174, 178", // wide samples: 2 columns, 4 rows
  })
  void sizes(int count, int height, int width, int expectedWidth, int expectedHeight) {
    BufferedImage picture =
        SampleGrid.render(
            constant(0, count, height, width, 1), SampleSpace.images(height, width, 1));

    assertThat(picture.getWidth()).isEqualTo(expectedWidth);
    assertThat(picture.getHeight()).isEqualTo(expectedHeight);
  }

  @Test
  @DisplayName(
      "puts samples row by row, and every pixel where it belongs, after a trip through PNG")
  void places() throws IOException {
    SampleSpace space = SampleSpace.images(2, 3, 1).withRange(Range.SYMMETRIC);
    float[] values = new float[4 * 6];
    Arrays.fill(values, -1);
    values[6 + 5] = 1; // second sample, lower right pixel
    values[2 * 6] = 0; // third sample, upper left pixel: half-way

    BufferedImage picture = throughPng(SampleGrid.render(array(values, 4, 2, 3, 1), space));

    // 84 / 3 = 28, kept at 16: cells of 48 x 32; ceil(√(4·2/3)) = 2 columns, so 2 rows.
    assertThat(picture.getWidth()).isEqualTo(2 + 2 * 50);
    assertThat(picture.getHeight()).isEqualTo(2 + 2 * 34);
    assertThat(grey(picture, 1, 1)).as("gap").isEqualTo(255);
    assertThat(grey(picture, 2, 2)).as("first sample").isZero();
    assertThat(grey(picture, 50, 2)).as("gap").isEqualTo(255);
    assertThat(grey(picture, 52 + 32, 2 + 16)).as("second sample, last pixel").isEqualTo(255);
    assertThat(grey(picture, 52 + 31, 2 + 16)).as("second sample, last but one").isZero();
    assertThat(grey(picture, 2, 36)).as("third sample, first pixel").isEqualTo(128);
    assertThat(grey(picture, 2 + 16, 36)).as("third sample, second pixel").isZero();
  }

  @Test
  @DisplayName("shows colours, and clips what is outside the range")
  void colours() {
    BufferedImage picture =
        SampleGrid.render(
            array(new float[] {1, 0.2f, -7}, 1, 1, 1, 3), SampleSpace.images(1, 1, 3));

    assertThat(picture.getRGB(5, 5)).isEqualTo(0xFFFF3300);
  }

  @Test
  @DisplayName("lets a checkerboard shine through what is transparent")
  void transparency() {
    float[] values = new float[4 * 16 * 16];
    for (int pixel = 0; pixel < 256; pixel++) {
      values[4 * pixel] = 1; // red …
      values[4 * pixel + 3] = pixel < 128 ? 0 : 1; // … and seen in the lower half only
    }

    BufferedImage picture =
        SampleGrid.render(array(values, 1, 16, 16, 4), SampleSpace.images(16, 16, 4));

    assertThat(picture.getRGB(2, 2)).isEqualTo(0xFFFFFFFF);
    assertThat(picture.getRGB(2 + 5, 2)).isEqualTo(0xFFCCCCCC);
    assertThat(picture.getRGB(2, 2 + 5 * 12)).isEqualTo(0xFFFF0000);
  }

  @Test
  @DisplayName("leaves out samples that would make it larger than 8192 pixels")
  void bounded() {
    BufferedImage picture =
        SampleGrid.render(constant(0, 40, 8, 3000, 1), SampleSpace.images(8, 3000, 1));

    assertThat(picture.getWidth()).isLessThanOrEqualTo(8192);
    assertThat(picture.getHeight()).isLessThanOrEqualTo(8192);
  }

  @Test
  @DisplayName("gives equal bytes for equal input")
  void deterministic() {
    FloatNdArray samples = constant(0.3f, 9, 28, 28, 1);
    SampleSpace space = SampleSpace.images(28, 28, 1);

    assertThat(Png.encode(SampleGrid.render(samples, space)))
        .isEqualTo(Png.encode(SampleGrid.render(samples, space)));
  }

  @Test
  @DisplayName("refuses samples that are no pictures or not of the space")
  void refuses() {
    assertThatThrownBy(() -> SampleGrid.render(constant(0, 3, 2, 1, 1), SampleSpace.vectors(2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no pictures");
    assertThatThrownBy(
            () -> SampleGrid.render(constant(0, 3, 2, 1, 1), SampleSpace.images(2, 2, 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("accepted: [n, ...]");
  }

  private static FloatNdArray constant(float value, int n, int height, int width, int channels) {
    float[] values = new float[n * height * width * channels];
    Arrays.fill(values, value);
    return array(values, n, height, width, channels);
  }

  private static FloatNdArray array(float[] values, long... shape) {
    return NdArrays.wrap(Shape.of(shape), DataBuffers.of(values, false, false));
  }

  private static int grey(BufferedImage picture, int x, int y) {
    return picture.getRaster().getSample(x, y, 0);
  }

  private static BufferedImage throughPng(BufferedImage picture) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(Png.encode(picture)));
  }
}
