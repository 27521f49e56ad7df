package io.gan4j.tf.internal.graph;

import io.gan4j.tf.extension.Products;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TFloating;

/**
 * What a run's products are computed in on this machine.
 *
 * @param convolutions whether they are in bfloat16
 * @param matrices whether products of matrices are, too
 * @param words the same for people: {@code bfloat16 (AMX)}
 */
public record Arithmetic(boolean convolutions, boolean matrices, String words) {
  /** Nothing is rounded. */
  public static final Arithmetic FULL = new Arithmetic(false, false, "float32");

  /** With AMX's tiles. */
  public static final Arithmetic AMX = new Arithmetic(true, true, "bfloat16 (AMX)");

  /** With AVX-512's dot products, where products of matrices are no quicker than in float32. */
  public static final Arithmetic AVX512 =
      new Arithmetic(true, false, "bfloat16 convolutions (AVX512-BF16)");

  /** Products of this kind. */
  public <T extends TFloating> Products<T> products(Ops tf, Class<T> type) {
    return convolutions ? RoundedProducts.of(tf, type, matrices) : new FullProducts<>(tf, type);
  }
}
