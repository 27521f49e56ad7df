package io.gan4j.datasets.internal.image;

import static io.gan4j.datasets.PictureFiles.chunk;
import static io.gan4j.datasets.PictureFiles.exif;
import static io.gan4j.datasets.PictureFiles.join;
import static io.gan4j.datasets.PictureFiles.latin;
import static io.gan4j.datasets.PictureFiles.png;
import static io.gan4j.datasets.PictureFiles.segment;
import static io.gan4j.datasets.PictureFiles.webpChunk;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gan4j.api.data.Image;
import io.gan4j.datasets.ImageSamples;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("What stands beside a picture's pixels")
class MetadataTest {
  /** Two rows of three pixels, no two alike. */
  private static final byte[] RGB = new byte[18];

  static {
    for (int i = 0; i < RGB.length; i++) {
      RGB[i] = (byte) (i * 13);
    }
  }

  private static final byte[] JPEG = ImageSamples.file("rgb.jpg");
  private static final byte[] WEBP = ImageSamples.file("flat.webp");
  private static final byte[] TIFF = ImageSamples.file("rgb.tif");

  private final ImageDecoder decoder = new ImageDecoder(1_000_000);

  /** A JPEG with segments between its first and its others. */
  private static byte[] jpeg(byte[]... segments) {
    int first = 4 + ((JPEG[4] & 0xFF) << 8 | (JPEG[5] & 0xFF));
    return join(
        Arrays.copyOf(JPEG, first), join(segments), Arrays.copyOfRange(JPEG, first, JPEG.length));
  }

  /** A WebP with chunks before and behind its pixels. */
  private static byte[] webp(byte[] before, byte[] behind) {
    byte[] extended = {0x28, 0, 0, 0, (byte) 199, 0, 0, (byte) 149, 0, 0};
    byte[] pixels = Arrays.copyOfRange(WEBP, 12, WEBP.length);
    byte[] body = join(latin("WEBP"), webpChunk("VP8X", extended), before, pixels, behind);
    return webpChunk("RIFF", body);
  }

  /** A TIFF of little-endian numbers with one more tag at the end of its directory. */
  private static byte[] tiff(int tag, int type, int count, int value) {
    ByteBuffer old = ByteBuffer.wrap(TIFF).order(ByteOrder.LITTLE_ENDIAN);
    int directory = old.getInt(4);
    int entries = old.getShort(directory);
    ByteBuffer made =
        ByteBuffer.allocate(TIFF.length + 2 + 12 * (entries + 1) + 4)
            .order(ByteOrder.LITTLE_ENDIAN)
            .put(TIFF)
            .putInt(4, TIFF.length)
            .putShort((short) (entries + 1));
    int place = 0;
    while (place < entries && (old.getShort(directory + 2 + 12 * place) & 0xFFFF) < tag) {
      place++;
    }
    made.put(TIFF, directory + 2, 12 * place);
    made.putShort((short) tag).putShort((short) type).putInt(count).putInt(value);
    made.put(TIFF, directory + 2 + 12 * place, 12 * (entries - place));
    return made.array();
  }

  private static byte[] profile(int number, int of, String content) {
    return segment(
        0xE2, join(latin("ICC_PROFILE\0"), new byte[] {(byte) number, (byte) of}, latin(content)));
  }

  static Stream<Arguments> beside() {
    byte[] png = png(2, 3, RGB);
    return Stream.of(
        Arguments.of("PNG, a profile that is none", png, png(2, 3, RGB, chunk("iCCP", latin("x")))),
        Arguments.of(
            "PNG, gamma of 1", png, png(2, 3, RGB, chunk("gAMA", new byte[] {0, 1, -122, -96}))),
        Arguments.of("PNG, gamma of 0", png, png(2, 3, RGB, chunk("gAMA", new byte[4]))),
        Arguments.of("PNG, sRGB", png, png(2, 3, RGB, chunk("sRGB", new byte[] {9}))),
        Arguments.of("PNG, cICP", png, png(2, 3, RGB, chunk("cICP", new byte[] {9, 16, 0, 1}))),
        Arguments.of(
            "PNG, texts that are none",
            png,
            png(
                2,
                3,
                RGB,
                chunk("zTXt", latin("a\0\0b")),
                chunk("iTXt", latin("a")),
                chunk("pHYs", latin("a")),
                chunk("tIME", latin("")))),
        Arguments.of(
            "PNG, a wrong checksum", png, png(2, 3, RGB, wrong(chunk("tEXt", latin("a\0b"))))),
        Arguments.of("PNG, bytes behind the end", png, join(png, latin("and so on"))),
        Arguments.of("JPEG, a profile cut off", JPEG, jpeg(profile(1, 1, "truncated"))),
        Arguments.of(
            "JPEG, a profile in three parts",
            JPEG,
            jpeg(profile(2, 3, "a"), profile(1, 3, "b"), profile(3, 3, "c"))),
        Arguments.of("JPEG, parts of a profile missing", JPEG, jpeg(profile(2, 3, "corrupt"))),
        Arguments.of("JPEG, a part of number 0", JPEG, jpeg(profile(0, 0, "premature"))),
        Arguments.of(
            "JPEG, a comment",
            JPEG,
            jpeg(segment(0xFE, latin("Corrupt JPEG data: premature end")))),
        Arguments.of(
            "JPEG, Adobe's transform 0 behind JFIF",
            JPEG,
            jpeg(segment(0xEE, latin("Adobe\0d\0\0\0\0\0")))),
        Arguments.of("JPEG, bytes behind the end", JPEG, join(JPEG, latin("and so on"), JPEG)),
        Arguments.of(
            "WebP, a profile cut off", WEBP, webp(webpChunk("ICCP", latin("abc")), new byte[0])),
        Arguments.of(
            "WebP, unknown chunks",
            WEBP,
            webp(webpChunk("ABCD", latin("a")), webpChunk("EFGH", latin("b")))),
        Arguments.of("WebP, bytes behind the end", WEBP, join(WEBP, latin("and so on it goes"))),
        Arguments.of(
            "WebP, EXIF cut off",
            WEBP,
            Arrays.copyOf(webp(new byte[0], webpChunk("EXIF", new byte[90])), WEBP.length + 50)),
        Arguments.of("TIFF, a profile that is none", TIFF, tiff(34675, 7, 4, 1)),
        Arguments.of("TIFF, EXIF that is nowhere", TIFF, tiff(34665, 4, 1, 99_999_999)),
        Arguments.of("TIFF, XMP that is none", TIFF, tiff(700, 1, 4, 7)));
  }

  private static byte[] wrong(byte[] chunk) {
    chunk[chunk.length - 1] ^= 1;
    return chunk;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("beside")
  @DisplayName("changes no pixel, and breaks no picture:")
  void changesNothing(String what, byte[] plain, byte[] file) throws BadImageException {
    assertThat(decoder.image(file).pixels()).as(what).isEqualTo(decoder.image(plain).pixels());
  }

  @Nested
  @DisplayName("says how the picture was held,")
  class Held {
    private int[] size(byte[] file) throws BadImageException {
      Image image = decoder.image(file);
      assertThat(decoder.form(file).height()).isEqualTo(image.height());
      return new int[] {image.height(), image.width()};
    }

    @ParameterizedTest
    @ValueSource(strings = {"LITTLE_ENDIAN", "BIG_ENDIAN"})
    @DisplayName("wherever EXIF can stand, in both orders of bytes")
    void everywhere(String name) throws BadImageException {
      ByteOrder order = name.startsWith("L") ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
      byte[] exif = exif(6, order);
      byte[] named = join(latin("Exif\0\0"), exif);
      assertThat(size(png(2, 3, RGB, chunk("eXIf", exif)))).containsExactly(3, 2);
      assertThat(size(png(2, 3, RGB, chunk("eXIf", named)))).containsExactly(3, 2);
      assertThat(size(jpeg(segment(0xE1, named)))).containsExactly(13, 9);
      assertThat(size(jpeg(latin("\u00ff\u00ff\u00ff"), segment(0xE1, named))))
          .as("fill bytes before the marker")
          .containsExactly(13, 9);
      assertThat(
              size(
                  jpeg(
                      segment(0xE1, latin("http://ns.adobe.com/xap/1.0/\0<x/>")),
                      segment(0xE1, named))))
          .as("behind XMP")
          .containsExactly(13, 9);
      assertThat(size(jpeg(profile(1, 1, "a"), segment(0xE1, named))))
          .as("behind a profile")
          .containsExactly(13, 9);
      assertThat(size(webp(new byte[0], webpChunk("EXIF", exif)))).containsExactly(200, 150);
      assertThat(size(webp(new byte[0], webpChunk("EXIF", named)))).containsExactly(200, 150);
      assertThat(size(tiff(274, 3, 1, 6))).containsExactly(13, 9);
    }

    @Test
    @DisplayName("by the first EXIF that can be read; what cannot is told and left out")
    void broken() throws BadImageException {
      byte[] good = segment(0xE1, join(latin("Exif\0\0"), exif(6, ByteOrder.BIG_ENDIAN)));
      byte[] bad = segment(0xE1, latin("Exif\0\0II*"));
      assertThat(size(jpeg(bad, good))).containsExactly(13, 9);
      assertThat(size(jpeg(bad))).containsExactly(9, 13);
      assertThat(decoder.look(jpeg(bad)).brokenExif()).isTrue();
      assertThat(decoder.look(jpeg(good)).brokenExif()).isFalse();
      byte[] nine = png(2, 3, RGB, chunk("eXIf", exif(9, ByteOrder.LITTLE_ENDIAN)));
      assertThat(size(nine)).containsExactly(2, 3);
      assertThat(decoder.look(nine).brokenExif()).isTrue();
      assertThat(decoder.look(png(2, 3, RGB, chunk("eXIf", new byte[5]))).brokenExif()).isTrue();
    }

    @Test
    @DisplayName("as cameras turn, not as numbers grow: 6 puts the first row on the right")
    void turned() throws BadImageException {
      byte[] exif = chunk("eXIf", exif(6, ByteOrder.LITTLE_ENDIAN));
      byte[] pixels = decoder.image(png(2, 3, RGB, exif)).pixels();
      assertThat(Arrays.copyOf(pixels, 6))
          .isEqualTo(join(Arrays.copyOfRange(RGB, 9, 12), Arrays.copyOf(RGB, 3)));
    }
  }

  @Test
  @DisplayName(
      "does not hide damage to the pixels: a JPEG cut off, a PNG's chunk that must be known")
  void damage() {
    byte[] cut = Arrays.copyOf(jpeg(profile(1, 1, "a")), JPEG.length - 20);
    assertThatThrownBy(() -> decoder.image(cut)).hasMessageContaining("it is damaged");
    assertThatThrownBy(() -> decoder.image(png(2, 3, RGB, chunk("CgBI", latin("abcd")))))
        .hasMessageContaining("a chunk that no PNG has");
  }
}
