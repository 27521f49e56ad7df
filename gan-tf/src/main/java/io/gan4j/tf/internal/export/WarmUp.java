package io.gan4j.tf.internal.export;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.Message;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.proto.TensorShapeProto;

/**
 * One request for each signature, which TensorFlow Serving runs before it serves a version, so that
 * the first caller does not wait for what is made on first use. A file of records ({@code
 * PredictionLog}), whose messages are Serving's and not in TensorFlow: their fields are written by
 * number.
 */
final class WarmUp {
  static final String FILE = "assets.extra/tf_serving_warmup_requests";

  private static final int PREDICT_LOG = 6;
  private static final int REQUEST = 1;
  private static final int MODEL_SPEC = 1;
  private static final int INPUTS = 2;
  private static final int MODEL_NAME = 1;
  private static final int SIGNATURE_NAME = 3;
  private static final int KEY = 1;
  private static final int VALUE = 2;

  private static final int CRC_MASK = 0xA282EAD8;

  private WarmUp() {}

  static void write(Path file, Map<String, SignatureDef> signatures) throws IOException {
    ByteArrayOutputStream records = new ByteArrayOutputStream();
    for (Map.Entry<String, SignatureDef> signature : new TreeMap<>(signatures).entrySet()) {
      if (signature.getValue().getInputsCount() > 0) {
        record(records, log(signature.getKey(), signature.getValue()));
      }
    }
    Files.write(file, records.toByteArray());
  }

  private static byte[] log(String name, SignatureDef signature) throws IOException {
    byte[] spec =
        bytes(
            out -> {
              out.writeString(MODEL_NAME, "generator");
              out.writeString(SIGNATURE_NAME, name);
            });
    byte[] request =
        bytes(
            out -> {
              out.writeByteArray(MODEL_SPEC, spec);
              for (Map.Entry<String, TensorInfo> input :
                  new TreeMap<>(signature.getInputsMap()).entrySet()) {
                Message value = one(input.getValue(), input.getKey().equals("count"));
                out.writeByteArray(
                    INPUTS,
                    bytes(
                        entry -> {
                          entry.writeString(KEY, input.getKey());
                          entry.writeMessage(VALUE, value);
                        }));
              }
            });
    byte[] predict = bytes(out -> out.writeByteArray(REQUEST, request));
    return bytes(out -> out.writeByteArray(PREDICT_LOG, predict));
  }

  /** A batch of one: zeros, and for a count 1. */
  private static TensorProto one(TensorInfo input, boolean count) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    long values = 1;
    for (TensorShapeProto.Dim dim : input.getTensorShape().getDimList()) {
      long size = Math.max(1, dim.getSize());
      shape.addDimBuilder().setSize(size);
      values *= size;
    }
    int width = input.getDtype() == DataType.DT_INT64 ? Long.BYTES : Integer.BYTES;
    ByteBuffer content =
        ByteBuffer.allocate(Math.toIntExact(values * width)).order(ByteOrder.LITTLE_ENDIAN);
    if (count) {
      content.putInt(0, 1);
    }
    return TensorProto.newBuilder()
        .setDtype(input.getDtype())
        .setTensorShape(shape)
        .setTensorContent(ByteString.copyFrom(content))
        .build();
  }

  /** Length, its checksum, the bytes, their checksum. */
  private static void record(ByteArrayOutputStream out, byte[] message) {
    byte[] length = number(Long.BYTES).putLong(0, message.length).array();
    out.writeBytes(length);
    out.writeBytes(number(Integer.BYTES).putInt(0, masked(length)).array());
    out.writeBytes(message);
    out.writeBytes(number(Integer.BYTES).putInt(0, masked(message)).array());
  }

  private static ByteBuffer number(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static int masked(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    return Integer.rotateRight((int) crc.getValue(), 15) + CRC_MASK;
  }

  private interface Fields {
    void write(CodedOutputStream out) throws IOException;
  }

  private static byte[] bytes(Fields fields) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    fields.write(out);
    out.flush();
    return bytes.toByteArray();
  }
}
