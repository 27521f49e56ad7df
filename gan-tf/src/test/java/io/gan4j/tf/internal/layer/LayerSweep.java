package io.gan4j.tf.internal.layer;

import com.google.inject.Guice;
import io.gan4j.api.network.LayerSpec;
import io.gan4j.api.network.NetworkSpec;
import io.gan4j.api.network.NetworkSpec.Placed;
import io.gan4j.api.network.ParameterSpec;
import io.gan4j.api.random.RandomKey;
import io.gan4j.tf.TensorFlowModule;
import io.gan4j.tf.internal.graph.FloatKind;
import io.gan4j.tf.internal.graph.GraphNoise;
import io.gan4j.tf.internal.network.NetworkCompiler;
import io.gan4j.tf.internal.network.Pass;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat64;

/**
 * Many layers in one graph, each on its own input, in float64: what they really make. The batch is
 * of unknown size to the graph.
 */
final class LayerSweep {
  static final int BATCH = 2;

  private LayerSweep() {}

  /**
   * What a layer made.
   *
   * @param layer the layer
   * @param input shape of one input
   * @param shape shape of what TensorFlow made, with the batch
   * @param values the input's values under {@code input}, the output's under {@code output}, the
   *     parameters' under their names
   */
  record Made(LayerSpec layer, Shape input, Shape shape, Map<String, double[]> values) {}

  /** A layer to be tried on an input. */
  record Case(LayerSpec layer, Shape input) {}

  static List<Made> run(List<Case> cases) {
    NetworkCompiler compiler =
        Guice.createInjector(new TensorFlowModule(List.of())).getInstance(NetworkCompiler.class);
    List<Map<String, double[]>> values = new ArrayList<>();
    List<Made> made = new ArrayList<>();
    try (Graph graph = new Graph();
        Session session = new Session(graph)) {
      Ops tf = Ops.create(graph);
      GraphNoise<TFloat64> noise =
          new GraphNoise<>(
              tf,
              TFloat64.class,
              RandomKey.of(3),
              tf.constant(0L),
              tf.constant(BATCH),
              (name, rows, table) -> {
                throw new UnsupportedOperationException(name);
              });
      Session.Runner runner = session.runner();
      for (Case one : cases) {
        Map<String, double[]> own = new HashMap<>();
        values.add(own);
        NetworkSpec network = new NetworkSpec(one.input(), List.of(one.layer()));
        Placed placed = network.placed().get(0);
        own.put("input", generated("input", one.input().prepend(BATCH)));
        for (ParameterSpec parameter : placed.parameters()) {
          own.put(parameter.name(), generated(parameter.name(), parameter.shape()));
        }
        Operand<TFloat64> input =
            tf.placeholderWithDefault(
                constant(tf, own, "input", one.input().prepend(BATCH)), one.input().prepend(-1));
        Pass<TFloat64> pass =
            Pass.inference(
                tf,
                "player",
                (name, spec) -> constant(tf, own, spec.name(), spec.shape()),
                null,
                noise);
        runner.fetch(tf.identity(compiler.compile(network, input, pass).output()));
      }
      try (Result result = runner.run()) {
        for (int i = 0; i < cases.size(); i++) {
          Shape shape = result.get(i).shape();
          double[] output = new double[Math.toIntExact(shape.size())];
          FloatKind.FLOAT64.read(result.get(i), output);
          Case one = cases.get(i);
          values.get(i).put("output", output);
          made.add(new Made(one.layer(), one.input(), shape, values.get(i)));
        }
      }
    }
    return made;
  }

  private static double[] generated(String name, Shape shape) {
    double[] values = new double[Math.toIntExact(shape.size())];
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.sin(name.length() + 2.3 * i);
    }
    return values;
  }

  private static Operand<TFloat64> constant(
      Ops tf, Map<String, double[]> values, String name, Shape shape) {
    double[] known = values.getOrDefault(name, new double[0]);
    return tf.constant(shape, DataBuffers.of(known, true, false));
  }
}
