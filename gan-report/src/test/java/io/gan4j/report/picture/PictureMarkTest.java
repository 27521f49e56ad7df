package io.gan4j.report.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("What a picture says of its run")
class PictureMarkTest {
  private static final String MARK = "7 " + "0123456789abcdef".repeat(4);

  private static BufferedImage picture(int colour) {
    BufferedImage picture = new BufferedImage(5, 3, BufferedImage.TYPE_INT_RGB);
    picture.setRGB(2, 1, colour);
    return picture;
  }

  private static byte[] gif(Path folder) throws IOException {
    Path file = folder.resolve("a.gif");
    AnimatedGif.write(List.of(picture(0xFF0000), picture(0xFFFFFF)), 5, file);
    return Files.readAllBytes(file);
  }

  @Test
  @DisplayName("comes back, and changes nothing that is seen")
  void comesBack(@TempDir Path folder) throws IOException {
    for (byte[] plain : List.of(Png.encode(picture(0x123456)), gif(folder))) {
      assertThat(PictureMark.of(plain)).isEmpty();
      byte[] marked = PictureMark.marked(plain, MARK);
      assertThat(PictureMark.of(marked)).contains(MARK);
      BufferedImage before = ImageIO.read(new ByteArrayInputStream(plain));
      BufferedImage after = ImageIO.read(new ByteArrayInputStream(marked));
      assertThat(after.getRGB(2, 1)).isEqualTo(before.getRGB(2, 1));
    }
  }

  @Test
  @DisplayName("is written with it, or not at all where nothing is known")
  void written(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("a.png");
    Png.write(picture(3), Optional.of(MARK), file);
    assertThat(PictureMark.of(Files.readAllBytes(file))).contains(MARK);
    Png.write(picture(3), Optional.empty(), file);
    assertThat(PictureMark.of(Files.readAllBytes(file))).isEmpty();
  }
}
