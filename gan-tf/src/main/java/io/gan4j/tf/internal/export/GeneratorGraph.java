package io.gan4j.tf.internal.export;

import io.gan4j.api.data.Range;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;

/**
 * Builds a generator for inference in a graph of its own. Each method may be called several times
 * with one graph; all calls share the weights.
 */
public interface GeneratorGraph {

  /** Shape of one latent, without the batch axis. */
  Shape latentShape();

  /**
   * Latents drawn from a seed: {@code [count, …latentShape]}. A pure function of its inputs, and
   * the first k do not depend on count.
   *
   * @param weights the value of a variable by its name
   */
  Operand<TFloat32> latents(
      Ops tf, Operand<TInt64> seed, Operand<TInt32> count, Function<String, Operand<?>> weights);

  /**
   * Latents drawn from a seed each, {@code [n] → [n, …latentShape]}: row i is the first that {@link
   * #latents} has for seed i, but for the last bit of a value. Null if they are drawn in a way that
   * only a batch of one seed has.
   */
  default @Nullable Operand<TFloat32> latentsOf(
      Ops tf, Operand<TInt64> seeds, Function<String, Operand<?>> weights) {
    return null;
  }

  /** In which range samples lie. */
  Range range();

  /** Shape of a sample that can be shown as a picture; null if samples are none. */
  default @Nullable Shape picture() {
    return null;
  }

  /** Number of classes whose labels the generator sees; 0 if it sees none. */
  default int classes() {
    return 0;
  }

  /**
   * Samples in inference mode: {@code [n, …latentShape] → [n, …]} for any n.
   *
   * @param labels {@code [n]}; null exactly if the generator sees none
   * @param weights the value of a variable by its name
   */
  Operand<TFloat32> samples(
      Ops tf,
      Operand<TFloat32> latents,
      @Nullable Operand<TInt32> labels,
      Function<String, Operand<?>> weights);
}
