package io.gan4j.tf.internal.features;

import io.gan4j.api.ProviderException;
import io.gan4j.api.data.SampleSpace;
import io.gan4j.api.metric.FeatureExtractor;
import io.gan4j.tf.SavedModelFeatures;
import io.gan4j.tf.internal.device.SessionConfigs;
import io.gan4j.tf.internal.export.ModelFolder;
import io.gan4j.tf.internal.export.ModelMetadata;
import io.gan4j.tf.internal.gate.GraphFile;
import io.gan4j.tf.internal.gate.ModelGate;
import io.gan4j.tf.internal.natives.Held;
import io.gan4j.tf.internal.natives.Natives;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Session;
import org.tensorflow.exceptions.TFInvalidArgumentException;
import org.tensorflow.exceptions.TFUnimplementedException;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.image.ScaleAndTranslate;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.types.TFloat32;

/** A loaded model, and a small graph before it that brings samples to its size and range. */
public final class ModelExtractor implements FeatureExtractor {
  private static final String SERVING = "serving_default";

  private final Owner owner;
  private final Session session;
  private final String input;
  private final String output;
  private final @Nullable String classes;
  private final String description;
  private final String hash;
  private final String resizing;
  private final Held<Graph> before = Natives.graph("graph before a feature extractor");
  private final Held<Session> beforeSession;
  private final Placeholder<TFloat32> raw;
  private final Operand<TFloat32> prepared;

  private ModelExtractor(SavedModelFeatures config, SampleSpace samples, Loaded loaded) {
    owner = loaded.owner();
    session = loaded.session();
    input = loaded.input();
    output = loaded.output();
    classes = loaded.classes();
    hash = hash(config.model());
    description =
        config.model().getFileName()
            + " "
            + loaded.outputName()
            + ", pixels in ["
            + config.low()
            + ", "
            + config.high()
            + "]";
    Shape shape = samples.shape();
    boolean resized =
        config.size() > 0
            && samples.isImage()
            && (shape.get(0) != config.size() || shape.get(1) != config.size());
    resizing =
        resized
            ? "bilinear with antialiasing from %dx%d to %dx%d"
                .formatted(shape.get(0), shape.get(1), config.size(), config.size())
            : "";
    Ops tf = Ops.create(before.get());
    raw = tf.placeholder(TFloat32.class, Placeholder.shape(shape.prepend(Shape.UNKNOWN_SIZE)));
    Operand<TFloat32> value = tf.identity(raw); // what is fed cannot be fetched
    if (samples.range().bounded()) {
      double scale =
          (config.high() - config.low()) / (samples.range().high() - samples.range().low());
      double shift = config.low() - samples.range().low() * scale;
      value =
          tf.math.add(tf.math.mul(value, tf.constant((float) scale)), tf.constant((float) shift));
    }
    if (samples.isImage() && shape.get(2) == 1 && loaded.channels() == 3) {
      value = tf.tile(value, tf.constant(new int[] {1, 1, 1, 3}));
    }
    if (resized) {
      value =
          tf.image.scaleAndTranslate(
              value,
              tf.constant(new int[] {config.size(), config.size()}),
              tf.constant(
                  new float[] {
                    config.size() / (float) shape.get(0), config.size() / (float) shape.get(1)
                  }),
              tf.constant(new float[] {0, 0}),
              ScaleAndTranslate.kernelType("triangle"),
              ScaleAndTranslate.antialias(true));
    }
    prepared = value;
    beforeSession =
        Natives.session("session before a feature extractor", before, SessionConfigs.cpu());
  }

  /**
   * Loads the model.
   *
   * @param gate what its graph has to pass
   * @throws ProviderException if it cannot be loaded, or has no such input or output
   */
  public static ModelExtractor open(
      SavedModelFeatures config, SampleSpace samples, ModelGate gate) {
    Path model = config.model();
    if (!Files.exists(model)) {
      throw new ProviderException(model + ": there is no such model");
    }
    try {
      return new ModelExtractor(
          config,
          samples,
          Files.isDirectory(model) ? savedModel(config, gate) : frozenGraph(config, gate));
    } catch (IOException e) {
      throw new ProviderException(model + " cannot be read: " + e, e);
    } catch (TensorFlowException | TFInvalidArgumentException | TFUnimplementedException e) {
      throw new ProviderException(model + " cannot be loaded: " + ModelFolder.reason(e), e);
    }
  }

  private interface Owner {
    void close();
  }

  /**
   * @param outputName as its users call it
   * @param channels of its input; 0 if not known
   */
  private record Loaded(
      Owner owner,
      Session session,
      String input,
      String output,
      String outputName,
      @Nullable String classes,
      long channels) {}

  private static Loaded savedModel(SavedModelFeatures config, ModelGate gate) throws IOException {
    Path file = config.model().resolve("saved_model.pb");
    gate.require(config.model(), GraphFile.savedModel(file));
    Held<SavedModelBundle> held =
        Natives.bundle(
            "feature extractor of " + config.model(),
            SavedModelBundle.loader(config.model().toString())
                .withTags("serve")
                .withConfigProto(SessionConfigs.anyDevice()));
    try {
      SavedModelBundle bundle = held.get();
      SignatureDef signature = bundle.metaGraphDef().getSignatureDefMap().get(SERVING);
      if (signature == null) {
        throw new ProviderException(
            config.model()
                + " has no signature "
                + SERVING
                + ", only "
                + bundle.metaGraphDef().getSignatureDefMap().keySet());
      }
      boolean own = isOwnClassifier(config.model());
      TensorInfo input = chosen(config, "input", config.input(), signature.getInputsMap());
      String outputName = config.output() == null && own ? "features" : config.output();
      TensorInfo output = chosen(config, "output", outputName, signature.getOutputsMap());
      String classesName = config.classes() == null && own ? "scores" : config.classes();
      String classes =
          classesName == null
              ? null
              : chosen(config, "classes", classesName, signature.getOutputsMap()).getName();
      int axes = input.getTensorShape().getDimCount();
      long channels = axes == 4 ? input.getTensorShape().getDim(3).getSize() : 0;
      return new Loaded(
          held::close,
          bundle.session(),
          input.getName(),
          output.getName(),
          outputName == null ? signature.getOutputsMap().keySet().iterator().next() : outputName,
          classes,
          channels);
    } catch (RuntimeException | IOException e) {
      held.close();
      throw e;
    }
  }

  /** Whether {@code gan features train} made it, so that its outputs are known. */
  private static boolean isOwnClassifier(Path model) throws IOException {
    return "classifier".equals(ModelMetadata.of(model).get("kind"));
  }

  private static TensorInfo chosen(
      SavedModelFeatures config, String key, @Nullable String name, Map<String, TensorInfo> among) {
    if (name == null && among.size() == 1) {
      return among.values().iterator().next();
    }
    TensorInfo info = name == null ? null : among.get(name);
    if (info == null) {
      throw new ProviderException(
          config.model()
              + ": "
              + key
              + (name == null ? " must be named" : " '" + name + "' is not there")
              + "; there are "
              + String.join(", ", among.keySet().stream().sorted().toList()));
    }
    return info;
  }

  private static Loaded frozenGraph(SavedModelFeatures config, ModelGate gate) throws IOException {
    String input = config.input();
    String output = config.output();
    if (input == null || output == null) {
      throw new ProviderException(
          config.model() + " is a frozen graph: input and output must name its tensors");
    }
    GraphDef definition = GraphFile.frozen(config.model());
    gate.require(config.model(), definition);
    Held<Graph> held = Natives.graph("graph of the feature extractor " + config.model());
    try {
      Graph graph = held.get();
      graph.importGraphDef(definition);
      for (String name : List.of(input, output)) {
        if (graph.operation(name.replaceFirst(":\\d+$", "")) == null) {
          throw new ProviderException(config.model() + " has no operation '" + name + "'");
        }
      }
      Held<Session> session =
          Natives.session(
              "session of the feature extractor " + config.model(),
              held,
              SessionConfigs.anyDevice());
      Shape shape = graph.operation(input.replaceFirst(":\\d+$", "")).output(0).shape();
      long channels = shape.numDimensions() == 4 ? shape.get(3) : 0;
      Owner both =
          () -> {
            session.close();
            held.close();
          };
      return new Loaded(both, session.get(), input, output, output, config.classes(), channels);
    } catch (RuntimeException e) {
      held.close();
      throw e;
    }
  }

  private static String hash(Path model) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      List<Path> files;
      try (Stream<Path> walk = Files.walk(model)) {
        files = walk.filter(Files::isRegularFile).sorted().toList();
      }
      byte[] buffer = new byte[1 << 16];
      for (Path file : files) {
        digest.update(model.relativize(file).toString().getBytes(StandardCharsets.UTF_8));
        try (InputStream in = Files.newInputStream(file)) {
          int read;
          while ((read = in.read(buffer)) >= 0) {
            digest.update(buffer, 0, read);
          }
        }
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (IOException e) {
      throw new ProviderException(model + " cannot be read: " + e, e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }

  @Override
  public String description() {
    return description;
  }

  @Override
  public String contentHash() {
    return hash;
  }

  @Override
  public String resizing() {
    return resizing;
  }

  @Override
  public boolean classifies() {
    return classes != null;
  }

  @Override
  public Extracted extract(FloatNdArray samples) {
    try (Held<TFloat32> given = Natives.floats("samples to extract from", samples);
        Held<Result> ready =
            Natives.run(
                "samples as the extractor takes them",
                beforeSession.get().runner().feed(raw, given.get()).fetch(prepared))) {
      Session.Runner runner = session.runner().feed(input, ready.get().get(0)).fetch(output);
      if (classes != null) {
        runner.fetch(classes);
      }
      try (Held<Result> extracted = Natives.run("features", runner)) {
        Result result = extracted.get();
        return new Extracted(
            flat((TFloat32) result.get(0)),
            classes == null ? null : probabilities(flat((TFloat32) result.get(1))));
      }
    } catch (TensorFlowException | TFInvalidArgumentException | TFUnimplementedException e) {
      throw new ProviderException("the feature extractor failed: " + ModelFolder.reason(e), e);
    }
  }

  /** {@code [n, …]} as {@code [n, features]}. */
  private static FloatNdArray flat(TFloat32 tensor) {
    long rows = tensor.shape().get(0);
    float[] values = new float[Math.toIntExact(tensor.shape().size())];
    tensor.copyTo(DataBuffers.of(values, false, false));
    return NdArrays.wrap(Shape.of(rows, values.length / rows), DataBuffers.of(values, true, false));
  }

  /** Rows that are no distributions are logits. */
  private static FloatNdArray probabilities(FloatNdArray rows) {
    int count = (int) rows.shape().get(0);
    int width = (int) rows.shape().get(1);
    float[] values = new float[count * width];
    rows.copyTo(DataBuffers.of(values, false, false));
    for (int row = 0; row < count; row++) {
      int at = row * width;
      double sum = 0;
      double largest = Double.NEGATIVE_INFINITY;
      boolean negative = false;
      for (int i = at; i < at + width; i++) {
        sum += values[i];
        largest = Math.max(largest, values[i]);
        negative |= values[i] < 0;
      }
      if (negative || Math.abs(sum - 1) > 1e-3) {
        double total = 0;
        for (int i = at; i < at + width; i++) {
          total += Math.exp(values[i] - largest);
        }
        for (int i = at; i < at + width; i++) {
          values[i] = (float) (Math.exp(values[i] - largest) / total);
        }
      }
    }
    return NdArrays.wrap(rows.shape(), DataBuffers.of(values, true, false));
  }

  @Override
  public void close() {
    beforeSession.close();
    before.close();
    owner.close();
  }
}
