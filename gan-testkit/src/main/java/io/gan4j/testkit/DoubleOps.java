package io.gan4j.testkit;

import io.gan4j.api.tensor.TensorOps;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import org.tensorflow.ndarray.Shape;

/**
 * The algebra on plain doubles: what a loss, activation, distribution or constraint computes,
 * without a tensor library. It keeps no gradients; {@link Gradients} takes them by differences.
 */
public class DoubleOps implements TensorOps<DoubleTensor> {
  // Klambauer et al. 2017, equation 14.
  private static final double SELU_SCALE = 1.0507009873554805;
  private static final double SELU_ALPHA = 1.6732632423543772;

  @Override
  public DoubleTensor constant(double value) {
    return DoubleTensor.scalar(value);
  }

  @Override
  public Shape shape(DoubleTensor x) {
    return x.shape();
  }

  @Override
  public DoubleTensor add(DoubleTensor a, DoubleTensor b) {
    return zip(a, b, Double::sum);
  }

  @Override
  public DoubleTensor sub(DoubleTensor a, DoubleTensor b) {
    return zip(a, b, (p, q) -> p - q);
  }

  @Override
  public DoubleTensor mul(DoubleTensor a, DoubleTensor b) {
    return zip(a, b, (p, q) -> p * q);
  }

  @Override
  public DoubleTensor div(DoubleTensor a, DoubleTensor b) {
    return zip(a, b, (p, q) -> p / q);
  }

  @Override
  public DoubleTensor neg(DoubleTensor x) {
    return map(x, v -> -v);
  }

  @Override
  public DoubleTensor abs(DoubleTensor x) {
    return map(x, Math::abs);
  }

  @Override
  public DoubleTensor square(DoubleTensor x) {
    return map(x, v -> v * v);
  }

  @Override
  public DoubleTensor sqrt(DoubleTensor x) {
    return map(x, Math::sqrt);
  }

  @Override
  public DoubleTensor exp(DoubleTensor x) {
    return map(x, Math::exp);
  }

  @Override
  public DoubleTensor log(DoubleTensor x) {
    return map(x, Math::log);
  }

  @Override
  public DoubleTensor log1p(DoubleTensor x) {
    return map(x, Math::log1p);
  }

  @Override
  public DoubleTensor expm1(DoubleTensor x) {
    return map(x, Math::expm1);
  }

  @Override
  public DoubleTensor maximum(DoubleTensor a, DoubleTensor b) {
    return zip(a, b, Math::max);
  }

  @Override
  public DoubleTensor minimum(DoubleTensor a, DoubleTensor b) {
    return zip(a, b, Math::min);
  }

  @Override
  public DoubleTensor relu(DoubleTensor x) {
    return map(x, v -> Math.max(v, 0));
  }

  @Override
  public DoubleTensor leakyRelu(DoubleTensor x, double alpha) {
    return map(x, v -> v >= 0 ? v : alpha * v);
  }

  @Override
  public DoubleTensor elu(DoubleTensor x) {
    return map(x, v -> v >= 0 ? v : Math.expm1(v));
  }

  @Override
  public DoubleTensor selu(DoubleTensor x) {
    return map(x, v -> SELU_SCALE * (v >= 0 ? v : SELU_ALPHA * Math.expm1(v)));
  }

  @Override
  public DoubleTensor softplus(DoubleTensor x) {
    return map(x, v -> Math.max(v, 0) + Math.log1p(Math.exp(-Math.abs(v))));
  }

  @Override
  public DoubleTensor sigmoid(DoubleTensor x) {
    return map(x, v -> v >= 0 ? 1 / (1 + Math.exp(-v)) : Math.exp(v) / (1 + Math.exp(v)));
  }

  @Override
  public DoubleTensor tanh(DoubleTensor x) {
    return map(x, Math::tanh);
  }

  @Override
  public DoubleTensor greater(DoubleTensor a, DoubleTensor b) {
    return zip(a, b, (p, q) -> p > q ? 1 : 0);
  }

  @Override
  public DoubleTensor floor(DoubleTensor x) {
    return map(x, Math::floor);
  }

  @Override
  public DoubleTensor sign(DoubleTensor x) {
    return map(x, Math::signum);
  }

  @Override
  public DoubleTensor sum(DoubleTensor x) {
    return DoubleTensor.scalar(Arrays.stream(x.data).sum());
  }

  @Override
  public DoubleTensor mean(DoubleTensor x) {
    return DoubleTensor.scalar(Arrays.stream(x.data).sum() / x.data.length);
  }

  @Override
  public DoubleTensor sumPerSample(DoubleTensor x) {
    return perSample(x, 0, Double::sum);
  }

  @Override
  public DoubleTensor meanPerSample(DoubleTensor x) {
    int width = width(x, batch(x));
    return map(sumPerSample(x), sum -> sum / width);
  }

  @Override
  public DoubleTensor maxPerSample(DoubleTensor x) {
    return perSample(x, Double.NEGATIVE_INFINITY, Math::max);
  }

  @Override
  public DoubleTensor minPerSample(DoubleTensor x) {
    return perSample(x, Double.POSITIVE_INFINITY, Math::min);
  }

  private static DoubleTensor perSample(DoubleTensor x, double start, DoubleBinaryOperator f) {
    int batch = batch(x);
    int width = width(x, batch);
    double[] result = new double[batch];
    for (int n = 0; n < batch; n++) {
      double total = start;
      for (int i = n * width; i < (n + 1) * width; i++) {
        total = f.applyAsDouble(total, x.data[i]);
      }
      result[n] = total;
    }
    return DoubleTensor.owning(Shape.of(batch), result);
  }

  @Override
  public DoubleTensor meanOverBatch(DoubleTensor x) {
    int batch = batch(x);
    int width = width(x, batch);
    double[] result = new double[width];
    for (int i = 0; i < x.data.length; i++) {
      result[i % width] += x.data[i] / batch;
    }
    long[] sizes = x.shape().asArray();
    sizes[0] = 1;
    return DoubleTensor.owning(Shape.of(sizes), result);
  }

  @Override
  public DoubleTensor sumExcept(DoubleTensor x, int axis) {
    long[] sizes = x.shape().asArray();
    int kept = (int) sizes[axis];
    int inner = 1;
    for (int i = axis + 1; i < sizes.length; i++) {
      inner *= (int) sizes[i];
    }
    double[] result = new double[kept];
    for (int i = 0; i < x.data.length; i++) {
      result[i / inner % kept] += x.data[i];
    }
    Arrays.fill(sizes, 1);
    sizes[axis] = kept;
    return DoubleTensor.owning(Shape.of(sizes), result);
  }

  @Override
  public DoubleTensor broadcastPerSample(DoubleTensor perSample, DoubleTensor like) {
    long[] sizes = new long[like.shape().numDimensions()];
    Arrays.fill(sizes, 1);
    sizes[0] = perSample.data.length;
    return DoubleTensor.owning(Shape.of(sizes), perSample.data);
  }

  @Override
  public DoubleTensor matMul(DoubleTensor a, DoubleTensor b) {
    if (!a.shape().isMatrix() || !b.shape().isMatrix() || a.shape().get(1) != b.shape().get(0)) {
      throw new IllegalArgumentException("no matrix product of " + a.shape() + " and " + b.shape());
    }
    int rows = (int) a.shape().get(0);
    int inner = (int) a.shape().get(1);
    int columns = (int) b.shape().get(1);
    double[] result = new double[rows * columns];
    for (int r = 0; r < rows; r++) {
      for (int k = 0; k < inner; k++) {
        double factor = a.data[r * inner + k];
        for (int c = 0; c < columns; c++) {
          result[r * columns + c] += factor * b.data[k * columns + c];
        }
      }
    }
    return DoubleTensor.owning(Shape.of(rows, columns), result);
  }

  @Override
  public DoubleTensor reshape(DoubleTensor x, Shape shape) {
    return DoubleLayout.reshaped(x, shape);
  }

  @Override
  public DoubleTensor transpose(DoubleTensor x, int... order) {
    return DoubleLayout.transposed(x, order);
  }

  @Override
  public DoubleTensor range(int count) {
    double[] result = new double[count];
    Arrays.setAll(result, i -> i);
    return DoubleTensor.owning(Shape.of(count), result);
  }

  @Override
  public DoubleTensor concat(List<DoubleTensor> parts) {
    return DoubleLayout.joined(parts);
  }

  @Override
  public DoubleTensor slice(DoubleTensor x, int from, int to) {
    return DoubleLayout.sliced(x, from, to);
  }

  @Override
  public DoubleTensor take(DoubleTensor x, int axis, DoubleTensor places) {
    return DoubleLayout.taken(x, axis, places);
  }

  @Override
  public DoubleTensor detach(DoubleTensor x) {
    return x;
  }

  private static int batch(DoubleTensor x) {
    if (x.shape().numDimensions() == 0) {
      throw new IllegalArgumentException("a scalar has no batch axis");
    }
    return (int) x.shape().get(0);
  }

  private static int width(DoubleTensor x, int batch) {
    return x.data.length / batch;
  }

  private static DoubleTensor map(DoubleTensor x, DoubleUnaryOperator f) {
    double[] result = new double[x.data.length];
    for (int i = 0; i < result.length; i++) {
      result[i] = f.applyAsDouble(x.data[i]);
    }
    return DoubleTensor.owning(x.shape(), result);
  }

  private static DoubleTensor zip(DoubleTensor a, DoubleTensor b, DoubleBinaryOperator f) {
    Shape shape = Broadcasting.shape(a.shape(), b.shape());
    int[] left = Broadcasting.positions(a.shape(), shape);
    int[] right = Broadcasting.positions(b.shape(), shape);
    double[] result = new double[Math.toIntExact(shape.size())];
    for (int i = 0; i < result.length; i++) {
      result[i] = f.applyAsDouble(a.data[left[i]], b.data[right[i]]);
    }
    return DoubleTensor.owning(shape, result);
  }
}
