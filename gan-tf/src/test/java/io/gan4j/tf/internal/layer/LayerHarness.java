package io.gan4j.tf.internal.layer;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.inject.Guice;
import io.gan4j.api.data.LabelSpace;
import io.gan4j.api.network.LayerSpec;
import io.gan4j.api.network.NetworkSpec;
import io.gan4j.api.network.NetworkSpec.Placed;
import io.gan4j.api.network.ParameterSpec;
import io.gan4j.api.random.RandomKey;
import io.gan4j.tf.TensorFlowModule;
import io.gan4j.tf.internal.graph.FloatKind;
import io.gan4j.tf.internal.graph.Gradients;
import io.gan4j.tf.internal.graph.GraphNoise;
import io.gan4j.tf.internal.graph.GraphOps;
import io.gan4j.tf.internal.graph.OneHot;
import io.gan4j.tf.internal.network.NetworkCompiler;
import io.gan4j.tf.internal.network.Pass;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat64;

/**
 * One layer on its own, in float64: its output for given weights and input, in training and in
 * inference, and its gradients against finite differences. The batch is of unknown size in
 * inference, as in an exported model.
 */
final class LayerHarness implements AutoCloseable {
  private static final String INPUT = "input";
  private static final double STEP = 1e-6;

  /** So many elements of a tensor, spread over it, are moved. */
  private static final int MOST_MOVED = 50;

  private static final NetworkCompiler COMPILER =
      Guice.createInjector(new TensorFlowModule(List.of())).getInstance(NetworkCompiler.class);

  private final Graph graph = new Graph();
  private final Session session;
  private final int batch;
  private final Shape inputShape;
  private final Shape outputShape;
  private final Map<String, Placeholder<TFloat64>> fed = new LinkedHashMap<>();
  private final Map<String, double[]> values = new LinkedHashMap<>();
  private final Map<String, Shape> shapes = new LinkedHashMap<>();
  private final Operand<TFloat64> trained;
  private final Operand<TFloat64> inferred;
  private final Operand<TFloat64> weighted;
  private final Map<String, Operand<TFloat64>> gradients = new LinkedHashMap<>();
  private final Map<String, Operand<TFloat64>> nextStatistics = new LinkedHashMap<>();

  LayerHarness(LayerSpec layer, Shape inputShape, int batch) {
    this.batch = batch;
    this.inputShape = inputShape;
    Ops tf = Ops.create(graph);
    NetworkSpec network = new NetworkSpec(inputShape, List.of(layer));
    Placed placed = network.placed().get(0);
    this.outputShape = placed.output();
    Placeholder<TFloat64> input = declare(tf, INPUT, inputShape.prepend(batch), -1);
    Operand<TFloat64> labels = network.seesLabels() ? labels(tf, layer, batch) : null;
    for (ParameterSpec parameter : placed.parameters()) {
      declare(tf, parameter.name(), parameter.shape(), parameter.shape().get(0));
    }
    GraphNoise<TFloat64> noise =
        new GraphNoise<>(
            tf,
            TFloat64.class,
            RandomKey.of(3),
            tf.constant(0L),
            tf.constant(batch),
            (name, rows, table) -> {
              throw new UnsupportedOperationException(name);
            });
    Pass<TFloat64> training =
        new Pass<>(
            tf.withSubScope("training"),
            "player",
            (name, spec) -> parameter(spec.name()),
            labels,
            noise,
            true,
            (name, next) -> {
              // player/0.layer/name, where the name of a layer within a layer has slashes itself.
              String own = name.split("/", 3)[2];
              nextStatistics.put(own, next.apply(parameter(own)));
            });
    // A layer may hand on what it is fed, which cannot be fetched.
    this.trained = tf.identity(COMPILER.compile(network, input, training).output());
    this.inferred =
        tf.identity(
            COMPILER
                .compile(
                    network,
                    input,
                    Pass.inference(
                        tf.withSubScope("inference"),
                        "player",
                        (name, spec) -> parameter(spec.name()),
                        labels,
                        noise))
                .output());

    // A sum with unequal weights, so that no gradient vanishes by symmetry.
    double[] weights =
        generated(Math.toIntExact(outputShape.size()) * batch, i -> 1 + 0.3 * (i % 7));
    GraphOps<TFloat64> ops = new GraphOps<>(tf, TFloat64.class);
    Operand<TFloat64> weight =
        tf.constant(outputShape.prepend(batch), DataBuffers.of(weights, true, false));
    this.weighted = ops.sum(ops.mul(trained, weight));
    List<Operand<TFloat64>> variables = new ArrayList<>(fed.values());
    List<Operand<TFloat64>> found = Gradients.of(tf, weighted, variables);
    int next = 0;
    for (String name : fed.keySet()) {
      gradients.put(name, found.get(next++));
    }
    this.session = new Session(graph);
  }

  /** Sample i is of class i modulo the classes. */
  private static Operand<TFloat64> labels(Ops tf, LayerSpec layer, int batch) {
    int classes = classes(layer);
    return OneHot.of(
        tf,
        tf.constant(requireNonNull(LabelSpace.inTurn(classes, batch))),
        classes,
        TFloat64.class);
  }

  private static int classes(LayerSpec layer) {
    return Math.max(
        layer.labelClasses(),
        layer.children().stream().mapToInt(LayerHarness::classes).max().orElse(0));
  }

  private Placeholder<TFloat64> declare(Ops tf, String name, Shape shape, long first) {
    long[] sizes = shape.asArray();
    sizes[0] = first;
    Placeholder<TFloat64> placeholder =
        tf.placeholder(TFloat64.class, Placeholder.shape(Shape.of(sizes)));
    fed.put(name, placeholder);
    shapes.put(name, shape);
    values.put(
        name, generated(Math.toIntExact(shape.size()), i -> Math.sin(name.length() + 2.3 * i)));
    return placeholder;
  }

  private static double[] generated(int size, IntToDoubleFunction value) {
    double[] values = new double[size];
    for (int i = 0; i < size; i++) {
      values[i] = value.applyAsDouble(i);
    }
    return values;
  }

  private Operand<TFloat64> parameter(String name) {
    return requireNonNull(fed.get(name), name);
  }

  /** Sets a parameter's values. */
  LayerHarness with(String parameter, double... set) {
    assertThat(set).hasSize(values(parameter).length);
    values.put(parameter, set);
    return this;
  }

  /** Sets the input's values. */
  LayerHarness withInput(double... set) {
    return with(INPUT, set);
  }

  /** The values of a parameter. */
  double[] values(String parameter) {
    return requireNonNull(values.get(parameter), parameter);
  }

  /** The values of the input. */
  double[] input() {
    return values(INPUT);
  }

  /** The output in training, whose shape is checked. */
  double[] trained() {
    return fetch(trained, outputShape.prepend(batch));
  }

  /** The output in inference, whose shape is checked. */
  double[] inferred() {
    return fetch(inferred, outputShape.prepend(batch));
  }

  /** What a statistic moves to after a training pass. */
  double[] nextStatistic(String name) {
    return fetch(
        requireNonNull(nextStatistics.get(name), name), requireNonNull(shapes.get(name), name));
  }

  /** The gradient of a weighted sum of the training output. */
  double[] gradient(String name) {
    return fetch(requireNonNull(gradients.get(name), name), requireNonNull(shapes.get(name), name));
  }

  /**
   * Compares the gradients of a weighted sum of the training output with central differences, for
   * some of the elements of everything that is fed.
   */
  void checkGradients() {
    for (String name : fed.keySet()) {
      double[] gradient = gradient(name);
      double[] kept = values(name);
      for (int i = 0; i < kept.length; i += (kept.length + MOST_MOVED - 1) / MOST_MOVED) {
        double[] moved = kept.clone();
        moved[i] = kept[i] + STEP;
        values.put(name, moved);
        double above = fetch(weighted, Shape.scalar())[0];
        moved[i] = kept[i] - STEP;
        double below = fetch(weighted, Shape.scalar())[0];
        values.put(name, kept);
        assertThat(gradient[i])
            .as(name + "[" + i + "] of " + inputShape)
            .isCloseTo((above - below) / (2 * STEP), within(1e-6));
      }
    }
  }

  private double[] fetch(Operand<TFloat64> operand, Shape expected) {
    List<TFloat64> tensors = new ArrayList<>();
    Session.Runner runner = session.runner().fetch(operand);
    fed.forEach(
        (name, placeholder) -> {
          TFloat64 tensor =
              TFloat64.tensorOf(
                  requireNonNull(shapes.get(name), name),
                  DataBuffers.of(values(name), true, false));
          tensors.add(tensor);
          runner.feed(placeholder, tensor);
        });
    try (Result result = runner.run()) {
      assertThat(result.get(0).shape()).isEqualTo(expected);
      double[] read = new double[Math.toIntExact(expected.size())];
      FloatKind.FLOAT64.read(result.get(0), read);
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
