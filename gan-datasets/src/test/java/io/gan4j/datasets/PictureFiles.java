package io.gan4j.datasets;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;

/** Writes small pictures, and what stands beside the pixels in their files. */
public final class PictureFiles {
  private PictureFiles() {}

  /** A header in ASCII and bytes behind it. */
  public static byte[] pnm(String header, int... values) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(header.getBytes(StandardCharsets.US_ASCII));
    for (int value : values) {
      bytes.write(value);
    }
    return bytes.toByteArray();
  }

  /** A PGM of 16 bits. */
  public static byte[] deepPgm(int height, int width, int maxval, short[] levels) {
    byte[] header =
        ("P5\n" + width + " " + height + "\n" + maxval + "\n").getBytes(StandardCharsets.US_ASCII);
    ByteBuffer bytes = ByteBuffer.allocate(header.length + 2 * levels.length).put(header);
    for (short level : levels) {
      bytes.putShort(level);
    }
    return bytes.array();
  }

  /** A PNG of 8-bit RGB. */
  public static byte[] png(int height, int width, byte[] rgb, byte[]... chunks) {
    ByteBuffer header = ByteBuffer.allocate(13).putInt(width).putInt(height);
    header.put((byte) 8).put((byte) 2);
    ByteArrayOutputStream rows = new ByteArrayOutputStream();
    try (DeflaterOutputStream packed = new DeflaterOutputStream(rows)) {
      for (int y = 0; y < height; y++) {
        packed.write(0);
        packed.write(rgb, y * width * 3, width * 3);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    png.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'});
    png.writeBytes(chunk("IHDR", header.array()));
    for (byte[] chunk : chunks) {
      png.writeBytes(chunk);
    }
    png.writeBytes(chunk("IDAT", rows.toByteArray()));
    png.writeBytes(chunk("IEND", new byte[0]));
    return png.toByteArray();
  }

  /** A PNG's chunk with its checksum. */
  public static byte[] chunk(String type, byte[] content) {
    ByteBuffer chunk = ByteBuffer.allocate(content.length + 12).putInt(content.length);
    chunk.put(type.getBytes(StandardCharsets.US_ASCII)).put(content);
    CRC32 crc = new CRC32();
    crc.update(chunk.array(), 4, content.length + 4);
    return chunk.putInt((int) crc.getValue()).array();
  }

  /** A block of EXIF with an orientation behind another tag. */
  public static byte[] exif(int orientation, ByteOrder order) {
    ByteBuffer exif = ByteBuffer.allocate(38).order(order);
    exif.putShort((short) (order == ByteOrder.LITTLE_ENDIAN ? 0x4949 : 0x4D4D));
    exif.putShort((short) 42).putInt(8).putShort((short) 2);
    exif.putShort((short) 271).putShort((short) 2).putInt(3).put(new byte[] {'g', '4', 0, 0});
    exif.putShort((short) 274).putShort((short) 3).putInt(1).putShort((short) orientation);
    return exif.array();
  }

  /** An array of NumPy. */
  public static byte[] npy(String type, String shape, byte[] values) {
    String header = "{'descr': '" + type + "', 'fortran_order': False, 'shape': " + shape + ", }\n";
    return join(
        latin("\u0093NUMPY\1\0"),
        new byte[] {(byte) header.length(), (byte) (header.length() >> 8)},
        latin(header),
        values);
  }

  /** A JPEG's segment. */
  public static byte[] segment(int marker, byte[] content) {
    return ByteBuffer.allocate(content.length + 4)
        .put((byte) 0xFF)
        .put((byte) marker)
        .putShort((short) (content.length + 2))
        .put(content)
        .array();
  }

  /** A WebP's chunk. */
  public static byte[] webpChunk(String type, byte[] content) {
    return ByteBuffer.allocate(8 + content.length + content.length % 2)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(type.getBytes(StandardCharsets.US_ASCII))
        .putInt(content.length)
        .put(content)
        .array();
  }

  /** Bytes one behind the other. */
  public static byte[] join(byte[]... parts) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      bytes.writeBytes(part);
    }
    return bytes.toByteArray();
  }

  /** A text's bytes, a byte per character. */
  public static byte[] latin(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
