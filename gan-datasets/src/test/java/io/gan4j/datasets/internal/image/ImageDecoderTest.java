package io.gan4j.datasets.internal.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.gan4j.api.data.Image;
import io.gan4j.api.data.ImageSource.Form;
import io.gan4j.datasets.ImageSamples;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.zip.CRC32;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Image files decode")
class ImageDecoderTest {
  private final ImageDecoder decoder = new ImageDecoder(1_000_000);

  /** Largest difference of any value from Pillow's. */
  private int difference(String name, int channels) throws BadImageException {
    byte[] file = ImageSamples.file(name);
    Image image = decoder.image(file);
    assertThat(decoder.form(file))
        .as("form told beforehand")
        .isEqualTo(new Form(image.height(), image.width(), channels));
    assertThat(image.channels()).as("channels").isEqualTo(channels);
    byte[] expected = ImageSamples.rgba(name);
    assertThat(new int[] {image.height(), image.width()})
        .as("size")
        .containsExactly(expected[0], expected[1]);
    int largest = 0;
    for (int pixel = 0; pixel < image.height() * image.width(); pixel++) {
      for (int value = 0; value < 4; value++) {
        int found = rgba(image, pixel, value);
        largest = Math.max(largest, Math.abs(found - (expected[2 + pixel * 4 + value] & 0xFF)));
      }
    }
    return largest;
  }

  private static int rgba(Image image, int pixel, int value) {
    int channels = image.channels();
    int at = pixel * channels;
    boolean alpha = channels % 2 == 0;
    if (value == 3) {
      return alpha ? image.pixels()[at + channels - 1] & 0xFF : 255;
    }
    return image.pixels()[channels >= 3 ? at + value : at] & 0xFF;
  }

  @ParameterizedTest
  @CsvSource({
    "rgb.png, 3",
    "rgba.png, 4",
    "grey.png, 1",
    "grey-alpha.png, 2",
    "palette.png, 3",
    "palette-alpha.png, 4",
    "bilevel.png, 1",
    "interlaced.png, 3",
    "grey-16.png, 1",
    "rgb-16.png, 3",
    "rgb.jpg, 3",
    "rgb-420.jpg, 3",
    "grey.jpg, 1",
    "progressive.jpg, 3",
    "palette.gif, 3",
    "rgb.bmp, 3",
    "palette.bmp, 3",
    "lossless.webp, 4",
    "rgb.tif, 3",
    "lzw.tif, 3",
    "deflate.tif, 4",
    "grey.tif, 1",
    "rgb.ppm, 3",
    "plain.ppm, 3",
    "grey.pgm, 1",
    "bilevel.pbm, 1",
    "rgb-16.ppm, 3"
  })
  @DisplayName("to exactly the pixels of another decoder")
  void exactly(String name, int channels) throws BadImageException {
    assertThat(difference(name, channels)).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  @DisplayName("upright, however the camera was held")
  void orientation(int value) throws BadImageException {
    assertThat(difference("exif-" + value + ".jpg", 3)).isZero();
  }

  @Test
  @DisplayName("from lossy WebP to the same brightness: colours, stored at half size, are repeated")
  void lossyWebp() throws BadImageException {
    Image image = decoder.image(ImageSamples.file("lossy.webp"));
    byte[] expected = ImageSamples.rgba("lossy.webp");
    double sum = 0;
    int pixels = image.height() * image.width();
    for (int pixel = 0; pixel < pixels; pixel++) {
      double luma = 0;
      double[] weights = {0.299, 0.587, 0.114};
      for (int value = 0; value < 3; value++) {
        luma +=
            weights[value] * (rgba(image, pixel, value) - (expected[2 + pixel * 4 + value] & 0xFF));
      }
      sum += Math.abs(luma);
    }
    assertThat(sum / pixels).isLessThan(2);
  }

  @Test
  @DisplayName("from CMYK to RGB by ink alone")
  void cmyk() throws BadImageException {
    assertThat(difference("cmyk.jpg", 3)).as("from Pillow's, which are from ink alone").isZero();
  }

  @Test
  @DisplayName("WebP of one colour: lossless from a few bytes, lossy in the colour it has")
  void flat() throws BadImageException {
    Image lossless = decoder.image(ImageSamples.file("flat.webp"));
    assertThat(lossless.pixels()).hasSize(200 * 150 * 3).startsWith(10, (byte) 200, 30);
    byte[] tall = decoder.image(ImageSamples.file("tall.webp")).pixels(); // 21 x 209, see-through
    assertThat(tall).hasSize(21 * 209 * 4);
    for (int i = 21 * 40 * 4; i < tall.length; i += 4) { // below its one pixel of another colour
      assertThat(tall[i] & 0xFF).isCloseTo(35, within(10));
      assertThat(tall[i + 1] & 0xFF).isCloseTo(196, within(10));
      assertThat(tall[i + 2] & 0xFF).isCloseTo(75, within(10));
    }
  }

  @Nested
  @DisplayName("or are refused, with the reason:")
  class Refused {

    @ParameterizedTest
    @CsvSource({
      "animated.gif, it is animated: 3 frames",
      "animated.png, it is animated",
      "animated.webp, it is animated",
      "two-pages.tif, it has 2 pages"
    })
    @DisplayName("more than one picture")
    void animated(String name, String reason) {
      assertThatThrownBy(() -> decoder.image(ImageSamples.file(name)))
          .isInstanceOf(BadImageException.class)
          .hasMessageContaining(reason);
    }

    @Test
    @DisplayName("nothing at all, and what is no image")
    void noImage() {
      assertThatThrownBy(() -> decoder.image(new byte[0])).hasMessage("it is empty");
      assertThatThrownBy(
              () -> decoder.image("<html>not found</html>".getBytes(StandardCharsets.UTF_8)))
          .hasMessageStartingWith("it is a web page, which is not read");
      assertThatThrownBy(() -> decoder.image("anything".getBytes(StandardCharsets.UTF_8)))
          .hasMessage("its content is no PNG, JPEG, GIF, BMP, WebP, TIFF or PNM image");
    }

    @Test
    @DisplayName("more pixels than are allowed, before memory is taken for them")
    void bomb() {
      byte[] png = ImageSamples.file("rgb.png");
      png[16] = 0x7F; // the width's first byte
      CRC32 crc = new CRC32();
      crc.update(png, 12, 17);
      ByteBuffer.wrap(png).putInt(29, (int) crc.getValue());
      assertThatThrownBy(() -> decoder.image(png))
          .hasMessageContaining("2130706445 x 9 pixels; accepted: at most 1,000,000");
      assertThatThrownBy(() -> new ImageDecoder(100).form(ImageSamples.file("rgb.jpg")))
          .hasMessageContaining("13 x 9 pixels; accepted: at most 100");
    }

    @Test
    @DisplayName("a WebP whose pixels have another size than its frame, which Jazzer found")
    void webpBomb() {
      byte[] webp = ImageSamples.file("animated.webp");
      for (int i = 0; i + 3 < webp.length; i++) {
        if (webp[i] == (byte) 0x9D && webp[i + 1] == 1 && webp[i + 2] == 0x2A) {
          Arrays.fill(webp, i + 3, i + 7, (byte) 0x3F); // 16191 x 16191 pixels
        }
      }
      assertThatThrownBy(() -> decoder.image(webp)).hasMessage("it is animated");
      byte[] lossy = ImageSamples.file("lossy.webp");
      Form other = new Form(9, 14, 3);
      assertThatThrownBy(() -> WebpChunks.of(lossy).requireDecodable(other))
          .hasMessage("its pixels are 13 x 9, its frame is of another size");
    }

    @Test
    @DisplayName("a lossless WebP whose bits end before its pixels do, which Jazzer found")
    void endless() {
      byte[] found = ImageSamples.file("endless.webp");
      assertTimeoutPreemptively(
          Duration.ofSeconds(30),
          () -> assertThatThrownBy(() -> decoder.image(found)).hasMessageContaining("cut off"));
      byte[] shorter = Arrays.copyOf(ImageSamples.file("lossless.webp"), 60);
      ByteBuffer sizes = ByteBuffer.wrap(shorter).order(ByteOrder.LITTLE_ENDIAN);
      sizes.putInt(4, shorter.length - 8).putInt(16, shorter.length - 20);
      assertThatThrownBy(() -> decoder.image(shorter)).hasMessageContaining("cut off");
    }

    @Test
    @DisplayName(
        "a WebP whose palette leaves out transparent black, which would get another colour")
    void palette() {
      assertThatThrownBy(() -> decoder.image(ImageSamples.file("palette-alpha.webp")))
          .hasMessageContaining("palette of 29 see-through colours");
    }

    @Test
    @DisplayName("a PNG with a wrong checksum")
    void checksum() {
      byte[] png = ImageSamples.file("rgb.png");
      png[png.length - 20] ^= 1;
      assertThatThrownBy(() -> decoder.image(png)).hasMessageContaining("a checksum is wrong");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "rgb.png",
          "rgb.jpg",
          "progressive.jpg",
          "palette.gif",
          "rgb.bmp",
          "lossy.webp",
          "lossless.webp",
          "rgb.tif",
          "lzw.tif",
          "rgb.ppm"
        })
    @DisplayName("a file that is cut off anywhere, unless all its pixels are there")
    void cutOff(String name) throws BadImageException {
      byte[] whole = ImageSamples.file(name);
      byte[] pixels = decoder.image(whole).pixels();
      for (int length = 1; length < whole.length; length += 1 + whole.length / 100) {
        byte[] part = Arrays.copyOf(whole, length);
        Throwable refusal = catchThrowable(() -> decoder.image(part));
        if (refusal == null) {
          assertThat(decoder.image(part).pixels()).as("%d bytes", length).isEqualTo(pixels);
        } else {
          assertThat(refusal).isInstanceOf(BadImageException.class);
        }
      }
    }
  }
}
