package io.gan4j.core.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.api.DataException;
import io.gan4j.api.data.PixelDecoder;
import io.gan4j.api.data.Range;
import io.gan4j.api.data.SampleSpace;
import io.gan4j.api.data.SampleSpace.Element;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.ndarray.Shape;

@DisplayName("The way back to pixels, beside an exported generator,")
class LinearPixelsTest {
  @TempDir Path folder;

  private static SampleSpace space(PixelDecoder depiction) {
    return new SampleSpace(Shape.of(2, 2, 1), Element.FLOAT32, Range.UNBOUNDED, depiction);
  }

  private static void mixed(float[] sample) {
    float first = sample[0];
    for (int i = 0; i < 3; i++) {
      sample[i] = 100 + 3 * sample[i] - 2 * sample[i + 1];
    }
    sample[3] = 5 * sample[3] + first;
  }

  private static void perValue(float[] sample) {
    for (int i = 0; i < 4; i++) {
      sample[i] = sample[i] * (i + 1) + 50;
    }
  }

  @Test
  @DisplayName("is kept whether it mixes values or not")
  void kept() throws IOException {
    for (PixelDecoder depiction :
        new PixelDecoder[] {LinearPixelsTest::mixed, LinearPixelsTest::perValue}) {
      Path model = Files.createTempDirectory(folder, "model");
      LinearPixels.of(space(depiction)).orElseThrow().write(model);
      float[] expected = {1.5f, -2, 7, 20};
      float[] found = expected.clone();
      depiction.toPixels(expected);
      SampleSpace read = ExportedSamples.imageSpace(model, Map.of(), Shape.of(9, 2, 2, 1));
      assertThat(read.isImage()).isTrue();
      byte[] pixels = read.pixels(found);
      for (int i = 0; i < 4; i++) {
        assertThat(pixels[i] & 0xFF).isCloseTo(Math.round(expected[i]), within(1));
      }
    }
  }

  @Test
  @DisplayName("is not made of what is not linear")
  void notLinear() {
    assertThat(
            LinearPixels.of(
                space(
                    sample -> {
                      for (int i = 0; i < 4; i++) {
                        sample[i] = sample[i] * sample[i];
                      }
                    })))
        .isEmpty();
  }

  @Test
  @DisplayName("is refused if it is of other samples, or damaged")
  void refused() throws IOException {
    LinearPixels.of(space(LinearPixelsTest::mixed)).orElseThrow().write(folder);
    assertThatThrownBy(() -> LinearPixels.read(folder, 5))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("pixels.safetensors is not of samples of 5 values");
    Files.write(folder.resolve(LinearPixels.FILE), new byte[20]);
    assertThatThrownBy(() -> LinearPixels.read(folder, 4)).isInstanceOf(DataException.class);
  }
}
