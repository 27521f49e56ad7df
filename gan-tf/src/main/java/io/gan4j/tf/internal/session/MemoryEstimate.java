package io.gan4j.tf.internal.session;

import io.gan4j.api.data.SampleSpace.Element;
import io.gan4j.api.provider.GanPlan;
import io.gan4j.api.provider.MemoryPlan;
import io.gan4j.api.provider.SidePlan;
import io.gan4j.tf.internal.graph.Arithmetic;
import io.gan4j.tf.internal.graph.FloatKind;
import io.gan4j.tf.internal.graph.Liveness;
import io.gan4j.tf.internal.graph.Variables;
import io.gan4j.tf.internal.network.NetworkCompiler;
import java.util.Iterator;
import java.util.Set;
import org.tensorflow.DeviceSpec;
import org.tensorflow.DeviceSpec.DeviceType;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;
import org.tensorflow.types.family.TFloating;

/**
 * Memory that a plan needs, from the graph that would train it: the sizes of its variables, and
 * what is alive at once while a phase runs. What it adds for the process and for TensorFlow's
 * allocator was measured on Linux with the launcher's settings; gan-bench's MemoryPlanBenchmark
 * compares plan and process.
 */
public final class MemoryEstimate {
  private static final long MIB = 1 << 20;

  /** JVM with its heap's young generation, TensorFlow's native library, pictures. */
  private static final long PROCESS = 455 * MIB;

  /** An operation of the graph, in Java and in the executors. */
  private static final long OPERATION = 12 << 10;

  /** TensorFlow's allocator leaves gaps between tensors. */
  private static final double GAPS = 1.4;

  /** Batches that exist at once: two read ahead, one in use, one in TensorFlow. */
  private static final int BATCHES = 4;

  private MemoryEstimate() {}

  /** Estimates a plan. The graph is built as for the CPU; nothing runs in it. */
  public static <T extends TFloating> MemoryPlan of(
      GanPlan plan,
      FloatKind<T> kind,
      Arithmetic arithmetic,
      NetworkCompiler compiler,
      OptimizerTable optimizers) {
    DeviceSpec cpu = DeviceSpec.newBuilder().deviceType(DeviceType.CPU).deviceIndex(0).build();
    try (RunGraph<T> built = RunGraph.build(plan, kind, arithmetic, cpu, compiler, optimizers)) {
      return of(plan, built);
    }
  }

  /** Estimates a plan of which the graph is there. */
  static MemoryPlan of(GanPlan plan, RunGraph<?> built) {
    int bytes = built.model().kind().bytes();
    long kept = values(built.model().variables());
    long sums = values(built.sums().variables());
    long putBack = built.scratch().values().stream().mapToLong(s -> values(s.shadows())).sum();
    return new MemoryPlan(
        PROCESS + OPERATION * operations(built.graph()),
        (kept + putBack + sums) * bytes,
        Math.round(GAPS * step(built)),
        kept * bytes + BATCHES * batch(plan),
        0);
  }

  private static long values(Variables<?> variables) {
    return variables.all().stream().mapToLong(variable -> variable.shape().size()).sum();
  }

  private static long operations(Graph graph) {
    long operations = 0;
    for (Iterator<GraphOperation> all = graph.operations(); all.hasNext(); all.next()) {
      operations++;
    }
    return operations;
  }

  /** The peak of the largest phase. */
  private static long step(RunGraph<?> built) {
    return built.phases().values().stream()
        .map(
            phase ->
                Set.of(
                    (GraphOperation) phase.train().op(),
                    (GraphOperation) phase.reported().values().op()))
        .mapToLong(targets -> Liveness.peak(built.graph(), targets))
        .max()
        .orElse(0);
  }

  /** A batch as the data set stores it, and its labels. */
  private static long batch(GanPlan plan) {
    long bytes = 0;
    for (SidePlan side : plan.sides().values()) {
      long stored = side.samples().element() == Element.UINT8 ? Byte.BYTES : Float.BYTES;
      bytes += side.samples().valuesPerSample() * stored + Integer.BYTES;
    }
    return plan.batchSize() * bytes;
  }
}
