package io.gan4j.report.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Ways through latents")
class LatentPathTest {
  private static final float[] EAST = {2, 0};
  private static final float[] NORTH = {0, 2};

  @Test
  @DisplayName("begin and end at the ends, straight in equal steps")
  void linear() {
    assertThat(LatentPath.LINEAR.places(EAST, NORTH, 3))
        .isDeepEqualTo(new float[][] {{2, 0}, {1, 1}, {0, 2}});
  }

  @Test
  @DisplayName("on a great circle keep their length, at equal angles")
  void spherical() {
    float[][] places = LatentPath.SPHERICAL.places(EAST, NORTH, 4);
    for (int i = 0; i < 4; i++) {
      assertThat(places[i][0]).isCloseTo((float) (2 * Math.cos(i * Math.PI / 6)), within(1e-6f));
      assertThat(places[i][1]).isCloseTo((float) (2 * Math.sin(i * Math.PI / 6)), within(1e-6f));
    }
  }

  @Test
  @DisplayName("on a great circle are straight where there is no one circle")
  void opposite() {
    assertThat(LatentPath.SPHERICAL.places(EAST, new float[] {-2, 0}, 3))
        .isDeepEqualTo(new float[][] {{2, 0}, {0, 0}, {-2, 0}});
    assertThat(LatentPath.SPHERICAL.places(EAST, new float[] {4, 0}, 3))
        .isDeepEqualTo(new float[][] {{2, 0}, {3, 0}, {4, 0}});
  }

  @Test
  @DisplayName("have both ends")
  void both() {
    assertThatThrownBy(() -> LatentPath.LINEAR.places(EAST, NORTH, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  @DisplayName("become a GIF that any reader plays: every picture, its time, and again for ever")
  void gif(@TempDir Path folder) throws IOException {
    BufferedImage dark = new BufferedImage(6, 4, BufferedImage.TYPE_BYTE_GRAY);
    BufferedImage light = new BufferedImage(6, 4, BufferedImage.TYPE_BYTE_GRAY);
    light.getRaster().setSample(2, 1, 0, 200);
    Path file = folder.resolve("walk.gif");
    AnimatedGif.write(List.of(dark, light, dark), 6, file);
    ImageReader reader = ImageIO.getImageReadersByFormatName("gif").next();
    try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
      reader.setInput(in);
      assertThat(reader.getNumImages(true)).isEqualTo(3);
      assertThat(reader.read(1).getRGB(2, 1)).isEqualTo(0xFFC8C8C8);
      assertThat(reader.read(2).getRGB(2, 1)).isEqualTo(0xFF000000);
    } finally {
      reader.dispose();
    }
    String bytes =
        new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1);
    assertThat(bytes).contains("NETSCAPE2.0\u0003\u0001\u0000\u0000");
    assertThat(bytes).contains("!\u00f9\u0004\u0000\u0006\u0000");
    try (var files = Files.list(folder)) {
      assertThat(files).as("nothing is left beside it").containsExactly(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  @DisplayName("beside samples stand their neighbours, behind a line, in the same greys")
  void sheet() {
    BufferedImage samples = new BufferedImage(3, 5, BufferedImage.TYPE_BYTE_GRAY);
    samples.getRaster().setSample(1, 1, 0, 77);
    BufferedImage neighbours = new BufferedImage(9, 5, BufferedImage.TYPE_BYTE_GRAY);
    neighbours.getRaster().setSample(8, 4, 0, 99);
    BufferedImage sheet = NeighbourSheet.render(samples, neighbours);
    assertThat(sheet.getHeight()).isEqualTo(5);
    assertThat(sheet.getRGB(1, 1)).isEqualTo(0xFF4D4D4D);
    assertThat(sheet.getRGB(sheet.getWidth() - 1, 4)).isEqualTo(0xFF636363);
    assertThat(sheet.getRGB(4, 0)).isEqualTo(0xFFFFFFFF);
  }
}
