package io.gan4j.api.tensor;

import java.util.List;
import org.tensorflow.ndarray.Shape;

/**
 * The algebra that losses, penalties, activations, latents and constraints are written in. Values
 * are floating-point tensors; binary operations broadcast as NumPy does. The first axis of a batch
 * is the sample. Every operation has a gradient unless it says otherwise.
 *
 * @param <T> the provider's tensor
 */
public interface TensorOps<T> {

  /** A scalar. */
  T constant(double value);

  /** The whole numbers from 0: {@code [count]}. */
  T range(int count);

  /** The shape, as far as it is known; −1 for an axis that is not. */
  Shape shape(T x);

  T add(T a, T b);

  T sub(T a, T b);

  T mul(T a, T b);

  T div(T a, T b);

  T neg(T x);

  T abs(T x);

  T square(T x);

  /** √x. Its gradient at 0 is not finite: add a small number inside the root where 0 can occur. */
  T sqrt(T x);

  T exp(T x);

  /** Natural logarithm. Never take it of a sigmoid: use {@link #softplus}. */
  T log(T x);

  /** log(1 + x), exact near 0. */
  T log1p(T x);

  /** eˣ − 1, exact near 0. */
  T expm1(T x);

  T maximum(T a, T b);

  T minimum(T a, T b);

  /** max(x, 0). */
  T relu(T x);

  /** x where x ≥ 0, alpha·x elsewhere. */
  T leakyRelu(T x, double alpha);

  /** x where x ≥ 0, eˣ − 1 elsewhere. */
  T elu(T x);

  /** Self-normalising: λx where x ≥ 0, λα(eˣ − 1) elsewhere (Klambauer et al. 2017). */
  T selu(T x);

  /** log(1 + eˣ), stable for every x. −log σ(s) = softplus(−s), −log(1 − σ(s)) = softplus(s). */
  T softplus(T x);

  /** 1/(1 + e⁻ˣ). */
  T sigmoid(T x);

  T tanh(T x);

  /** 1 where a > b, 0 elsewhere. No gradient. */
  T greater(T a, T b);

  /** The largest whole number that is not above x. No gradient. */
  T floor(T x);

  /** −1, 0 or 1. No gradient. */
  T sign(T x);

  /** Sum of all values: a scalar. */
  T sum(T x);

  /** Mean of all values: a scalar. Of the rows that are here: see {@link #meanOfBatch}. */
  T mean(T x);

  /**
   * Mean of all values of a batch: a scalar. A batch may pass in several processes, each with its
   * rows: this is the mean over all of them, and gradients flow to the samples of all. For what
   * samples are compared with; what a player pays may be a mean of the rows that are here.
   *
   * @param x {@code [batch, …]}
   */
  default T meanOfBatch(T x) {
    return mean(x);
  }

  /** Sum over all axes but the first: {@code [batch, …] → [batch]}. */
  T sumPerSample(T x);

  /** Mean over all axes but the first: {@code [batch, …] → [batch]}. */
  T meanPerSample(T x);

  /** Largest value of each sample: {@code [batch, …] → [batch]}. */
  T maxPerSample(T x);

  /** Smallest value of each sample: {@code [batch, …] → [batch]}. */
  T minPerSample(T x);

  /**
   * Mean over the batch, the other axes kept: {@code [batch, …] → [1, …]}. As {@link #meanOfBatch},
   * it is of the rows of all processes that share the batch.
   */
  T meanOverBatch(T x);

  /**
   * Sum over all axes but one; the summed axes stay, with size 1, so that the result broadcasts
   * against x.
   */
  T sumExcept(T x, int axis);

  /**
   * One value per sample, shaped to broadcast against {@code like}: {@code [batch] → [batch, 1,
   * …]}.
   */
  T broadcastPerSample(T perSample, T like);

  /** Matrix product: {@code [n, k] · [k, m] → [n, m]}. */
  T matMul(T a, T b);

  /** The same values in another shape; one axis may be −1. */
  T reshape(T x, Shape shape);

  /** The axes in another order: axis i of the result is axis {@code order[i]} of x. */
  T transpose(T x, int... order);

  /** Side by side along the last axis: {@code [batch, …, n], [batch, …, m] → [batch, …, n + m]}. */
  T concat(List<T> parts);

  /**
   * Some of the last axis: {@code [batch, …, n] → [batch, …, to − from]}.
   *
   * @param from the first place that is kept
   * @param to the first that is not
   */
  T slice(T x, int from, int to);

  /**
   * Values at other places along an axis, chosen by each sample for itself: {@code result[n, …, i,
   * …] = x[n, …, places[n, i], …]}. No gradient flows to the places.
   *
   * @param axis from 1
   * @param places whole numbers from 0 to the axis' size less 1, {@code [batch, count]}
   */
  T take(T x, int axis, T places);

  /** The same values, taken as a constant: no gradient flows through. */
  T detach(T x);
}
