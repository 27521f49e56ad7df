package io.gan4j.api.provider;

import java.util.Map;
import org.tensorflow.ndarray.FloatNdArray;

/** A generator that was exported and loaded again. Who opens closes. */
public interface GeneratorModel extends AutoCloseable {

  /**
   * Samples for latents drawn from a seed: {@code [count, …]}. The first k do not depend on count.
   */
  FloatNdArray sample(long seed, int count);

  /** Samples for given latents: {@code [n, …] → [n, …]}. */
  FloatNdArray generate(FloatNdArray latents);

  /** What was written beside the model at export. */
  Map<String, String> metadata();

  @Override
  void close();
}
