package io.gan4j.tf.internal.export;

import io.gan4j.api.data.Range;
import io.gan4j.api.game.Signal;
import io.gan4j.tf.internal.gate.Feeds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.proto.TensorShapeProto;

/** What an exported model answers to: names and types of its signatures. */
public final class ModelSignatures {
  /** The tag of graphs for inference. */
  static final String TAG = "serve";

  /** Latents to samples. */
  public static final String SERVING = "serving_default";

  /** A seed and a count to samples. */
  static final String SAMPLE = "sample";

  /**
   * A seed and a count to the latents of which {@link #SAMPLE} makes its samples. A model that has
   * it makes each sample of its own latents and label alone.
   */
  static final String LATENTS = "latents";

  /** A seed for each, or latents, to pictures as PNG. */
  public static final String IMAGES = "images";

  /** Output of {@link #IMAGES}; what ends so is sent by servers as bytes. */
  static final String IMAGE_BYTES = "image_bytes";

  /** Nothing to the range of samples, which a tensor's type does not say. */
  public static final String RANGE = "range";

  private static final String SEED = "seed";
  private static final String COUNT = "count";

  private ModelSignatures() {}

  /** The input that a generator has that sees labels, in both signatures. */
  public static final String LABELS = "labels";

  /** The input that a generator has that takes conditions, in both signatures. */
  static final String CONDITION = Signal.CONDITION;

  /** What is missing for a model to be a generator of ours; empty if nothing is. */
  static List<String> missing(SavedModel model) {
    MetaGraphDef graph = graph(model);
    if (graph == null) {
      return List.of("a graph with the tag '" + TAG + "'");
    }
    List<String> missing = new ArrayList<>();
    SignatureDef serving =
        graph.getSignatureDefOrDefault(SERVING, SignatureDef.getDefaultInstance());
    Map<String, DataType> further = new TreeMap<>();
    if (serving.containsInputs(LABELS)) {
      further.put(LABELS, DataType.DT_INT32);
    }
    if (serving.containsInputs(CONDITION)) {
      further.put(CONDITION, DataType.DT_FLOAT);
    }
    require(graph, SERVING, with(further, Map.of("latents", DataType.DT_FLOAT)), missing);
    require(
        graph,
        SAMPLE,
        with(further, Map.of(SEED, DataType.DT_INT64, COUNT, DataType.DT_INT32)),
        missing);
    return missing;
  }

  /** Whether it has the signature of latents, as it is written here. */
  static boolean hasLatents(SavedModel model) {
    MetaGraphDef graph = graph(model);
    if (graph == null) {
      return false;
    }
    SignatureDef found = graph.getSignatureDefMap().get(LATENTS);
    return found != null
        && types(found.getInputsMap())
            .equals(Map.of(SEED, DataType.DT_INT64, COUNT, DataType.DT_INT32))
        && graph
            .getSignatureDefOrThrow(SAMPLE)
            .getInputsOrThrow(COUNT)
            .getName()
            .equals(found.getInputsOrThrow(COUNT).getName())
        && types(found.getOutputsMap()).equals(Map.of(LATENTS, DataType.DT_FLOAT));
  }

  /** What callers feed to a generator's model, of which nothing is missing. */
  static Feeds feeds(SavedModel model) {
    return Feeds.count(
        Objects.requireNonNull(graph(model))
            .getSignatureDefOrThrow(SAMPLE)
            .getInputsOrThrow(COUNT)
            .getName());
  }

  private static @Nullable MetaGraphDef graph(SavedModel model) {
    return model.getMetaGraphsList().stream()
        .filter(g -> g.getMetaInfoDef().getTagsList().contains(TAG))
        .findFirst()
        .orElse(null);
  }

  private static Map<String, DataType> with(
      Map<String, DataType> further, Map<String, DataType> inputs) {
    Map<String, DataType> all = new TreeMap<>(inputs);
    all.putAll(further);
    return all;
  }

  private static void require(
      MetaGraphDef graph, String name, Map<String, DataType> inputs, List<String> missing) {
    require(graph, name, inputs, "samples", missing);
  }

  private static void require(
      MetaGraphDef graph,
      String name,
      Map<String, DataType> inputs,
      String output,
      List<String> missing) {
    SignatureDef found = graph.getSignatureDefMap().get(name);
    if (found == null
        || !types(found.getInputsMap()).equals(inputs)
        || !found.getInputsMap().entrySet().stream()
            .allMatch(input -> isShaped(input.getKey(), input.getValue().getTensorShape()))
        || types(found.getOutputsMap()).get(output) != DataType.DT_FLOAT) {
      missing.add("a signature '" + name + "' (" + describe(inputs) + " → " + output + " float)");
    }
  }

  /** A scalar where one is fed; else one for each sample. */
  private static boolean isShaped(String input, TensorShapeProto shape) {
    if (input.equals(SEED) || input.equals(COUNT)) {
      return shape.getDimCount() == 0 && !shape.getUnknownRank();
    }
    return shape.getDimCount() >= 1
        && shape.getDim(0).getSize() == Shape.UNKNOWN_SIZE
        && (shape.getDimCount() == 1 || !input.equals(LABELS))
        && (!input.equals(CONDITION)
            || (shape.getDimCount() == 2 && shape.getDim(1).getSize() > 0));
  }

  private static Map<String, DataType> types(Map<String, TensorInfo> tensors) {
    Map<String, DataType> types = new TreeMap<>();
    tensors.forEach((name, info) -> types.put(name, info.getDtype()));
    return types;
  }

  private static String describe(Map<String, DataType> inputs) {
    List<String> words = new ArrayList<>();
    new TreeMap<>(inputs)
        .descendingMap()
        .forEach(
            (name, type) ->
                words.add(name + " " + type.name().substring(3).toLowerCase(Locale.ROOT)));
    return String.join(", ", words);
  }

  /** The signature that says in which range samples lie. */
  public static SignatureDef range(Ops tf, Range range) {
    return signature(
        Map.of(),
        Map.of(
            "low", tf.withName("range_low").constant((float) range.low()),
            "high", tf.withName("range_high").constant((float) range.high())));
  }

  /** A signature of these tensors. */
  public static SignatureDef signature(
      Map<String, ? extends Operand<?>> inputs, Map<String, ? extends Operand<?>> outputs) {
    SignatureDef.Builder signature =
        SignatureDef.newBuilder().setMethodName("tensorflow/serving/predict");
    inputs.forEach((name, operand) -> signature.putInputs(name, info(operand.asOutput())));
    outputs.forEach((name, operand) -> signature.putOutputs(name, info(operand.asOutput())));
    return signature.build();
  }

  private static TensorInfo info(Output<?> output) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    if (output.shape().isUnknown()) {
      shape.setUnknownRank(true);
    } else {
      Arrays.stream(output.shape().asArray()).forEach(size -> shape.addDimBuilder().setSize(size));
    }
    return TensorInfo.newBuilder()
        .setName(output.op().name() + ":" + output.index())
        .setDtype(output.dataType())
        .setTensorShape(shape)
        .build();
  }
}
