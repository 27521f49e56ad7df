package io.gan4j.tf.internal.gate;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorShapeProto;

/** What a model is going to be fed, but for the number of samples. */
public final class Feeds {
  private static final long OPEN = Shape.UNKNOWN_SIZE;

  private final Map<String, Shape> samples;
  private final Set<String> counts;

  private Feeds(Map<String, Shape> samples, Set<String> counts) {
    this.samples =
        samples.entrySet().stream()
            .collect(Collectors.toMap(e -> DataFlow.node(e.getKey()), Map.Entry::getValue));
    this.counts = counts.stream().map(DataFlow::node).collect(Collectors.toSet());
  }

  /** The number of samples, in a tensor of this name; in others what these say that they take. */
  public static Feeds count(String tensor) {
    return new Feeds(Map.of(), Set.of(tensor));
  }

  /**
   * Samples in a tensor of this name; in others nothing, so that what needs them never runs.
   *
   * @param sample shape of one
   */
  public static Feeds samples(String tensor, Shape sample) {
    return new Feeds(Map.of(tensor, sample), Set.of());
  }

  /** Whether the caller knows more of an input than that says of itself. */
  boolean know(String node) {
    return samples.containsKey(node) || counts.contains(node);
  }

  /**
   * What an input holds for a batch.
   *
   * @throws Refused if it does not take what it is fed, or leaves open what that is
   */
  KnownTensor input(NodeDef placeholder, long batch) {
    String name = placeholder.getName();
    DataType type = placeholder.getAttrOrThrow("dtype").getType();
    Shape declared =
        shape(placeholder.getAttrOrDefault("shape", AttrValue.getDefaultInstance()).getShape());
    if (counts.contains(name)) {
      require(placeholder, declared, Shape.scalar());
      return KnownTensor.scalar(type, batch);
    }
    Shape sample = samples.get(name);
    if (sample != null) {
      Shape fed = sample.prepend(batch);
      require(placeholder, declared, fed);
      return KnownTensor.of(type, fed);
    }
    if (declared.isUnknown()) {
      return KnownTensor.of(type, Shape.scalar());
    }
    if (declared.numDimensions() == 0 && !samples.isEmpty()) {
      return KnownTensor.scalar(type, batch); // as good as any, for it is never fed
    }
    long[] sizes = declared.asArray();
    if (sizes.length > 0 && sizes[0] == OPEN) {
      sizes[0] = batch;
    }
    Shape known = Shape.of(sizes);
    if (known.hasUnknownDimension()) {
      throw Refused.node(name, "is an input that leaves its shape open: " + declared);
    }
    return KnownTensor.of(type, known);
  }

  /** Refuses to feed samples in the place of something that is calculated otherwise. */
  void require(NodeDef node, Shape calculated, long batch) {
    Shape sample = samples.get(node.getName());
    Shape fed = sample == null ? Shape.scalar() : sample.prepend(batch);
    if (!calculated.equals(fed)) {
      throw Refused.node(node.getName(), "is of the shape " + calculated + ", and is fed " + fed);
    }
  }

  private static void require(NodeDef placeholder, Shape declared, Shape fed) {
    if (!declared.isCompatibleWith(fed)) {
      throw Refused.node(
          placeholder.getName(), "takes the shape " + declared + ", and is fed " + fed);
    }
  }

  /** A shape whose sizes and even rank may be open. */
  static Shape shape(TensorShapeProto shape) {
    return shape.getUnknownRank()
        ? Shape.unknown()
        : Shape.of(shape.getDimList().stream().mapToLong(TensorShapeProto.Dim::getSize).toArray());
  }
}
