package io.gan4j.datasets.internal.image;

import io.gan4j.api.data.ImageSource.Form;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageReader;

/**
 * The segments of a JPEG, up to its first scan. Those that make its pixels are handed to the
 * decoder, and before them one that says which colours they are, as libjpeg finds it: YCbCr behind
 * JFIF's mark, else what Adobe's says, else what the components are called. All others (EXIF,
 * profiles, comments) never reach the decoder, so that nothing in them can disturb it.
 *
 * @param pixels a JPEG with the same pixels and without metadata
 * @param orientation as its EXIF says
 * @param components 1, 3 or 4
 * @param inverted whether levels of ink are stored as levels of light, as Adobe has them
 * @param luma whether colours are stored as luma and chroma
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, never leaves this package
record JpegFile(
    byte[] pixels, Orientation orientation, int components, boolean inverted, boolean luma)
    implements Container {
  private static final int START_OF_IMAGE = 0xD8;
  private static final int END_OF_IMAGE = 0xD9;
  private static final int START_OF_SCAN = 0xDA;
  private static final int APP_0 = 0xE0;
  private static final int APP_1 = 0xE1;
  private static final int APP_14 = 0xEE;
  private static final int APP_15 = 0xEF;
  private static final int COMMENT = 0xFE;
  private static final int YCBCR = 1;
  private static final int YCCK = 2;

  /** What the segments say. */
  private static final class Found {
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private final List<Span> exif = new ArrayList<>();
    private byte[] componentIds = {};
    private boolean jfif;
    private int adobe = -1;

    int transform() {
      return switch (componentIds.length) {
        case 3 -> jfif ? YCBCR : adobe >= 0 ? (adobe == 0 ? 0 : YCBCR) : byNames();
        case 4 -> adobe == YCCK ? YCCK : 0;
        default -> 0;
      };
    }

    private int byNames() {
      return Arrays.equals(componentIds, new byte[] {'R', 'G', 'B'}) ? 0 : YCBCR;
    }
  }

  /** Reads the segments. */
  static JpegFile of(byte[] bytes) throws BadImageException {
    Found found = new Found();
    int at = 2;
    while (true) {
      while (at < bytes.length && bytes[at] != (byte) 0xFF) {
        at++; // whatever stands between two segments, as libjpeg skips it
      }
      while (at < bytes.length && bytes[at] == (byte) 0xFF) {
        at++; // any number of them may stand before a marker
      }
      if (at + 2 >= bytes.length) {
        throw new BadImageException("it is cut off before its pixels");
      }
      int marker = bytes[at++] & 0xFF;
      if (marker == START_OF_SCAN) {
        return found(found, bytes, at);
      }
      if (marker == END_OF_IMAGE) {
        throw new BadImageException("it has no pixels");
      }
      if (marker > 1 && (marker < 0xD0 || marker > START_OF_IMAGE)) {
        int length = (bytes[at] & 0xFF) << 8 | (bytes[at + 1] & 0xFF);
        if (length < 2 || length > bytes.length - at) {
          throw new BadImageException("it is cut off or damaged at byte " + at);
        }
        segment(found, bytes, marker, new Span(at + 2, at + length));
        at += length;
      }
    }
  }

  private static void segment(Found found, byte[] bytes, int marker, Span body) {
    if (marker == APP_0) {
      found.jfif |= startsWith(bytes, body, "JFIF\0");
    } else if (marker == APP_1) {
      if (Orientation.isExif(bytes, body)) {
        found.exif.add(body);
      }
    } else if (marker == APP_14) {
      if (startsWith(bytes, body, "Adobe") && body.end() - body.start() >= 12) {
        found.adobe = bytes[body.start() + 11] & 0xFF;
      }
    } else if (marker < APP_0 || (marker > APP_15 && marker != COMMENT)) {
      found.kept.write(0xFF);
      found.kept.write(marker);
      found.kept.write(bytes, body.start() - 2, body.end() - body.start() + 2);
      int count = body.end() - body.start() >= 6 ? bytes[body.start() + 5] & 0xFF : 0;
      if (isFrame(marker) && body.end() - body.start() >= 6 + 3 * count) {
        found.componentIds = new byte[count];
        for (int i = 0; i < count; i++) {
          found.componentIds[i] = bytes[body.start() + 6 + 3 * i];
        }
      }
    }
  }

  /** A start of frame, of any of the processes. */
  private static boolean isFrame(int marker) {
    return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
  }

  private static JpegFile found(Found found, byte[] bytes, int scan) throws BadImageException {
    int components = found.componentIds.length;
    if (components != 1 && components != 3 && components != 4) {
      throw new BadImageException("it has " + components + " components; accepted: 1, 3 and 4");
    }
    int transform = found.transform();
    ByteBuffer pixels = ByteBuffer.allocate(20 + found.kept.size() + bytes.length - scan);
    pixels.putShort((short) 0xFFD8);
    if (components > 1) {
      pixels.putShort((short) 0xFFEE).putShort((short) 14);
      pixels.put("Adobe".getBytes(StandardCharsets.US_ASCII)).put(new byte[] {0, 100, 0, 0, 0, 0});
      pixels.put((byte) transform);
    }
    pixels.put(found.kept.toByteArray()).putShort((short) 0xFFDA);
    pixels.put(bytes, scan, bytes.length - scan);
    return new JpegFile(
        Arrays.copyOf(pixels.array(), pixels.position()),
        Orientation.of(bytes, found.exif),
        components,
        found.adobe >= 0,
        transform != 0);
  }

  @Override
  public Form form(ImageReader reader) throws IOException {
    return new Form(reader.getHeight(0), reader.getWidth(0), components == 1 ? 1 : 3);
  }

  /** Of four components the decoder gives the bare levels: what they mean is said here. */
  @Override
  public Picture picture(ImageReader reader) throws IOException, BadImageException {
    return components == 4
        ? Inks.ofJpeg(reader.readRaster(0, null), luma, inverted)
        : Pixels.of(reader.read(0));
  }

  private static boolean startsWith(byte[] bytes, Span body, String word) {
    int end = body.start() + word.length();
    byte[] wanted = word.getBytes(StandardCharsets.US_ASCII);
    return end <= body.end() && Arrays.equals(bytes, body.start(), end, wanted, 0, wanted.length);
  }
}
