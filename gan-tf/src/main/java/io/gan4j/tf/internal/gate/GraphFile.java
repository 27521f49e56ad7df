package io.gan4j.tf.internal.gate;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import io.gan4j.api.ProviderException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.SavedModel;

/** Reads the files that graphs lie in, of which one cannot know who wrote them. */
public final class GraphFile {
  /** Bytes of a SavedModel's graph whose weights lie in files of their own. */
  private static final long MOST_BESIDE_WEIGHTS = 32 << 20;

  /** Bytes of a graph that holds its weights. */
  private static final long MOST = 1 << 30;

  /** Nodes, attributes, shapes and whatever else a graph is made of. */
  private static final long MOST_PARTS = 1 << 21;

  private GraphFile() {}

  /**
   * The graph of an exported generator, without weights.
   *
   * @throws ProviderException if it is damaged, too long, or no file
   */
  public static SavedModel generator(Path file) throws IOException {
    return savedModel(file, MOST_BESIDE_WEIGHTS);
  }

  /** The graph of any SavedModel. */
  public static SavedModel savedModel(Path file) throws IOException {
    return savedModel(file, MOST);
  }

  private static SavedModel savedModel(Path file, long most) throws IOException {
    byte[] bytes = read(file, most);
    try {
      requireFewParts(file, bytes, SavedModel.getDescriptor());
      return SavedModel.parseFrom(bytes);
    } catch (InvalidProtocolBufferException e) {
      throw damaged(file, "the graph of a SavedModel", e);
    }
  }

  /** A frozen graph. */
  public static GraphDef frozen(Path file) throws IOException {
    byte[] bytes = read(file, MOST);
    try {
      requireFewParts(file, bytes, GraphDef.getDescriptor());
      return GraphDef.parseFrom(bytes);
    } catch (InvalidProtocolBufferException e) {
      throw damaged(file, "a frozen graph", e);
    }
  }

  private static byte[] read(Path file, long most) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new ProviderException(
          file + (Files.exists(file) ? " is no file that can be read" : ": there is no such file"));
    }
    if (Files.size(file) > most) {
      throw new ProviderException(
          file + " has " + Files.size(file) + " bytes, and a graph of its kind at most " + most);
    }
    return Files.readAllBytes(file);
  }

  private static void requireFewParts(Path file, byte[] bytes, Descriptor type) throws IOException {
    if (!MessageParts.atMost(MOST_PARTS, bytes, type)) {
      throw new ProviderException(
          file + " is made of more than " + MOST_PARTS + " parts, which no model's graph is");
    }
  }

  private static ProviderException damaged(
      Path file, String what, InvalidProtocolBufferException e) {
    return new ProviderException(
        file + " is not " + what + ": it is damaged, or another kind of file", e);
  }
}
