package io.gan4j.api.provider;

import io.gan4j.api.ProviderException;
import io.gan4j.api.data.LabelSpace;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tensorflow.ndarray.FloatNdArray;

/** A generator that was exported and loaded again. Who opens closes. */
public interface GeneratorModel extends AutoCloseable {

  /**
   * Loads an exported generator with what the class path has for its format: gan-tf for a
   * SavedModel's folder, gan-onnx for an ONNX file.
   *
   * @throws io.gan4j.api.ProviderException if it is none, or nothing on the class path loads it
   */
  static GeneratorModel load(Path model) {
    return load(model, Trust.CHECKED);
  }

  /**
   * The same with this trust in the model.
   *
   * @throws io.gan4j.api.ProviderException if it is none, or nothing on the class path loads it
   */
  static GeneratorModel load(Path model, Trust trust) {
    return GeneratorLoader.of(model)
        .orElseThrow(() -> GeneratorLoader.unread(model))
        .load(model, trust);
  }

  /** Number of classes whose labels the generator sees; 0 if it sees none. */
  int classes();

  /**
   * Samples for latents drawn from a seed: {@code [count, …]}. The first k do not depend on count.
   *
   * @param labels a class for each of the count; null exactly if the generator sees no labels
   * @throws IllegalArgumentException if the labels do not fit the generator
   */
  FloatNdArray sample(long seed, int count, int @Nullable [] labels);

  /**
   * The same with the classes in turn if the generator sees labels: sample i is of class i modulo
   * the number of classes.
   */
  default FloatNdArray sample(long seed, int count) {
    return sample(seed, count, LabelSpace.inTurn(classes(), count));
  }

  /**
   * Samples for given latents: {@code [n, …] → [n, …]}.
   *
   * @param labels a class for each of the n; null exactly if the generator sees no labels
   * @throws IllegalArgumentException if latents or labels do not fit the generator
   */
  FloatNdArray generate(FloatNdArray latents, int @Nullable [] labels);

  /** Samples of a generator that sees no labels. */
  default FloatNdArray generate(FloatNdArray latents) {
    return generate(latents, null);
  }

  /**
   * The latents that a seed determines: {@code [count, …]}, those of the samples of that seed.
   *
   * @throws io.gan4j.api.ProviderException if the model does not give them
   */
  default FloatNdArray drawLatents(long seed, int count) {
    return latents(seed, count)
        .orElseThrow(
            () ->
                new ProviderException(
                    "this model gives no latents: an earlier gan4j exported it; export it again"));
  }

  /** Numbers that a sample is conditioned on beside its class; 0 if it takes none. */
  default int conditions() {
    return 0;
  }

  /**
   * Samples for latents drawn from a seed, of a generator that takes conditions.
   *
   * @param labels a class for each of the count; null exactly if the generator sees no labels
   * @param conditions in their own units, {@code [count, conditions]}; null exactly if the
   *     generator takes none
   * @throws IllegalArgumentException if labels or conditions do not fit the generator
   */
  default FloatNdArray sample(
      long seed, int count, int @Nullable [] labels, @Nullable FloatNdArray conditions) {
    refuse(conditions);
    return sample(seed, count, labels);
  }

  /**
   * Samples for given latents {@code [n, …]}, of a generator that takes conditions.
   *
   * @param labels a class for each of the n; null exactly if the generator sees no labels
   * @param conditions in their own units, {@code [n, conditions]}; null exactly if the generator
   *     takes none
   * @throws IllegalArgumentException if latents, labels or conditions do not fit the generator
   */
  default FloatNdArray generate(
      FloatNdArray latents, int @Nullable [] labels, @Nullable FloatNdArray conditions) {
    refuse(conditions);
    return generate(latents, labels);
  }

  private static void refuse(@Nullable FloatNdArray conditions) {
    if (conditions != null) {
      throw new IllegalArgumentException("this generator takes no conditions");
    }
  }

  /**
   * The latents of which {@link #sample(long, int, int[])} makes its samples: {@code [count, …]}.
   * The first k do not depend on count. Given to {@link #generate(FloatNdArray, int[])} together
   * with those of other seeds, each makes the sample that it makes alone.
   *
   * @return empty if samples depend on what is drawn beside them, as those of tables do in exports
   *     of before 0.1.0: such a model samples a seed at a time
   */
  default Optional<FloatNdArray> latents(long seed, int count) {
    return Optional.empty();
  }

  /** What was written beside the model at export. */
  Map<String, String> metadata();

  @Override
  void close();
}
