package io.gan4j.tf.internal.features;

import io.gan4j.api.ProviderException;
import io.gan4j.tf.internal.export.ModelMetadata;
import io.gan4j.tf.internal.gate.AdmittedModel;
import io.gan4j.tf.internal.gate.Feeds;
import io.gan4j.tf.internal.gate.GraphFile;
import io.gan4j.tf.internal.gate.ModelGate;
import io.gan4j.tf.internal.natives.NativeHandle;
import io.gan4j.tf.internal.natives.NativeResources;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.proto.TensorShapeProto;

/**
 * A user's model in a session.
 *
 * @param owner of what is native
 * @param tensors by which it is called
 * @param admitted for how many samples it may be called
 */
record LoadedModel(Owner owner, Session session, Tensors tensors, AdmittedModel admitted) {
  private static final String TAG = "serve";
  private static final String SERVING = "serving_default";

  /** What {@code gan features train} makes, so that outputs are known. */
  private static final String CLASSIFIER = "classifier";

  static final String ESTIMATOR = "estimator";

  /** What an estimator gives, which are its features as well. */
  private static final String ESTIMATES = "estimates";

  /** An operation, and which of its outputs. */
  private static final Pattern TENSOR = Pattern.compile("([^:]+)(?::(\\d{1,5}))?");

  /** Closes what is native. */
  interface Owner {
    void close();
  }

  /**
   * Names of a model's tensors.
   *
   * @param outputName as its users call it
   * @param estimates gives what was estimated; null if nothing is
   * @param channels of its input; 0 if not known
   */
  record Tensors(
      String input,
      String output,
      String outputName,
      @Nullable String classes,
      @Nullable String estimates,
      long channels) {}

  /**
   * Loads a SavedModel or a frozen graph.
   *
   * @param fed the shape of a sample as it will be fed to an input of so many channels
   */
  static LoadedModel open(ExtractorSpec spec, LongFunction<Shape> fed, ModelGate gate)
      throws IOException {
    return Files.isDirectory(spec.model())
        ? savedModel(spec, fed, gate)
        : frozenGraph(spec, fed, gate);
  }

  void close() {
    owner.close();
  }

  private static LoadedModel savedModel(ExtractorSpec spec, LongFunction<Shape> fed, ModelGate gate)
      throws IOException {
    SavedModel model = GraphFile.savedModel(spec.model().resolve("saved_model.pb"));
    Tensors tensors = tensors(spec, signature(spec, model));
    AdmittedModel admitted =
        gate.require(
            spec.model(), model, Feeds.samples(tensors.input(), fed.apply(tensors.channels())));
    NativeHandle<SavedModelBundle> held =
        NativeResources.bundle(
            "feature extractor of " + spec.model(),
            SavedModelBundle.loader(spec.model().toString())
                .withTags(TAG)
                .withConfigProto(admitted.session()));
    return new LoadedModel(held::close, held.get().session(), tensors, admitted);
  }

  private static SignatureDef signature(ExtractorSpec spec, SavedModel model) {
    Map<String, SignatureDef> signatures =
        model.getMetaGraphsList().stream()
            .filter(graph -> graph.getMetaInfoDef().getTagsList().equals(List.of(TAG)))
            .findFirst()
            .orElseThrow(
                () -> new ProviderException(spec.model() + " has no graph with the tag " + TAG))
            .getSignatureDefMap();
    SignatureDef signature = signatures.get(SERVING);
    if (signature == null) {
      throw new ProviderException(
          spec.model() + " has no signature " + SERVING + ", only " + signatures.keySet());
    }
    return signature;
  }

  private static Tensors tensors(ExtractorSpec spec, SignatureDef signature) throws IOException {
    String kind = ModelMetadata.of(spec.model()).getOrDefault("kind", "");
    boolean classifies = kind.equals(CLASSIFIER);
    boolean estimates = kind.equals(ESTIMATOR);
    TensorInfo input = chosen(spec, "input", spec.tensors().input(), signature.getInputsMap());
    String outputName =
        spec.tensors().output() != null
            ? spec.tensors().output()
            : classifies ? "features" : estimates ? ESTIMATES : null;
    TensorInfo output = chosen(spec, "output", outputName, signature.getOutputsMap());
    String classesName =
        spec.tensors().classes() == null && classifies ? "scores" : spec.tensors().classes();
    return new Tensors(
        input.getName(),
        output.getName(),
        outputName == null ? signature.getOutputsMap().keySet().iterator().next() : outputName,
        classesName == null
            ? null
            : chosen(spec, "classes", classesName, signature.getOutputsMap()).getName(),
        estimates ? chosen(spec, ESTIMATES, ESTIMATES, signature.getOutputsMap()).getName() : null,
        channels(Shape.of(sizes(input.getTensorShape()))));
  }

  private static long[] sizes(TensorShapeProto shape) {
    return shape.getDimList().stream().mapToLong(TensorShapeProto.Dim::getSize).toArray();
  }

  private static long channels(Shape input) {
    return input.numDimensions() == 4 ? input.get(3) : 0;
  }

  private static TensorInfo chosen(
      ExtractorSpec spec, String key, @Nullable String name, Map<String, TensorInfo> among) {
    if (name == null && among.size() == 1) {
      return among.values().iterator().next();
    }
    TensorInfo info = name == null ? null : among.get(name);
    if (info == null) {
      throw new ProviderException(
          spec.model()
              + ": "
              + key
              + (name == null ? " must be named" : " '" + name + "' is not there")
              + "; there are "
              + String.join(", ", among.keySet().stream().sorted().toList()));
    }
    return info;
  }

  private static LoadedModel frozenGraph(
      ExtractorSpec spec, LongFunction<Shape> fed, ModelGate gate) throws IOException {
    String input = spec.tensors().input();
    String output = spec.tensors().output();
    String classes = spec.tensors().classes();
    if (input == null || output == null) {
      throw new ProviderException(
          spec.model() + " is a frozen graph: input and output must name its tensors");
    }
    GraphDef definition = GraphFile.frozen(spec.model());
    long declared =
        definition.getNodeList().stream()
            .filter(node -> node.getName().equals(operation(input)))
            .mapToLong(
                node ->
                    channels(
                        Shape.of(
                            sizes(
                                node.getAttrOrDefault("shape", AttrValue.getDefaultInstance())
                                    .getShape()))))
            .findFirst()
            .orElse(0);
    AdmittedModel admitted =
        gate.require(spec.model(), definition, Feeds.samples(input, fed.apply(declared)));
    NativeHandle<Graph> held =
        NativeResources.graph("graph of the feature extractor " + spec.model());
    try {
      Graph graph = held.get();
      graph.importGraphDef(definition);
      requireTensor(spec, graph, input);
      requireTensor(spec, graph, output);
      if (classes != null) {
        requireTensor(spec, graph, classes);
      }
      NativeHandle<Session> session =
          NativeResources.session(
              "session of the feature extractor " + spec.model(), held, admitted.session());
      long channels = channels(graph.operation(operation(input)).output(0).shape());
      Owner both =
          () -> {
            session.close();
            held.close();
          };
      return new LoadedModel(
          both,
          session.get(),
          new Tensors(input, output, output, classes, null, channels),
          admitted);
    } catch (RuntimeException e) {
      held.close();
      throw e;
    }
  }

  private static void requireTensor(ExtractorSpec spec, Graph graph, String name) {
    Matcher tensor = TENSOR.matcher(name);
    GraphOperation operation = tensor.matches() ? graph.operation(tensor.group(1)) : null;
    if (operation == null
        || (tensor.group(2) != null
            && Integer.parseInt(tensor.group(2)) >= operation.numOutputs())) {
      throw new ProviderException(spec.model() + " has no tensor '" + name + "'");
    }
  }

  private static String operation(String tensor) {
    return tensor.replaceFirst(":\\d+$", "");
  }
}
