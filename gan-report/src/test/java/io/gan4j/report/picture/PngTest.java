package io.gan4j.report.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gan4j.api.GanException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A PNG file")
class PngTest {
  @TempDir Path folder;

  @Test
  @DisplayName("replaces the one before it and leaves nothing else behind")
  void replaces() throws IOException {
    Path file = folder.resolve("picture.png");
    Png.write(new BufferedImage(3, 2, BufferedImage.TYPE_INT_RGB), file);
    Png.write(new BufferedImage(5, 4, BufferedImage.TYPE_INT_RGB), file);

    assertThat(ImageIO.read(file.toFile()).getWidth()).isEqualTo(5);
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  @DisplayName("that cannot be written is named")
  void unwritable() {
    Path file = folder.resolve("absent/picture.png");

    assertThatThrownBy(() -> Png.write(new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB), file))
        .isInstanceOf(GanException.class)
        .hasMessageContaining("absent/picture.png");
  }
}
