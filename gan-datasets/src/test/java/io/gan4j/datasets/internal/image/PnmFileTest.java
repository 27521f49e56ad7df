package io.gan4j.datasets.internal.image;

import static io.gan4j.datasets.PictureFiles.deepPgm;
import static io.gan4j.datasets.PictureFiles.pnm;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gan4j.api.data.Image;
import io.gan4j.api.data.ImageSource.Form;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Portable any-maps")
class PnmFileTest {
  private final ImageDecoder decoder = new ImageDecoder(1_000_000);

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 100, 127, 150, 200, 254, 255})
  @DisplayName("have levels that are shares of their largest, plain and raw")
  void levels(int largest) throws BadImageException {
    int[] ramp = new int[largest + 1];
    byte[] expected = new byte[largest + 1];
    StringBuilder plain = new StringBuilder("P2 # a ramp\n" + ramp.length + " 1 " + largest + "\n");
    for (int level = 0; level <= largest; level++) {
      ramp[level] = level;
      expected[level] = (byte) Math.round(level * 255.0 / largest);
      plain.append(level).append(level % 9 == 8 ? "\n" : " ");
    }
    byte[] raw = pnm("P5\n# a ramp\n" + ramp.length + " 1\n" + largest + "\n", ramp);
    assertThat(decoder.image(raw).pixels()).isEqualTo(expected);
    assertThat(decoder.image(pnm(plain.toString())).pixels()).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(ints = {256, 1023, 4095, 32_767, 65_535})
  @DisplayName("of more than 255 levels are deep, and keep all of them")
  void deep(int largest) throws BadImageException {
    int third = largest / 3;
    short[] levels = {0, (short) third, (short) largest, 1};
    Picture picture = decoder.picture(deepPgm(2, 2, largest, levels));
    assertThat(picture.deep()).isTrue();
    assertThat(picture.numbers()).containsExactly(0, third, largest, 1);
    assertThat(picture.image(List.of()).pixels()[2]).isEqualTo((byte) 255);
    assertThat(picture.floats(List.of())).startsWith(0, (float) (third / (double) largest), 1);
    assertThat(decoder.look(deepPgm(2, 2, largest, levels)).deep()).isTrue();
  }

  @Test
  @DisplayName("of bits are black where a bit is set, and pad each raw row to whole bytes")
  void bits() throws BadImageException {
    byte[] expected = {0, -1, 0, -1, 0, -1, -1, -1, -1, 0, 0, -1, -1, -1, -1, -1, -1, -1};
    byte[] raw = pnm("P4\n9 2\n", 0b10101000, 0b01111111, 0b10000000, 0);
    byte[] plain = pnm("P1\n9 2\n1 0 1010000\n#\n1100 0 0000\n");
    assertThat(decoder.image(plain).pixels()).isEqualTo(expected);
    assertThat(decoder.image(raw).pixels())
        .isEqualTo(new byte[] {0, -1, 0, -1, 0, -1, -1, -1, -1, 0, -1, -1, -1, -1, -1, -1, -1, -1});
  }

  @ParameterizedTest
  @CsvSource({
    "BLACKANDWHITE, 1, 1",
    "BLACKANDWHITE_ALPHA, 1, 2",
    "GRAYSCALE, 100, 1",
    "GRAYSCALE_ALPHA, 255, 2",
    "RGB, 31, 3",
    "RGB_ALPHA, 200, 4",
    "'', 255, 3"
  })
  @DisplayName("of any kind of tuple have its channels")
  void tuples(String kind, int largest, int channels) throws BadImageException {
    int[] values = new int[2 * channels];
    values[1] = largest;
    String header =
        "P7\n# any\nHEIGHT 1\nWIDTH 2\nDEPTH "
            + channels
            + "\nMAXVAL "
            + largest
            + "\n"
            + (kind.isEmpty() ? "" : "TUPLTYPE " + kind + "\n")
            + "ENDHDR\n";
    Image image = decoder.image(pnm(header, values));
    assertThat(decoder.form(pnm(header, values))).isEqualTo(new Form(1, 2, channels));
    assertThat(image.pixels()[1]).isEqualTo((byte) 255);
    assertThat(image.pixels()[0]).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "'P5 2 2 255 abc', it is cut off",
    "'P2 2 2 255 1 2 3', it is cut off",
    "'P2 2 2 9 1 2 3 10', 'it has the level 10, above its largest, 9'",
    "'P5 2 2 0 abcd', its largest level is 0",
    "'P5 2 2 65536 abcd', its largest level is 65536",
    "'P5 2 x 255 abcd', its height is 'x'",
    "'P1 2 1 1 2', it has something else than 0 and 1",
    "'P5 1 1 255 aP5 1 1 255 b', it holds several pictures"
  })
  @DisplayName("are refused where they are broken, with the reason")
  void refused(String file, String reason) {
    assertThatThrownBy(() -> decoder.image(pnm(file)))
        .isInstanceOf(BadImageException.class)
        .hasMessageContaining(reason);
  }

  @Test
  @DisplayName("may have bytes behind their end")
  void behind() throws BadImageException {
    assertThat(decoder.image(pnm("P5 1 1 255 a\n\n")).pixels()).containsExactly('a');
    assertThat(decoder.image(pnm("P5 1 1 255 aPx")).pixels()).containsExactly('a');
  }
}
