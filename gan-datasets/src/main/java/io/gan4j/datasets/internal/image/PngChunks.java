package io.gan4j.datasets.internal.image;

import java.nio.ByteBuffer;
import java.util.zip.CRC32;

/**
 * The frame of a PNG: chunks with checksums, from IHDR to IEND. The decoder looks at neither the
 * checksums nor at what is animated.
 */
final class PngChunks {
  private static final int SIGNATURE = 8;
  private static final int IEND = 0x49454E44;
  private static final int ANIMATION = 0x6163544C;

  private PngChunks() {}

  static void check(byte[] bytes) throws BadImageException {
    ByteBuffer png = ByteBuffer.wrap(bytes).position(SIGNATURE);
    CRC32 crc = new CRC32();
    while (png.remaining() >= 12) {
      int length = png.getInt();
      int start = png.position();
      int type = png.getInt();
      if (length < 0 || length > png.remaining() - 4) {
        throw new BadImageException("it is cut off");
      }
      if (type == ANIMATION && length >= 4 && png.getInt(png.position()) > 1) {
        throw new BadImageException("it is animated");
      }
      crc.reset();
      crc.update(bytes, start, length + 4);
      png.position(start + 4 + length);
      if (png.getInt() != (int) crc.getValue()) {
        throw new BadImageException("a checksum is wrong, at byte " + start);
      }
      if (type == IEND) {
        return;
      }
    }
    throw new BadImageException("it is cut off");
  }
}
