package io.gan4j.tf.internal.gate;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.BundleEntryProto;
import org.tensorflow.proto.BundleHeaderProto;

/**
 * Whether a checkpoint holds what a graph's variables are to be, and nothing that would make
 * TensorFlow, which believes the index, take more memory than the weights need.
 */
final class CheckpointIndex {
  private static final String DATA = ".data-00000-of-00001";
  private static final int MOST_BYTES = 64 << 20;

  private CheckpointIndex() {}

  /**
   * Checks a checkpoint.
   *
   * @param prefix of its files' names
   * @param variables type and shape of each, by name
   * @throws Refused if it is damaged, or holds something else
   */
  static void check(Path prefix, Map<String, KnownTensor> variables) throws IOException {
    Path index = prefix.resolveSibling(prefix.getFileName() + ".index");
    Path data = prefix.resolveSibling(prefix.getFileName() + DATA);
    if (!Files.isRegularFile(index) || !Files.isRegularFile(data)) {
      throw new Refused("its weights are not all there");
    }
    if (Files.size(index) > MOST_BYTES) {
      throw new Refused("the index of its weights has more than " + MOST_BYTES + " bytes");
    }
    Map<String, ByteString> entries = SortedTable.read(Files.readAllBytes(index));
    try {
      checkHeader(BundleHeaderProto.parseFrom(entries.getOrDefault("", ByteString.EMPTY)));
      for (Map.Entry<String, KnownTensor> variable : variables.entrySet()) {
        ByteString entry = entries.get(variable.getKey());
        if (entry == null) {
          throw new Refused("its weights lack " + Refused.quoted(variable.getKey()));
        }
        check(
            variable.getKey(),
            variable.getValue(),
            BundleEntryProto.parseFrom(entry),
            Files.size(data));
      }
    } catch (InvalidProtocolBufferException e) {
      throw new Refused("the index of its weights is damaged");
    }
  }

  private static void checkHeader(BundleHeaderProto header) {
    if (header.getNumShards() != 1
        || header.getEndianness() != BundleHeaderProto.Endianness.LITTLE) {
      throw new Refused("its weights are stored otherwise than in one file, or for other machines");
    }
  }

  private static void check(
      String name, KnownTensor variable, BundleEntryProto entry, long available) {
    Shape shape = Feeds.shape(entry.getShape());
    if (entry.getDtype() != variable.type() || !shape.equals(variable.shape())) {
      throw new Refused(
          "its weights hold "
              + Refused.quoted(name)
              + " as "
              + entry.getDtype()
              + " of shape "
              + shape
              + ", and its graph as "
              + variable.type()
              + " of shape "
              + variable.shape());
    }
    long size = KnownTensor.elements(shape) * Constants.bytes(variable.type());
    if (entry.getSlicesCount() > 0
        || entry.getShardId() != 0
        || entry.getSize() != size
        || entry.getOffset() < 0
        || entry.getOffset() > available - size) {
      throw new Refused("its weights do not hold all of " + Refused.quoted(name));
    }
  }
}
