package io.gan4j.tf.internal.features;

import io.gan4j.api.ProviderException;
import io.gan4j.api.data.SampleSpace;
import io.gan4j.api.internal.Sha256;
import io.gan4j.api.metric.FeatureExtractor;
import io.gan4j.tf.internal.device.SessionConfigs;
import io.gan4j.tf.internal.export.ModelFolder;
import io.gan4j.tf.internal.gate.ModelGate;
import io.gan4j.tf.internal.graph.GraphScope;
import io.gan4j.tf.internal.natives.NativeHandle;
import io.gan4j.tf.internal.natives.NativeResources;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
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
import org.tensorflow.types.TFloat32;

/** A loaded model, and a small graph before it that brings samples to its size and range. */
public final class ModelExtractor implements FeatureExtractor {
  private final LoadedModel model;
  private final List<Estimated> estimated;
  private final String description;
  private final String hash;
  private final String resizing;
  private final NativeHandle<Graph> before =
      NativeResources.graph("graph before a feature extractor");
  private final NativeHandle<Session> beforeSession;
  private final Placeholder<TFloat32> raw;
  private final Operand<TFloat32> prepared;

  private ModelExtractor(
      ExtractorSpec spec, SampleSpace samples, LoadedModel model, List<Estimated> estimated) {
    this.model = model;
    this.estimated = estimated;
    hash = hash(spec.model());
    description =
        spec.model().getFileName()
            + " "
            + model.tensors().outputName()
            + ", pixels in ["
            + spec.range().low()
            + ", "
            + spec.range().high()
            + "]";
    Shape shape = samples.shape();
    boolean resized = isResized(spec, samples);
    resizing =
        resized
            ? String.format(
                Locale.ROOT,
                "bilinear with antialiasing from %dx%d to %dx%d",
                shape.get(0),
                shape.get(1),
                spec.size(),
                spec.size())
            : "";
    Ops tf = GraphScope.ops(before.get());
    raw = tf.placeholder(TFloat32.class, Placeholder.shape(shape.prepend(Shape.UNKNOWN_SIZE)));
    Operand<TFloat32> value = tf.identity(raw); // what is fed cannot be fetched
    if (samples.range().bounded()) {
      double scale =
          (spec.range().high() - spec.range().low())
              / (samples.range().high() - samples.range().low());
      double shift = spec.range().low() - samples.range().low() * scale;
      value =
          tf.math.add(tf.math.mul(value, tf.constant((float) scale)), tf.constant((float) shift));
    }
    if (isRepeated(samples, model.tensors().channels())) {
      value = tf.tile(value, tf.constant(new int[] {1, 1, 1, 3}));
    }
    if (resized) {
      value =
          tf.image.scaleAndTranslate(
              value,
              tf.constant(new int[] {spec.size(), spec.size()}),
              tf.constant(
                  new float[] {
                    spec.size() / (float) shape.get(0), spec.size() / (float) shape.get(1)
                  }),
              tf.constant(new float[] {0, 0}),
              ScaleAndTranslate.kernelType("triangle"),
              ScaleAndTranslate.antialias(true));
    }
    prepared = value;
    beforeSession =
        NativeResources.session("session before a feature extractor", before, SessionConfigs.cpu());
  }

  private static boolean isResized(ExtractorSpec spec, SampleSpace samples) {
    return spec.size() > 0
        && samples.isImage()
        && (samples.shape().get(0) != spec.size() || samples.shape().get(1) != spec.size());
  }

  private static boolean isRepeated(SampleSpace samples, long channels) {
    return samples.isImage() && samples.shape().get(2) == 1 && channels == 3;
  }

  /** The shape of a sample as the model is fed it. */
  private static Shape fed(ExtractorSpec spec, SampleSpace samples, long channels) {
    Shape shape = samples.shape();
    if (!samples.isImage()) {
      return shape;
    }
    boolean resized = isResized(spec, samples);
    return Shape.of(
        resized ? spec.size() : shape.get(0),
        resized ? spec.size() : shape.get(1),
        isRepeated(samples, channels) ? 3 : shape.get(2));
  }

  /**
   * Loads the model.
   *
   * @param gate what its graph has to pass
   * @throws ProviderException if it cannot be loaded, or has no such input or output
   */
  public static ModelExtractor open(ExtractorSpec spec, SampleSpace samples, ModelGate gate) {
    Path model = spec.model();
    if (!Files.exists(model)) {
      throw new ProviderException(model + ": there is no such model");
    }
    try {
      return new ModelExtractor(
          spec,
          samples,
          LoadedModel.open(spec, channels -> fed(spec, samples, channels), gate),
          Files.isDirectory(model) ? Estimated.of(model) : List.of());
    } catch (IOException e) {
      throw new ProviderException(model + " cannot be read: " + e, e);
    } catch (TensorFlowException | TFInvalidArgumentException | TFUnimplementedException e) {
      throw new ProviderException(model + " cannot be loaded: " + ModelFolder.reason(e), e);
    }
  }

  private static String hash(Path place) {
    try {
      Path model = place.toRealPath();
      Sha256 sha256 = new Sha256();
      List<Path> files;
      try (Stream<Path> walk = Files.walk(model)) {
        files = walk.filter(Files::isRegularFile).sorted().toList();
      }
      for (Path file : files) {
        sha256.add(model.relativize(file).toString());
        try (InputStream in = Files.newInputStream(file)) {
          sha256.add(in);
        }
      }
      return sha256.hex();
    } catch (IOException e) {
      throw new ProviderException(place + " cannot be read: " + e, e);
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
    return model.tensors().classes() != null;
  }

  @Override
  public List<String> estimates() {
    return estimated.stream().map(Estimated::name).toList();
  }

  @Override
  public Extracted extract(FloatNdArray samples) {
    model.admitted().requireBatch(samples.shape().get(0));
    try (NativeHandle<TFloat32> given = NativeResources.floats("samples to extract from", samples);
        NativeHandle<Result> ready =
            NativeResources.run(
                "samples as the extractor takes them",
                beforeSession.get().runner().feed(raw, given.get()).fetch(prepared))) {
      LoadedModel.Tensors tensors = model.tensors();
      Session.Runner runner = model.session().runner().feed(tensors.input(), ready.get().get(0));
      runner.fetch(tensors.output());
      if (tensors.classes() != null) {
        runner.fetch(tensors.classes());
      }
      boolean apart = tensors.estimates() != null && !tensors.output().equals(tensors.estimates());
      if (apart) {
        runner.fetch(Objects.requireNonNull(tensors.estimates()));
      }
      try (NativeHandle<Result> extracted = NativeResources.run("features", runner)) {
        Result result = extracted.get();
        long rows = samples.shape().get(0);
        return new Extracted(
            flat(result.get(0), rows),
            tensors.classes() == null ? null : probabilities(flat(result.get(1), rows)),
            tensors.estimates() == null
                ? null
                : inOwnUnits(flat(result.get(apart ? result.size() - 1 : 0), rows)));
      }
    } catch (TensorFlowException | TFInvalidArgumentException | TFUnimplementedException e) {
      throw new ProviderException("the feature extractor failed: " + ModelFolder.reason(e), e);
    }
  }

  /** {@code [rows, …]} as {@code [rows, features]}. */
  private static FloatNdArray flat(Tensor made, long rows) {
    if (!(made instanceof TFloat32 tensor)
        || tensor.shape().numDimensions() == 0
        || tensor.shape().get(0) != rows
        || tensor.shape().size() > Integer.MAX_VALUE) {
      throw new ProviderException(
          "the feature extractor failed: of "
              + rows
              + " samples it made "
              + made.dataType()
              + " of shape "
              + made.shape());
    }
    float[] values = new float[Math.toIntExact(tensor.shape().size())];
    tensor.copyTo(DataBuffers.of(values, false, false));
    return NdArrays.wrap(Shape.of(rows, values.length / rows), DataBuffers.of(values, true, false));
  }

  /** Standardised numbers in their own units. */
  private FloatNdArray inOwnUnits(FloatNdArray rows) {
    if (rows.shape().get(1) != estimated.size()) {
      throw new ProviderException(
          "the feature extractor estimates "
              + rows.shape().get(1)
              + " numbers, and its metadata name "
              + estimated.size());
    }
    float[] values = new float[Math.toIntExact(rows.size())];
    rows.copyTo(DataBuffers.of(values, false, false));
    for (int i = 0; i < values.length; i++) {
      Estimated number = estimated.get(i % estimated.size());
      values[i] = (float) (number.mean() + number.deviation() * values[i]);
    }
    return NdArrays.wrap(rows.shape(), DataBuffers.of(values, true, false));
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
    model.close();
  }
}
