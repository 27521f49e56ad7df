package io.gan4j.tf.internal.layer;

import static java.util.Objects.requireNonNull;

import com.google.inject.Guice;
import io.gan4j.api.network.NetworkSpec;
import io.gan4j.api.network.NetworkSpec.Placed;
import io.gan4j.api.network.ParameterSpec;
import io.gan4j.api.network.ParameterSpec.Role;
import io.gan4j.api.random.RandomKey;
import io.gan4j.tf.TensorFlowModule;
import io.gan4j.tf.internal.graph.FloatKind;
import io.gan4j.tf.internal.graph.Gradients;
import io.gan4j.tf.internal.graph.GraphNoise;
import io.gan4j.tf.internal.graph.GraphOps;
import io.gan4j.tf.internal.network.NetworkCompiler;
import io.gan4j.tf.internal.network.Pass;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.GraphOptions;
import org.tensorflow.proto.OptimizerOptions;
import org.tensorflow.proto.OptimizerOptions.Level;
import org.tensorflow.proto.RewriterConfig;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.family.TFloating;

/**
 * A critic under a gradient penalty, E(‖∇D(x)‖ − 1)² + E D(x)/10: the gradient of that with respect
 * to every weight, and what it should be by central differences. The second term keeps every weight
 * in reach of the gradient.
 *
 * @param <T> the graph's float type
 */
final class Critic<T extends TFloating> implements AutoCloseable {
  static final int BATCH = 4;
  static final int CLASSES = 3;

  private static final NetworkCompiler COMPILER =
      Guice.createInjector(new TensorFlowModule(List.of())).getInstance(NetworkCompiler.class);

  /** Optimising the graph takes longer than running it a few times. */
  private static final ConfigProto AS_BUILT =
      ConfigProto.newBuilder()
          .setGraphOptions(
              GraphOptions.newBuilder()
                  .setOptimizerOptions(OptimizerOptions.newBuilder().setOptLevel(Level.L0))
                  .setRewriteOptions(RewriterConfig.newBuilder().setDisableMetaOptimizer(true)))
          .build();

  private static final double STEP = 1e-6;
  private static final double CLOSER = 16;
  private static final double AGREE = 1e-7;
  private static final int COORDINATES = 2;
  private static final int MOST_POWER_ITERATIONS = 20_000;

  private final FloatKind<T> kind;
  private final Graph graph = new Graph();
  private final Session session;
  private final Map<String, Weight<T>> weights = new LinkedHashMap<>();
  private final Map<String, double[]> values = new LinkedHashMap<>();
  private final Map<String, Operand<T>> nextVectors = new LinkedHashMap<>();
  private final Operand<T> penalty;
  private final Map<String, Operand<T>> gradients = new LinkedHashMap<>();

  private record Weight<T extends TFloating>(
      ParameterSpec spec, Placeholder<TFloat64> fed, Operand<T> used) {}

  /**
   * How far the gradients are off.
   *
   * @param largest the largest gradient
   * @param error the largest difference from it, relative to the largest
   */
  record Deviation(double largest, double error) {}

  Critic(FloatKind<T> kind, NetworkSpec network) {
    this.kind = kind;
    Ops tf = Ops.create(graph);
    Random random = new Random(7);
    for (Placed placed : network.placed()) {
      for (ParameterSpec spec : placed.parameters()) {
        declare(tf, "critic/" + placed.name() + "/" + spec.name(), spec, random);
      }
    }
    GraphNoise<T> noise =
        new GraphNoise<>(
            tf,
            kind.type(),
            RandomKey.of(3),
            tf.constant(0L),
            tf.constant(BATCH),
            (name, rows, table) -> {
              throw new UnsupportedOperationException(name);
            });
    Pass<T> pass =
        new Pass<>(
            tf,
            "critic",
            (name, spec) -> weight(name).used(),
            network.seesLabels() ? labels(tf) : null,
            noise,
            true,
            (name, next) -> {
              if (name.endsWith(".u")) {
                nextVectors.put(name, next.apply(weight(name).used()));
              }
            });

    double[] samples = random.doubles(BATCH * network.input().size(), -1.5, 1.5).toArray();
    Operand<T> x =
        tf.dtypes.cast(
            tf.constant(network.input().prepend(BATCH), DataBuffers.of(samples, true, false)),
            kind.type());
    GraphOps<T> ops = new GraphOps<>(tf, kind.type());
    Operand<T> scores = COMPILER.compile(network, x, pass).output();
    Operand<T> slope = Gradients.of(tf, scores, List.of(x)).get(0);
    Operand<T> norm = ops.sqrt(ops.add(ops.sumPerSample(ops.square(slope)), ops.constant(1e-12)));
    Operand<T> away = ops.mean(ops.square(ops.sub(norm, ops.constant(1))));
    this.penalty = ops.add(away, ops.mul(ops.constant(0.1), ops.mean(scores)));

    List<String> trained =
        weights.keySet().stream().filter(name -> weight(name).spec().trained()).toList();
    List<Operand<T>> found =
        Gradients.of(tf, penalty, trained.stream().<Operand<T>>map(n -> weight(n).used()).toList());
    for (int i = 0; i < trained.size(); i++) {
      gradients.put(trained.get(i), found.get(i));
    }
    this.session = new Session(graph, AS_BUILT);
    converge();
  }

  /** Samples of each class in turn. */
  private Operand<T> labels(Ops tf) {
    double[] values = new double[BATCH * CLASSES];
    for (int i = 0; i < BATCH; i++) {
      values[i * CLASSES + i % CLASSES] = 1;
    }
    Shape shape = Shape.of(BATCH, CLASSES);
    return tf.dtypes.cast(tf.constant(shape, DataBuffers.of(values, true, false)), kind.type());
  }

  private void declare(Ops tf, String name, ParameterSpec spec, Random random) {
    double[] initial = new double[Math.toIntExact(spec.shape().size())];
    boolean kernel = spec.role() == Role.KERNEL;
    double scale = kernel ? 1.2 / Math.sqrt((double) spec.fanIn()) : 0.3;
    double centre = spec.role() == Role.AFFINE && !name.endsWith("offset") ? 1 : 0;
    for (int i = 0; i < initial.length; i++) {
      initial[i] = centre + scale * random.nextGaussian();
    }
    Placeholder<TFloat64> fed = tf.placeholder(TFloat64.class, Placeholder.shape(spec.shape()));
    weights.put(name, new Weight<>(spec, fed, tf.dtypes.cast(fed, kind.type())));
    values.put(name, initial);
  }

  /**
   * Brings spectral norm's vectors to where they stay: there σ does not change with them to first
   * order, so that a gradient that takes them as constants is the whole gradient.
   */
  private void converge() {
    List<String> names = List.copyOf(nextVectors.keySet());
    double moved = names.isEmpty() ? 0 : 1;
    for (int i = 0; i < MOST_POWER_ITERATIONS && moved > 1e-13; i++) {
      moved = 0;
      List<double[]> next = run(names.stream().map(nextVectors::get).toList());
      for (int v = 0; v < names.size(); v++) {
        double[] vector = values(names.get(v));
        for (int j = 0; j < vector.length; j++) {
          moved = Math.max(moved, Math.abs(next.get(v)[j] - vector[j]));
          vector[j] = next.get(v)[j];
        }
      }
    }
  }

  private double[] values(String name) {
    return requireNonNull(values.get(name), name);
  }

  private Weight<T> weight(String name) {
    return requireNonNull(weights.get(name), name);
  }

  /** The gradient of every trained weight, by name. */
  Map<String, double[]> gradients() {
    List<double[]> values = run(List.copyOf(gradients.values()));
    Map<String, double[]> byName = new LinkedHashMap<>();
    for (String name : gradients.keySet()) {
      byName.put(name, values.get(byName.size()));
    }
    return byName;
  }

  /**
   * Compares some of every weight's gradients with central differences. A difference taken across
   * the kink of an activation says nothing, so one that disagrees is taken again, closer.
   */
  Deviation deviation() {
    Map<String, double[]> gradients = gradients();
    double scale =
        gradients.values().stream()
            .flatMapToDouble(Arrays::stream)
            .map(Math::abs)
            .max()
            .orElseThrow();
    double largest = 0;
    double error = 0;
    for (Map.Entry<String, double[]> entry : gradients.entrySet()) {
      double[] gradient = entry.getValue();
      double[] values = values(entry.getKey());
      int stride = Math.max(1, (gradient.length - 1) / COORDINATES);
      for (int i = 0; i < gradient.length; i += stride) {
        double expected = slope(values, i, STEP);
        if (Math.abs(expected - gradient[i]) > AGREE * scale) {
          expected = slope(values, i, STEP / CLOSER);
        }
        largest = Math.max(largest, Math.abs(expected));
        error = Math.max(error, Math.abs(expected - gradient[i]));
      }
    }
    return new Deviation(largest, error / largest);
  }

  private double slope(double[] values, int i, double step) {
    double kept = values[i];
    values[i] = kept + step;
    double above = run(List.of(penalty)).get(0)[0];
    values[i] = kept - step;
    double below = run(List.of(penalty)).get(0)[0];
    values[i] = kept;
    return (above - below) / (2 * step);
  }

  private List<double[]> run(List<Operand<T>> operands) {
    List<TFloat64> tensors = new ArrayList<>();
    Session.Runner runner = session.runner();
    operands.forEach(runner::fetch);
    weights.forEach(
        (name, weight) -> {
          TFloat64 tensor =
              TFloat64.tensorOf(weight.spec().shape(), DataBuffers.of(values(name), true, false));
          tensors.add(tensor);
          runner.feed(weight.fed(), tensor);
        });
    try (Result result = runner.run()) {
      List<double[]> read = new ArrayList<>();
      for (int i = 0; i < operands.size(); i++) {
        double[] values = new double[Math.toIntExact(result.get(i).shape().size())];
        kind.read(result.get(i), values);
        read.add(values);
      }
      return read;
    } finally {
      tensors.forEach(TFloat64::close);
    }
  }

  @Override
  public void close() {
    session.close();
    graph.close();
  }
}
