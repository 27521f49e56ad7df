package io.gan4j.tf.extension;

import io.gan4j.api.network.LayerSpec;
import io.gan4j.api.network.WeightTransform;
import io.gan4j.api.tensor.NoiseSource;
import io.gan4j.api.tensor.TensorOps;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TFloating;

/**
 * What a layer is built with, in one pass through its network.
 *
 * @param <T> the graph's float type
 */
public interface LayerContext<T extends TFloating> {

  /** Operations, placed on the run's device and named under this layer. */
  Ops tf();

  /** The same device, in the algebra of losses and activations. */
  TensorOps<Operand<T>> ops();

  /**
   * Matrix products and convolutions in the precision of the run. What is computed with {@link #tf}
   * and {@link #ops} is in the graph's type.
   */
  Products<T> products();

  /** Shape of one input sample. */
  Shape inputShape();

  /** Shape of one output sample. */
  Shape outputShape();

  /**
   * The current value of a parameter or statistic, of a kernel as it is trained.
   *
   * @param name as the layer's {@link LayerSpec#parameters} call it
   */
  Operand<T> parameter(String name);

  /**
   * A kernel as the layer uses it.
   *
   * @param name as the layer's {@link LayerSpec#parameters} call it
   * @param transform what makes it from the kernel that is trained; null if that is the one
   */
  Operand<T> kernel(String name, @Nullable WeightTransform transform);

  /** The parameter {@code kernel} as the layer uses it. */
  default Operand<T> kernel(@Nullable WeightTransform transform) {
    return kernel("kernel", transform);
  }

  /** Whether this pass trains; false when it samples, scores or is exported. */
  boolean training();

  /**
   * One-hot labels of the samples that pass, {@code [batch, classes]}, for a layer that says that
   * it sees some: {@link LayerSpec#labelClasses}.
   */
  Operand<T> labels();

  /** This layer's own noise in this pass; equal draws give equal numbers. */
  NoiseSource<Operand<T>> noise();

  /**
   * Moves a statistic at the end of the step. It happens only in training, and only in phases that
   * move the network's player; several passes in one phase take effect one after another.
   *
   * @param name as the layer's {@link LayerSpec#parameters} call it
   * @param next the next value, of the same shape, from the one before
   */
  void updateStatistic(String name, UnaryOperator<Operand<T>> next);

  /**
   * The mean of a tensor over all workers of the run, for a layer that says of itself {@link
   * LayerSpec#mixesByMeans}; the tensor itself where one process trains alone. Gradients flow back
   * to the samples of all workers.
   */
  default Operand<T> meanOverWorkers(Operand<T> ofThisWorker) {
    return ofThisWorker;
  }

  /** The sum of a tensor over all workers of the run; else as {@link #meanOverWorkers}. */
  default Operand<T> sumOverWorkers(Operand<T> ofThisWorker) {
    return ofThisWorker;
  }

  /**
   * The rows of all workers in their order, {@code [batch, …]}, from those of this one; else as
   * {@link #meanOverWorkers}.
   */
  default Operand<T> rowsOfWorkers(Operand<T> ofThisWorker) {
    return ofThisWorker;
  }

  /** Workers that share every batch, at least 1. */
  default int workers() {
    return 1;
  }

  /** Which of them this is, from 0: its rows come after those of the ones before it. */
  default int worker() {
    return 0;
  }

  /**
   * Builds a layer within this one.
   *
   * @param name prefix of its parameters among this layer's: {@code name/kernel}
   * @param child the inner layer
   * @param input {@code [batch, …]}
   */
  Operand<T> build(String name, LayerSpec child, Operand<T> input);
}
