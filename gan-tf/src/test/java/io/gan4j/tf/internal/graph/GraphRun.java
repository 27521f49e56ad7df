package io.gan4j.tf.internal.graph;

import io.gan4j.api.random.RandomKey;
import io.gan4j.api.tensor.NoiseSource;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.family.TFloating;

/** Runs small graphs. */
final class GraphRun {
  private GraphRun() {}

  /** The values of what a function builds. */
  static <T extends TFloating> double[] values(FloatKind<T> kind, Function<Ops, Operand<T>> build) {
    try (Graph graph = new Graph()) {
      Operand<T> operand = build.apply(Ops.create(graph));
      try (Session session = new Session(graph);
          Result result = session.runner().fetch(operand).run()) {
        double[] values = new double[Math.toIntExact(result.get(0).shape().size())];
        kind.read(result.get(0), values);
        return values;
      }
    }
  }

  /** The values of an expression in the algebra, over an input of a shape. */
  static double[] algebra(
      Shape shape,
      double[] input,
      BiFunction<GraphOps<TFloat64>, Operand<TFloat64>, Operand<TFloat64>> build) {
    return values(
        FloatKind.FLOAT64,
        tf ->
            build.apply(
                new GraphOps<>(tf, TFloat64.class),
                tf.constant(shape, DataBuffers.of(input, true, false))));
  }

  /** The values of noise of a seed and a draw. */
  static <T extends TFloating> double[] noise(
      FloatKind<T> kind,
      long seed,
      long draw,
      int batch,
      BiFunction<Ops, NoiseSource<Operand<T>>, Operand<T>> build) {
    return values(
        kind,
        tf -> {
          Map<String, Operand<T>> drawn = new HashMap<>();
          TableSource<T> noTables =
              (name, rows, table) -> {
                throw new UnsupportedOperationException("a table within a table: " + name);
              };
          TableSource<T> tables =
              (name, rows, table) ->
                  drawn.computeIfAbsent(
                      name, n -> table.apply(new Source<>(tf, kind, seed, noTables).of(0, rows)));
          return build.apply(tf, new Source<>(tf, kind, seed, tables).of(draw, batch));
        });
  }

  private record Source<T extends TFloating>(
      Ops tf, FloatKind<T> kind, long seed, TableSource<T> tables) {
    NoiseSource<Operand<T>> of(long draw, int batch) {
      return new GraphNoise<>(
          tf, kind.type(), RandomKey.of(seed), tf.constant(draw), tf.constant(batch), tables);
    }
  }
}
