package io.gan4j.datasets.internal.image;

import static io.gan4j.datasets.PictureFiles.join;
import static io.gan4j.datasets.PictureFiles.latin;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gan4j.api.data.Image;
import io.gan4j.api.data.ImageSource.Form;
import java.util.Arrays;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A GIF's canvas")
class GifBlocksTest {
  private static final byte[] TABLE = {10, 20, 30, 40, 50, 60};

  private final ImageDecoder decoder = new ImageDecoder(1_000_000);

  private static byte[] header(int width, int height) {
    return join(
        latin("GIF89a"), new byte[] {(byte) width, 0, (byte) height, 0, (byte) 0x80, 0, 0}, TABLE);
  }

  /** A frame of 2 x 1 pixels, of the first and the second colour. */
  private static byte[] frame(int left, int top) {
    // Codes of 3 bits: clear 4, 0, 1, end 5.
    return new byte[] {
      ',', (byte) left, 0, (byte) top, 0, 2, 0, 1, 0, 0, 2, 2, 0b01_000_100, 0b1010, 0
    };
  }

  private static final byte[] END = {';'};

  @Test
  @DisplayName("is the frame where that covers it")
  void covered() throws BadImageException {
    Image image = decoder.image(join(header(2, 1), frame(0, 0), END));
    assertThat(image.channels()).isEqualTo(3);
    assertThat(image.pixels()).isEqualTo(TABLE);
  }

  @Test
  @DisplayName("is see-through where the frame does not reach")
  void offset() throws BadImageException {
    byte[] file = join(header(4, 2), frame(1, 1), END);
    Image image = decoder.image(file);
    assertThat(decoder.form(file)).isEqualTo(new Form(2, 4, 4));
    byte[] expected = new byte[2 * 4 * 4];
    System.arraycopy(new byte[] {10, 20, 30, -1, 40, 50, 60, -1}, 0, expected, 20, 8);
    assertThat(image.pixels()).isEqualTo(expected);
  }

  @Test
  @DisplayName("grows with a frame that is larger")
  void small() throws BadImageException {
    assertThat(decoder.form(join(header(0, 0), frame(0, 0), END))).isEqualTo(new Form(1, 2, 3));
    assertThat(decoder.image(join(header(1, 1), frame(0, 0), END)).pixels()).isEqualTo(TABLE);
    assertThat(decoder.form(join(header(1, 1), frame(1, 1), END))).isEqualTo(new Form(2, 3, 4));
  }

  @Test
  @DisplayName(
      "ends with the trailer, whatever stands behind it; comments and unknown blocks are no part")
  void blocks() throws BadImageException {
    byte[] extra = {'!', (byte) 0xFE, 2, 'h', 'i', 0, '!', (byte) 0xF0, 0};
    byte[] file = join(header(2, 1), extra, frame(0, 0), extra, END, frame(0, 0), END);
    assertThat(decoder.image(file).pixels()).isEqualTo(TABLE);
  }

  @Test
  @DisplayName("has one frame")
  void animated() {
    assertThatThrownBy(() -> decoder.image(join(header(2, 1), frame(0, 0), frame(0, 0), END)))
        .hasMessage("it is animated: 2 frames");
    byte[] whole = join(header(2, 1), frame(0, 0), END);
    assertThatThrownBy(() -> decoder.image(Arrays.copyOf(whole, whole.length - 1)))
        .hasMessage("it is cut off");
  }
}
