package io.gan4j.datasets.internal.image;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32;

/**
 * The frame of a PNG: chunks with checksums, from IHDR to IEND. Those that make its pixels go to
 * the decoder; of all others only EXIF is looked at, and one of them that is damaged is left out.
 *
 * @param pixels a PNG with the same pixels and without metadata
 * @param orientation as its EXIF says
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, never leaves this package
record PngChunks(byte[] pixels, Orientation orientation) implements Container {
  private static final int SIGNATURE = 8;
  private static final int IHDR = 0x49484452;
  private static final int PLTE = 0x504C5445;
  private static final int IDAT = 0x49444154;
  private static final int IEND = 0x49454E44;
  private static final int TRANSPARENCY = 0x74524E53;
  private static final int ANIMATION = 0x6163544C;
  private static final int EXIF = 0x65584966;
  private static final Set<Integer> OF_PIXELS = Set.of(IHDR, PLTE, IDAT, IEND, TRANSPARENCY);

  /** Which case the first letter of a chunk's name has says whether a decoder has to know it. */
  private static final int OPTIONAL = 0x20000000;

  static PngChunks of(byte[] bytes) throws BadImageException {
    ByteBuffer png = ByteBuffer.wrap(bytes).position(SIGNATURE);
    ByteArrayOutputStream pixels = new ByteArrayOutputStream(bytes.length);
    pixels.write(bytes, 0, SIGNATURE);
    List<Span> exif = new ArrayList<>();
    CRC32 crc = new CRC32();
    while (png.remaining() >= 12) {
      int length = png.getInt();
      int start = png.position();
      int type = png.getInt();
      if (length < 0 || length > png.remaining() - 4) {
        throw new BadImageException("it is cut off");
      }
      crc.reset();
      crc.update(bytes, start, length + 4);
      boolean whole = png.getInt(start + 4 + length) == (int) crc.getValue();
      if (OF_PIXELS.contains(type)) {
        if (!whole) {
          throw new BadImageException("a checksum is wrong, at byte " + start);
        }
        pixels.write(bytes, start - 4, length + 12);
      } else if ((type & OPTIONAL) == 0) {
        throw new BadImageException("it has a chunk that no PNG has, at byte " + start);
      } else if (type == ANIMATION && length >= 4 && png.getInt(png.position()) > 1) {
        throw new BadImageException("it is animated");
      } else if (type == EXIF) {
        // One of a wrong checksum holds nothing that could be read.
        exif.add(new Span(start + 4, whole ? start + 4 + length : start + 4));
      }
      png.position(start + 8 + length);
      if (type == IEND) {
        return new PngChunks(pixels.toByteArray(), Orientation.of(bytes, exif));
      }
    }
    throw new BadImageException("it is cut off");
  }
}
