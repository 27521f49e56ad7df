package io.gan4j.onnx.internal.wire;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A message of protocol buffers to be written: its fields, in order. */
final class WireMessage {
  static final int VARINT = 0;
  static final int LONG = 1;
  static final int BYTES = 2;
  static final int INT = 5;

  private static final int COPIED = 1 << 16;

  /** The key of a field, and what follows it. */
  private interface Part {
    long size();

    void writeTo(OutputStream out) throws IOException;
  }

  private final List<Part> parts = new ArrayList<>();

  /** A whole number. */
  WireMessage number(int field, long value) {
    return bytes(varint(varint(new byte[0], (long) field << 3 | VARINT), value));
  }

  /** A real number. */
  WireMessage real(int field, float value) {
    bytes(varint(new byte[0], (long) field << 3 | INT));
    int bits = Float.floatToRawIntBits(value);
    return bytes(
        new byte[] {(byte) bits, (byte) (bits >>> 8), (byte) (bits >>> 16), (byte) (bits >>> 24)});
  }

  WireMessage text(int field, String value) {
    return data(field, ByteBuffer.wrap(value.getBytes(StandardCharsets.UTF_8)));
  }

  /** Bytes, which are read when the message is written. */
  WireMessage data(int field, ByteBuffer value) {
    bytes(key(field, value.remaining()));
    parts.add(
        new Part() {
          @Override
          public long size() {
            return value.remaining();
          }

          @Override
          public void writeTo(OutputStream out) throws IOException {
            ByteBuffer rest = value.duplicate();
            byte[] some = new byte[Math.min(COPIED, rest.remaining())];
            while (rest.hasRemaining()) {
              int count = Math.min(some.length, rest.remaining());
              rest.get(some, 0, count);
              out.write(some, 0, count);
            }
          }
        });
    return this;
  }

  /** A message within this one, to which nothing is added later. */
  WireMessage message(int field, WireMessage value) {
    long size = value.size();
    bytes(key(field, size));
    parts.addAll(value.parts);
    return this;
  }

  /** Bytes of the whole message. */
  long size() {
    return parts.stream().mapToLong(Part::size).sum();
  }

  void writeTo(OutputStream out) throws IOException {
    for (Part part : parts) {
      part.writeTo(out);
    }
  }

  private WireMessage bytes(byte[] content) {
    parts.add(
        new Part() {
          @Override
          public long size() {
            return content.length;
          }

          @Override
          public void writeTo(OutputStream out) throws IOException {
            out.write(content);
          }
        });
    return this;
  }

  private static byte[] key(int field, long size) {
    return varint(varint(new byte[0], (long) field << 3 | BYTES), size);
  }

  /** Appends a number, seven bits a byte, the lowest first. */
  private static byte[] varint(byte[] before, long value) {
    ByteBuffer bytes = ByteBuffer.allocate(before.length + 10).put(before);
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      bytes.put((byte) (rest | 0x80));
      rest >>>= 7;
    }
    bytes.put((byte) rest);
    byte[] all = new byte[bytes.flip().remaining()];
    bytes.get(all);
    return all;
  }
}
