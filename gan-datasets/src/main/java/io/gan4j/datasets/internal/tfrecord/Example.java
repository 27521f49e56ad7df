package io.gan4j.datasets.internal.tfrecord;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * A {@code tf.train.Example}: named features, each a list of byte strings, floats or whole numbers.
 * Byte strings are kept as places in the record. Only what pictures need is kept: the first value
 * of each feature.
 *
 * @param strings first byte string of each feature of byte strings
 * @param numbers first value of each feature of whole numbers
 * @param floats first value of each feature of floats
 */
record Example(
    Map<String, Span> strings, Map<String, Long> numbers, Map<String, Float> floats) {
  private static final int MOST_FEATURES = 1000;

  /**
   * Some bytes of a record.
   *
   * @param at the first
   * @param count how many
   */
  record Span(int at, int count) {}

  /**
   * Reads a record.
   *
   * @throws IOException if it is no example, or has a feature twice
   */
  static Example of(byte[] record) throws IOException {
    Example example =
        new Example(new LinkedHashMap<>(), new LinkedHashMap<>(), new LinkedHashMap<>());
    CodedInputStream in = CodedInputStream.newInstance(record);
    forEachMessage(in, 1, () -> forEachMessage(in, 1, () -> example.feature(in, record)));
    if (example.strings.isEmpty() && example.numbers.isEmpty()) {
      throw new InvalidProtocolBufferException("it holds no feature");
    }
    return example;
  }

  /** A whole number, by name. */
  OptionalLong number(String name) {
    Long value = numbers.get(name);
    return value == null ? OptionalLong.empty() : OptionalLong.of(value);
  }

  private interface Body {
    void run() throws IOException;
  }

  /** Runs a body inside each sub-message of a number, up to the current limit; skips all others. */
  private static void forEachMessage(CodedInputStream in, int number, Body body)
      throws IOException {
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (tag == tag(number)) {
        int limit = in.pushLimit(in.readRawVarint32());
        body.run();
        in.checkLastTagWas(0);
        in.popLimit(limit);
      } else if (!in.skipField(tag)) {
        throw new InvalidProtocolBufferException("it has an end of a group without a start");
      }
    }
  }

  private static int tag(int number) {
    return number << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED;
  }

  /** An entry of the map: a name (1) and a value (2). */
  private void feature(CodedInputStream in, byte[] record) throws IOException {
    String name = "";
    Span value = new Span(0, 0);
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (tag == tag(1)) {
        name = in.readStringRequireUtf8();
      } else if (tag == tag(2)) {
        value = span(in);
      } else if (!in.skipField(tag)) {
        throw new InvalidProtocolBufferException("it has an end of a group without a start");
      }
    }
    if (strings.size() + numbers.size() >= MOST_FEATURES) {
      throw new InvalidProtocolBufferException("it has more than " + MOST_FEATURES + " features");
    }
    if (strings.containsKey(name) || numbers.containsKey(name) || floats.containsKey(name)) {
      throw new InvalidProtocolBufferException("it has the feature '" + name + "' twice");
    }
    value(name, record, value);
  }

  /** Byte strings (1), floats (2) or whole numbers (3). */
  private void value(String name, byte[] record, Span span) throws IOException {
    CodedInputStream in = CodedInputStream.newInstance(record, span.at(), span.count());
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (tag == tag(1)) {
        Span list = inside(span, span(in));
        CodedInputStream inner = CodedInputStream.newInstance(record, list.at(), list.count());
        if (inner.readTag() == tag(1)) {
          strings.putIfAbsent(name, inside(list, span(inner)));
        }
      } else if (tag == tag(2)) {
        Span list = inside(span, span(in));
        CodedInputStream inner = CodedInputStream.newInstance(record, list.at(), list.count());
        int first = inner.readTag();
        boolean packed = first == tag(1) && inner.readRawVarint32() >= Float.BYTES;
        if (packed || first == (1 << 3 | WireFormat.WIRETYPE_FIXED32)) {
          floats.putIfAbsent(name, inner.readFloat());
        }
      } else if (tag == tag(3)) {
        Span list = inside(span, span(in));
        CodedInputStream inner = CodedInputStream.newInstance(record, list.at(), list.count());
        int first = inner.readTag();
        if ((first == tag(1) && inner.readRawVarint32() > 0) || first == 1 << 3) {
          numbers.putIfAbsent(name, inner.readInt64());
        }
      } else if (!in.skipField(tag)) {
        throw new InvalidProtocolBufferException("it has an end of a group without a start");
      }
    }
  }

  /** The bytes of a length-delimited field, which are skipped. */
  private static Span span(CodedInputStream in) throws IOException {
    int count = in.readRawVarint32();
    Span span = new Span(in.getTotalBytesRead(), count);
    in.skipRawBytes(count);
    return span;
  }

  private static Span inside(Span outer, Span inner) {
    return new Span(outer.at() + inner.at(), inner.count());
  }
}
