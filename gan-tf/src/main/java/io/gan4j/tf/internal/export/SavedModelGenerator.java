package io.gan4j.tf.internal.export;

import io.gan4j.api.ProviderException;
import io.gan4j.api.data.LabelSpace;
import io.gan4j.api.provider.GeneratorModel;
import io.gan4j.api.spec.Check;
import io.gan4j.tf.internal.gate.AdmittedModel;
import io.gan4j.tf.internal.gate.GraphFile;
import io.gan4j.tf.internal.gate.ModelGate;
import io.gan4j.tf.internal.natives.NativeHandle;
import io.gan4j.tf.internal.natives.NativeResources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.SessionFunction;
import org.tensorflow.Tensor;
import org.tensorflow.exceptions.TFInvalidArgumentException;
import org.tensorflow.exceptions.TFUnimplementedException;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;

/** An exported generator, loaded again. Safe for use by several threads, until it is closed. */
public final class SavedModelGenerator implements GeneratorModel {
  private final NativeHandle<SavedModelBundle> bundle;
  private final SessionFunction serving;
  private final SessionFunction sample;
  private final @Nullable SessionFunction draw;
  private final Shape latents;
  private final int classes;
  private final int conditions;
  private final Map<String, String> metadata;
  private final AdmittedModel admitted;
  private volatile boolean closed;

  private SavedModelGenerator(
      NativeHandle<SavedModelBundle> bundle,
      Map<String, String> metadata,
      AdmittedModel admitted,
      boolean draws) {
    this.bundle = bundle;
    this.admitted = admitted;
    this.draw = draws ? bundle.get().function(ModelSignatures.LATENTS) : null;
    this.serving = bundle.get().function(ModelSignatures.SERVING);
    this.sample = bundle.get().function(ModelSignatures.SAMPLE);
    // The signature was checked before the bundle was loaded.
    this.latents = Objects.requireNonNull(serving.signature().getInputs().get("latents")).shape;
    this.classes =
        serving.signature().getInputs().containsKey(ModelSignatures.LABELS)
            ? ModelMetadata.classes(metadata)
            : 0;
    this.conditions =
        serving.signature().getInputs().containsKey(ModelSignatures.CONDITION)
            ? Math.toIntExact(conditionShape().get(1))
            : 0;
    this.metadata = metadata;
  }

  /**
   * Loads what {@link SavedModelWriter} wrote.
   *
   * @param folder the SavedModel's folder
   * @param gate what its graph has to pass
   * @throws ProviderException if it is not one, or not a generator's
   */
  public static SavedModelGenerator load(Path folder, ModelGate gate) {
    try {
      SavedModel model = check(folder);
      AdmittedModel admitted = gate.require(folder, model, ModelSignatures.feeds(model));
      Map<String, String> metadata = ModelMetadata.read(folder.resolve(ModelFolder.METADATA_FILE));
      NativeHandle<SavedModelBundle> bundle =
          NativeResources.bundle(
              "generator of " + folder,
              SavedModelBundle.loader(folder.toString())
                  .withTags(ModelSignatures.TAG)
                  .withConfigProto(admitted.session()));
      return new SavedModelGenerator(bundle, metadata, admitted, ModelSignatures.hasLatents(model));
    } catch (IOException e) {
      throw new ProviderException(
          "cannot load the model " + folder + ": " + ModelFolder.reason(e), e);
    } catch (TensorFlowException | TFInvalidArgumentException | TFUnimplementedException e) {
      throw new ProviderException(
          "cannot load the model " + folder + ": " + ModelFolder.reason(e), e);
    }
  }

  /** Refuses in Java what TensorFlow would refuse at length, or load and fail on later. */
  private static SavedModel check(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new ProviderException(
          "there is no model in "
              + folder
              + ": "
              + (Files.exists(folder) ? "it is a file, not a folder" : "no such folder"));
    }
    Path graph = folder.resolve(ModelFolder.GRAPH_FILE);
    if (!Files.isRegularFile(graph)) {
      throw new ProviderException(
          folder + " is not a SavedModel: it holds no " + ModelFolder.GRAPH_FILE);
    }
    SavedModel model = GraphFile.generator(graph);
    List<String> missing = ModelSignatures.missing(model);
    if (!missing.isEmpty()) {
      throw new ProviderException(
          folder + " is not an exported generator: it lacks " + String.join(" and ", missing));
    }
    Path variables = folder.resolve(ModelFolder.VARIABLES + ".index");
    if (!Files.isRegularFile(variables)) {
      throw new ProviderException(folder + " has no weights: there is no " + variables);
    }
    ModelManifest.check(folder);
    return model;
  }

  @Override
  public int classes() {
    return classes;
  }

  @Override
  public int conditions() {
    return conditions;
  }

  @Override
  public FloatNdArray sample(long seed, int count, int @Nullable [] labels) {
    return sample(seed, count, labels, null);
  }

  @Override
  public FloatNdArray sample(
      long seed, int count, int @Nullable [] labels, @Nullable FloatNdArray given) {
    Check.positive("count", count);
    try (NativeHandle<TInt64> seedTensor = NativeResources.int64("seed of latents", seed);
        NativeHandle<TInt32> countTensor = NativeResources.int32("count of latents", count)) {
      return call(
          sample,
          Map.of("seed", seedTensor.get(), "count", countTensor.get()),
          labels,
          given,
          count);
    }
  }

  @Override
  public Optional<FloatNdArray> latents(long seed, int count) {
    Check.positive("count", count);
    if (draw == null) {
      return Optional.empty();
    }
    admitted.requireBatch(count);
    try (NativeHandle<TInt64> seedTensor = NativeResources.int64("seed of latents", seed);
        NativeHandle<TInt32> countTensor = NativeResources.int32("count of latents", count)) {
      return Optional.of(
          call(draw, Map.of("seed", seedTensor.get(), "count", countTensor.get()), count));
    }
  }

  @Override
  public FloatNdArray generate(FloatNdArray values, int @Nullable [] labels) {
    return generate(values, labels, null);
  }

  @Override
  public FloatNdArray generate(
      FloatNdArray values, int @Nullable [] labels, @Nullable FloatNdArray given) {
    Shape shape = values.shape();
    Check.rule(
        shape.isCompatibleWith(latents) && shape.size() > 0,
        "latents",
        "must be of shape " + latents + ", at least one",
        shape);
    try (NativeHandle<TFloat32> tensor = NativeResources.floats("latents", values)) {
      int count = Math.toIntExact(shape.get(0));
      return call(serving, Map.of("latents", tensor.get()), labels, given, count);
    }
  }

  private FloatNdArray call(
      SessionFunction function,
      Map<String, Tensor> inputs,
      int @Nullable [] labels,
      @Nullable FloatNdArray given,
      int count) {
    admitted.requireBatch(count);
    try (NativeHandle<TInt32> labelsTensor =
            NativeResources.int32s(
                "labels of latents", LabelSpace.checked(labels, classes, count));
        NativeHandle<TFloat32> condition =
            NativeResources.floats("conditions", conditioned(given, count))) {
      Map<String, Tensor> arguments = new LinkedHashMap<>(inputs);
      if (classes > 0) {
        arguments.put(ModelSignatures.LABELS, labelsTensor.get());
      }
      if (conditions > 0) {
        arguments.put(ModelSignatures.CONDITION, condition.get());
      }
      return call(function, arguments, count);
    }
  }

  private Shape conditionShape() {
    return Objects.requireNonNull(serving.signature().getInputs().get(ModelSignatures.CONDITION))
        .shape;
  }

  /** Conditions that fit; none of a generator that takes none. */
  private FloatNdArray conditioned(@Nullable FloatNdArray given, int count) {
    Shape expected = Shape.of(count, conditions);
    if (given == null ? conditions > 0 : conditions == 0 || !given.shape().equals(expected)) {
      throw new IllegalArgumentException(
          conditions == 0
              ? "this generator takes no conditions"
              : "conditions must be of shape "
                  + expected
                  + ", found "
                  + (given == null ? "none" : given.shape()));
    }
    return given == null ? NdArrays.scalarOf(0f) : given;
  }

  private FloatNdArray call(SessionFunction function, Map<String, Tensor> arguments, int count) {
    if (closed) {
      throw new IllegalStateException("this model is closed");
    }
    try (NativeHandle<Result> result =
        NativeResources.call("what was sampled", function, arguments)) {
      if (!(result.get().get(0) instanceof TFloat32 samples)
          || samples.shape().numDimensions() < 2
          || samples.shape().get(0) != count) {
        throw new ProviderException(
            "the model failed: it was asked for "
                + count
                + " samples and gave "
                + result.get().get(0).dataType()
                + " of shape "
                + result.get().get(0).shape());
      }
      FloatNdArray copy = NdArrays.ofFloats(samples.shape());
      samples.copyTo(copy);
      return copy;
    } catch (TensorFlowException | TFInvalidArgumentException | TFUnimplementedException e) {
      throw new ProviderException("the model failed: " + ModelFolder.reason(e), e);
    }
  }

  @Override
  public Map<String, String> metadata() {
    return metadata;
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      bundle.close();
    }
  }
}
