package io.gan4j.onnx.internal.wire;

import io.gan4j.onnx.internal.graph.InvalidGraphException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads a message of protocol buffers, field after field. */
final class WireReader {
  private final ByteBuffer bytes;
  private int field;
  private int kind;
  private long number;
  private ByteBuffer data = ByteBuffer.allocate(0);

  WireReader(ByteBuffer message) {
    bytes = message.slice().order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Moves to the next field; false at the end. */
  boolean next() {
    if (!bytes.hasRemaining()) {
      return false;
    }
    long key = varint();
    field = (int) (key >>> 3);
    kind = (int) (key & 7);
    if (key >>> 32 != 0 || field == 0) {
      throw damaged();
    }
    switch (kind) {
      case WireMessage.VARINT -> number = varint();
      case WireMessage.LONG -> number = take(Long.BYTES).getLong();
      case WireMessage.INT -> number = take(Integer.BYTES).getInt();
      case WireMessage.BYTES -> data = take(varint());
      default -> throw damaged();
    }
    return true;
  }

  int field() {
    return field;
  }

  /** A whole number. */
  long number() {
    require(kind == WireMessage.VARINT);
    return number;
  }

  /** A real number. */
  float real() {
    require(kind == WireMessage.INT);
    return Float.intBitsToFloat((int) number);
  }

  /** One of a list of whole numbers, or some of them together. */
  List<Long> numbers() {
    if (kind == WireMessage.VARINT) {
      return List.of(number);
    }
    WireReader packed = new WireReader(data());
    List<Long> numbers = new ArrayList<>();
    while (packed.bytes.hasRemaining()) {
      numbers.add(packed.varint());
    }
    return List.copyOf(numbers);
  }

  /** Bytes, or a message. */
  ByteBuffer data() {
    require(kind == WireMessage.BYTES);
    return data;
  }

  WireReader message() {
    return new WireReader(data());
  }

  String text() {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(data().duplicate()).toString();
    } catch (CharacterCodingException e) {
      throw new InvalidGraphException("holds a text that is not UTF-8", e);
    }
  }

  private ByteBuffer take(long count) {
    if (count < 0 || count > bytes.remaining()) {
      throw damaged();
    }
    ByteBuffer taken = bytes.slice().order(ByteOrder.LITTLE_ENDIAN).limit((int) count);
    bytes.position(bytes.position() + (int) count);
    return taken;
  }

  private long varint() {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      byte next = take(1).get();
      value |= (next & 0x7FL) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw damaged();
  }

  private static void require(boolean holds) {
    if (!holds) {
      throw damaged();
    }
  }

  private static InvalidGraphException damaged() {
    return new InvalidGraphException("is no ONNX file, or a damaged one");
  }
}
