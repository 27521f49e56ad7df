package io.gan4j.tf.internal.session;

import io.gan4j.api.provider.Workers;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Tensor;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.DataType;
import org.tensorflow.types.TFloat64;

/**
 * What a phase exchanges with other workers.
 *
 * @param seconds from the last gradient of this worker to the last mean over all: a scalar
 * @param bytes that this worker sends
 */
record GradientExchange(Operand<TFloat64> seconds, long bytes) {

  /**
   * @param own gradients of this worker
   * @param means over all workers
   * @param ends all that the phase computes
   */
  static GradientExchange between(
      Ops tf,
      Workers workers,
      List<? extends Op> own,
      List<? extends Op> means,
      List<Operand<?>> ends) {
    Operand<TFloat64> begin = now(tf, own);
    Operand<TFloat64> end = now(tf, means);
    return new GradientExchange(tf.math.sub(end, begin), bytes(tf, workers, ends));
  }

  private static Operand<TFloat64> now(Ops tf, List<? extends Op> after) {
    Ops then = tf.withControlDependencies(List.copyOf(after));
    GraphOperation clock = (GraphOperation) then.scope().opBuilder("Timestamp", "clock").build();
    return clock.output(0);
  }

  /** Of a ring, in which each worker sends all but its own share twice. */
  private static long bytes(Ops tf, Workers workers, List<Operand<?>> ends) {
    Graph graph = (Graph) tf.scope().env();
    Set<GraphOperation> all = new LinkedHashSet<>(graph.subgraphTo(Set.copyOf(ends)));
    ends.forEach(end -> all.add((GraphOperation) end.op()));
    double sent = 0;
    for (GraphOperation operation : all) {
      if (operation.type().equals("CollectiveReduce")) {
        Output<?> reduced = operation.output(0);
        double values = Math.max(0, reduced.shape().size());
        int size = reduced.dataType() == DataType.DT_DOUBLE ? Double.BYTES : Float.BYTES;
        sent += values * size * 2 * (workers.count() - 1) / workers.count();
      }
    }
    return Math.round(sent);
  }

  /** How long it took; clocks may be set meanwhile. */
  Duration read(Tensor found) {
    double[] read = new double[1];
    ((TFloat64) found).asRawTensor().data().asDoubles().read(read);
    return Duration.ofNanos(Math.max(0, Math.round(read[0] * 1e9)));
  }
}
