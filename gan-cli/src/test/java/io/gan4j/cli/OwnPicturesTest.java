package io.gan4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gan4j.api.GanException;
import io.gan4j.api.data.SampleSpace;
import io.gan4j.api.game.Player;
import io.gan4j.api.provider.GanPlan;
import io.gan4j.core.Gan;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.ndarray.Shape;

@DisplayName("Pictures of one's own, without a preset")
class OwnPicturesTest {
  private static final int GREY = BufferedImage.TYPE_BYTE_GRAY;
  private static final int RGB = BufferedImage.TYPE_INT_RGB;
  private static final int RGBA = BufferedImage.TYPE_INT_ARGB;

  @TempDir Path folder;

  private static final Gan GAN = Gan.load();

  /** A picture of a coloured disc; what is around it is see-through where that is possible. */
  private void picture(String name, int width, int height, int type) throws IOException {
    BufferedImage image = new BufferedImage(width, height, type);
    Graphics2D g = image.createGraphics();
    g.setColor(new Color(20 + name.hashCode() % 7, 120, 220));
    g.fillOval(0, 0, width, height);
    g.dispose();
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    ImageIO.write(image, name.endsWith("jpg") ? "jpg" : "png", file.toFile());
  }

  private OwnData own(String... asked) {
    return OwnData.of(GAN, folder, List.of(asked));
  }

  private GanPlan plan(String... asked) {
    return GAN.plan(own(asked).file(GAN, folder, List.of(asked)));
  }

  private void assertSeen(long side, long channels) {
    assertThat(plan().samples().shape()).isEqualTo(Shape.of(side, side, channels));
  }

  @Test
  @DisplayName("are seen as most of them are: a few see-through or grey ones change nothing")
  void majority() throws IOException {
    for (int i = 0; i < 9; i++) {
      picture("p" + i + ".png", 90 + i, 80 + 2 * i, i == 4 ? RGBA : i == 7 ? GREY : RGB);
    }
    OwnData own = own();
    assertThat(own.preset()).isEqualTo("images");
    assertThat(own.lines().get(0))
        .contains("9 pictures (8 in colour, 1 grey, 1 of them see-through)")
        .contains("shorter sides of 80 to 96 pixels");
    assertThat(own.lines().get(1)).contains("64x64 in colour", "laid on white", "middle square");
    GanPlan plan = plan();
    assertThat(plan.samples().shape()).isEqualTo(Shape.of(64, 64, 3));
    assertThat(
            plan.player(Player.GENERATOR).network().trainedValues()
                + plan.player(Player.DISCRIMINATOR).network().trainedValues())
        .isLessThan(2_000_000);
  }

  @Test
  @DisplayName("that are all twice as wide as high may be pairs, which is told")
  void pairs() throws IOException {
    picture("a.png", 64, 32, RGB);
    picture("b.png", 64, 32, RGB);
    assertThat(String.join("\n", own().lines())).contains("the reader paired takes the left");
    picture("c.png", 65, 32, RGB);
    assertThat(String.join("\n", own().lines())).doesNotContain("paired");
  }

  @Test
  @DisplayName("that are grey are seen in grey, also where the files say colour")
  void grey() throws IOException {
    for (int i = 0; i < 3; i++) {
      picture("p" + i + ".png", 70, 70, GREY);
    }
    assertSeen(64, 1);
    for (int i = 0; i < 5; i++) {
      BufferedImage grey = new BufferedImage(70, 70, RGB);
      grey.createGraphics().fillOval(3, 3, 20 + i, 20);
      ImageIO.write(grey, "jpg", folder.resolve("q" + i + ".jpg").toFile());
    }
    assertThat(own().lines().get(0)).contains("5 stored in colour, all grey, 3 grey");
    assertSeen(64, 1);
  }

  @Test
  @DisplayName("that are see-through stay so, unless nothing of them is")
  void seeThrough() throws IOException {
    for (int i = 0; i < 3; i++) {
      picture("p" + i + ".png", 40, 40, RGBA);
    }
    assertSeen(40, 4);
    for (int i = 0; i < 3; i++) {
      BufferedImage opaque = new BufferedImage(40, 40, RGBA);
      Graphics2D g = opaque.createGraphics();
      g.setColor(Color.BLUE);
      g.fillRect(0, 0, 40, 40);
      ImageIO.write(opaque, "png", folder.resolve("p" + i + ".png").toFile());
    }
    assertSeen(40, 3);
  }

  @Test
  @DisplayName("take a size that most of them have")
  void sizes() throws IOException {
    picture("a.png", 8, 8, RGB);
    assertSeen(16, 3);
    picture("a.png", 50, 300, RGB);
    assertSeen(48, 3);
    picture("b.png", 33, 60, RGB);
    picture("c.png", 34, 60, RGB);
    assertSeen(32, 3);
    picture("a.png", 2000, 1500, RGB);
    picture("b.png", 2000, 1500, RGB);
    assertSeen(64, 3);
  }

  @Test
  @DisplayName("leave the last word to the user")
  void asked() throws IOException {
    picture("a.png", 90, 80, RGB);
    GanPlan plan = plan("data.channels=grey", "data.resize=32");
    assertThat(plan.samples())
        .isEqualTo(SampleSpace.images(32, 32, 1).withRange(plan.samples().range()));
  }

  @Test
  @DisplayName("in folders are told to be classes, of a zip and with blanks in its name too")
  void classes() throws IOException {
    for (int i = 0; i < 6; i++) {
      picture("all/" + (i % 3 == 0 ? "cats" : "dogs") + "/" + i + ".jpg", 64, 64, RGB);
    }
    Path zip = folder.resolve("my pets.zip");
    try (OutputStream file = Files.newOutputStream(zip);
        ZipOutputStream out = new ZipOutputStream(file)) {
      for (int i = 0; i < 6; i++) {
        String name = (i % 3 == 0 ? "cats" : "dogs") + "/" + i + ".jpg";
        out.putNextEntry(new ZipEntry(name));
        out.write(Files.readAllBytes(folder.resolve("all").resolve(name)));
      }
    }
    assertThat(own().lines())
        .anyMatch(line -> line.contains("2 folders, which could be classes (cats 2, dogs 4)"));
    assertThat(OwnData.of(GAN, zip, List.of()).lines())
        .anyMatch(line -> line.contains("gan train images-classes --data '" + zip + "'"));
  }

  @Test
  @DisplayName("among which some are broken are learnt without those, which is told")
  void broken() throws IOException {
    picture("a.jpg", 64, 64, RGB);
    picture("b.jpg", 64, 64, RGB);
    Files.writeString(folder.resolve("c.jpg"), "no picture");
    Files.writeString(folder.resolve("notes.txt"), "no picture");
    OwnData own = own();
    assertThat(own.lines().get(0)).contains("2 pictures");
    assertThat(own.lines().get(1)).contains("left out", "c.jpg is a broken image");
    assertThat(plan().samples().shape()).isEqualTo(Shape.of(64, 64, 3));
  }

  @Test
  @DisplayName("that are none are told for what they are")
  void none() throws IOException {
    assertThatThrownBy(this::own)
        .isInstanceOf(GanException.class)
        .hasMessageContaining("no reader recognises this; it holds no file");
    Files.writeString(folder.resolve("a.mp4"), "film");
    Files.writeString(folder.resolve("b.MP4"), "film");
    assertThatThrownBy(this::own).hasMessageContaining("it holds 2 .mp4 (films: save their frames");
  }

  @Test
  @DisplayName("that do not fit a preset are told by what to set, not by a line of its file")
  void noLines() throws IOException {
    picture("a.png", 90, 80, RGB);
    picture("b.png", 80, 90, RGB);
    Cli cli = Cli.run("train", "digits", "--data", folder.toString(), "--dry-run");
    assertThat(cli.exitCode()).isNotZero();
    assertThat(cli.err())
        .startsWith("gan: preset digits: data.resize: ")
        .contains("--set data.resize=64 does");
    Cli nothing = Cli.run("train", "images", "--dry-run");
    assertThat(nothing.err()).contains("gan train images --data PATH gives it some");
  }

  @Test
  @DisplayName("are told of in a few lines before the run begins")
  void told() throws IOException {
    picture("a.png", 90, 80, RGB);
    picture("b.png", 80, 90, RGB);
    Cli cli = Cli.run("train", "--data", folder.toString(), "--dry-run");
    assertThat(cli.exitCode()).as(cli.err()).isZero();
    assertThat(cli.err().lines().filter(line -> line.startsWith("gan: "))).hasSizeBetween(3, 5);
    assertThat(cli.out()).contains("channels: rgb", "type: dcgan");
  }
}
