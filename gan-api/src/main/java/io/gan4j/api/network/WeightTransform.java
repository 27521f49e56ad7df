package io.gan4j.api.network;

import io.gan4j.api.tensor.TensorOps;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes the kernel that a layer uses from the one that is trained: spectral norm, weight norm,
 * equalised learning rates. It says what it computes in the algebra, so providers need no builder
 * for it, and any layer that has a kernel can name one.
 */
public interface WeightTransform {

  /**
   * What is kept for a kernel: first the kernel that is trained, under the same name and of the
   * same shape, then whatever else is needed, under names that begin with the kernel's and a dot.
   */
  default List<ParameterSpec> parameters(ParameterSpec kernel) {
    return List.of(kernel);
  }

  /** The kernel that the layer uses, of the shape of the one that is kept. */
  <T> T apply(Kept<T> kept);

  /**
   * What is kept for one kernel, in one pass through its network.
   *
   * @param <T> the provider's tensor
   */
  interface Kept<T> {

    TensorOps<T> ops();

    /** What the kept kernel is. */
    ParameterSpec kernel();

    /** The kept kernel's value. */
    T value();

    /**
     * The value of a further parameter or statistic, as it was before this step.
     *
     * @param name its full name, which begins with the kernel's
     */
    T value(String name);

    /**
     * Moves a statistic at the end of the step; only in training, and only in phases that move the
     * network's player. All passes of a phase begin from the same value, so that it moves once per
     * phase however many passes there are.
     *
     * @param name its full name
     */
    void moveStatistic(String name, T next);
  }

  /** What a layer keeps for a kernel under a transform; the kernel alone if there is none. */
  static List<ParameterSpec> kept(@Nullable WeightTransform transform, ParameterSpec kernel) {
    return transform == null ? List.of(kernel) : transform.parameters(kernel);
  }
}
