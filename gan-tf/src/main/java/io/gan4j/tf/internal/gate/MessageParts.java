package io.gan4j.tf.internal.gate;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.WireFormat;
import java.io.IOException;

/**
 * Counts the parts of a protocol buffer before it is read. Two bytes of a file can become an object
 * of a hundred.
 */
final class MessageParts {
  /** Messages within messages that a protocol buffer may have. */
  private static final int DEEPEST = 100;

  private final long most;
  private long parts;

  private MessageParts(long most) {
    this.most = most;
  }

  /**
   * Whether a message has no more parts than a number, as far as it can be read.
   *
   * @param type of the message
   */
  static boolean atMost(long most, byte[] message, Descriptor type) throws IOException {
    MessageParts counted = new MessageParts(most);
    counted.count(CodedInputStream.newInstance(message), type, 0);
    return counted.parts <= most;
  }

  private void count(CodedInputStream in, Descriptor type, int depth) throws IOException {
    while (!in.isAtEnd() && parts <= most && depth < DEEPEST) {
      int tag = in.readTag();
      parts++;
      FieldDescriptor field = type.findFieldByNumber(WireFormat.getTagFieldNumber(tag));
      boolean message = field != null && field.getJavaType() == FieldDescriptor.JavaType.MESSAGE;
      if (message && WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED) {
        int limit = in.pushLimit(in.readRawVarint32());
        count(in, field.getMessageType(), depth + 1);
        in.skipRawBytes(Math.max(0, in.getBytesUntilLimit()));
        in.popLimit(limit);
      } else if (!in.skipField(tag)) {
        return;
      }
    }
  }
}
