package io.gan4j.tf.internal.gate;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorProto;

/** Reads a graph's constants as TensorFlow does, and counts what they unfold to. */
final class Constants {
  /** Values that a graph's constants may hold beyond the bytes of its file. */
  private static final long MOST_UNFOLDED = 1 << 24;

  private long unfolded;

  /**
   * What is known of a constant.
   *
   * @throws Refused if it is damaged, or all constants until now unfold to too much
   */
  KnownTensor read(NodeDef node) {
    TensorProto tensor = tensor(node);
    DataType type = node.getAttrOrThrow("dtype").getType();
    Shape shape = Feeds.shape(tensor.getTensorShape());
    if (tensor.getDtype() != type || shape.isUnknown() || shape.hasUnknownDimension()) {
      throw Refused.node(node.getName(), "is a constant of another type or an open shape");
    }
    long elements = KnownTensor.elements(shape);
    int content = tensor.getTensorContent().size();
    if (content > 0 && type != DataType.DT_STRING && content != elements * bytes(type)) {
      throw damaged(node);
    }
    unfolded += Math.max(0, elements - tensor.getSerializedSize());
    if (unfolded > MOST_UNFOLDED) {
      throw Refused.node(
          node.getName(),
          "is a constant of more than " + MOST_UNFOLDED + " values that its file does not hold");
    }
    return new KnownTensor(
        type, shape, elements > KnownTensor.MOST_VALUES ? null : values(tensor, (int) elements));
  }

  private static TensorProto tensor(NodeDef node) {
    return node.getAttrOrDefault("value", AttrValue.getDefaultInstance()).getTensor();
  }

  /** Bytes of an element of a number type; 0 for others. */
  static int bytes(DataType type) {
    return switch (type) {
      case DT_BOOL, DT_INT8, DT_UINT8 -> 1;
      case DT_BFLOAT16, DT_HALF, DT_INT16, DT_UINT16 -> 2;
      case DT_FLOAT, DT_INT32, DT_UINT32 -> 4;
      case DT_DOUBLE, DT_INT64, DT_UINT64 -> 8;
      default -> 0;
    };
  }

  private static @Nullable List<Long> values(TensorProto tensor, int elements) {
    boolean narrow = tensor.getDtype() == DataType.DT_INT32;
    if (!narrow && tensor.getDtype() != DataType.DT_INT64) {
      return null;
    }
    List<Long> given = new ArrayList<>();
    if (!tensor.getTensorContent().isEmpty()) {
      ByteBuffer bytes =
          tensor.getTensorContent().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
      while (bytes.hasRemaining()) {
        given.add(narrow ? bytes.getInt() : bytes.getLong());
      }
    } else if (narrow) {
      tensor.getIntValList().forEach(value -> given.add(value.longValue()));
    } else {
      given.addAll(tensor.getInt64ValList());
    }
    return filled(given, elements, 0L);
  }

  /**
   * The texts of a vector.
   *
   * @throws Refused if they are damaged
   */
  static List<String> texts(NodeDef node) {
    TensorProto tensor = tensor(node);
    int elements = (int) KnownTensor.elements(Feeds.shape(tensor.getTensorShape()));
    if (tensor.getTensorContent().isEmpty()) {
      return filled(
          tensor.getStringValList().stream().map(ByteString::toStringUtf8).toList(), elements, "");
    }
    try {
      // All lengths, then all texts.
      CodedInputStream content = tensor.getTensorContent().newCodedInput();
      int[] lengths = new int[elements];
      for (int i = 0; i < elements; i++) {
        lengths[i] = content.readUInt32();
      }
      List<String> texts = new ArrayList<>();
      for (int length : lengths) {
        texts.add(new String(content.readRawBytes(length), StandardCharsets.UTF_8));
      }
      if (!content.isAtEnd()) {
        throw damaged(node);
      }
      return texts;
    } catch (IOException e) {
      throw damaged(node);
    }
  }

  private static Refused damaged(NodeDef node) {
    return Refused.node(node.getName(), "is a constant whose values do not fill its shape");
  }

  /** What is given beyond the shape is left out; what is lacking is as the last that is given. */
  private static <T> List<T> filled(List<T> given, int elements, T none) {
    List<T> all = new ArrayList<>(given.subList(0, Math.min(given.size(), elements)));
    T last = all.isEmpty() ? none : all.get(all.size() - 1);
    while (all.size() < elements) {
      all.add(last);
    }
    return all;
  }
}
