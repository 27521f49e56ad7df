package io.gan4j.core.memory;

import io.gan4j.api.config.ConfigException;
import io.gan4j.api.config.Problem;
import io.gan4j.api.config.Reaction;
import io.gan4j.api.config.RunConfig;
import io.gan4j.api.data.SampleSpace.Element;
import io.gan4j.api.internal.Quantities;
import io.gan4j.api.network.NetworkSpec.Placed;
import io.gan4j.api.provider.GanPlan;
import io.gan4j.api.provider.PlayerPlan;
import io.gan4j.api.provider.SidePlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;

/**
 * Refuses sizes of a run file that cannot be, from the numbers alone and before anything of that
 * size is made: more values than an array can hold, and more bytes than there are for the samples
 * themselves. What fits here is then planned from the graph that would train.
 */
public final class SizeCheck {
  /** Batches that exist beside those of a step: read ahead, and in the engine. */
  private static final int FURTHER_BATCHES = 3;

  /** Real and generated samples pass together. */
  private static final int BOTH = 2;

  /** What is kept of an evaluation until its spread is known. */
  private static final int BYTES_PER_RUN = 256;

  private final RunConfig config;
  private final BiFunction<String, String, Problem> locate;
  private final long room;
  private final List<Problem> problems = new ArrayList<>();

  private SizeCheck(
      RunConfig config, BiFunction<String, String, Problem> locate, HostMemory memory) {
    this.config = config;
    this.locate = locate;
    this.room = config.watches().memory() == Reaction.STOP ? memory.room() : Long.MAX_VALUE;
  }

  /**
   * Checks a run.
   *
   * @param locate makes a problem of a path in the configuration and a message
   * @throws ConfigException with every size that cannot be, and the largest that could
   */
  public static void require(
      RunConfig config,
      GanPlan plan,
      HostMemory memory,
      BiFunction<String, String, Problem> locate) {
    SizeCheck check = new SizeCheck(config, locate, memory);
    check.sizes(plan);
    if (!check.problems.isEmpty()) {
      throw new ConfigException(check.problems);
    }
  }

  private void sizes(GanPlan plan) {
    long values = 1;
    long batchBytes = 0;
    for (SidePlan side : plan.sides().values()) {
      long stored = side.samples().element() == Element.UINT8 ? Byte.BYTES : Float.BYTES;
      values = Math.max(values, side.samples().shape().size());
      batchBytes += side.samples().shape().size() * stored + Integer.BYTES;
    }
    long latents =
        plan.latents().values().stream().mapToLong(each -> each.shape().size()).max().orElse(1);
    long widest = Math.max(Math.max(values, latents), widest(plan));
    long batch = plan.batchSize();
    long together = Math.max(values, BOTH * widest / plan.accumulate());
    require("data.batchSize", "samples", batch, together, (FURTHER_BATCHES + 1) * batchBytes);
    if (problems.isEmpty()) {
      String repeated =
          config.training().phases() == null ? "training.discriminatorSteps" : "training.phases";
      require(repeated, "batches in a step", batchesPerStep(plan), 1, batch * batchBytes);
    }
    long drawn = Math.max(values, latents);
    require("samples.count", "samples", config.samples().count(), drawn, Float.BYTES * 2 * drawn);
    require("evaluation.bootstrap", "draws", config.evaluation().bootstrap(), 1, Double.BYTES);
    require("evaluation.runs", "evaluations", config.evaluation().runs(), 1, BYTES_PER_RUN);
  }

  private static long batchesPerStep(GanPlan plan) {
    return plan.phases().stream()
        .mapToLong(phase -> (long) phase.repeat() * phase.sides().size())
        .sum();
  }

  /** Values of a sample where it has the most of them. */
  private static long widest(GanPlan plan) {
    long widest = 1;
    for (PlayerPlan player : plan.players().values()) {
      for (Placed layer : player.network().placed()) {
        widest = Math.max(widest, layer.output().size());
      }
    }
    return widest;
  }

  /**
   * @param values of each, which stand in one array
   * @param bytes of each, at least
   */
  private void require(String path, String what, long count, long values, long bytes) {
    long most = Math.min(Integer.MAX_VALUE / Math.max(1, values), room / Math.max(1, bytes));
    if (count <= most) {
      return;
    }
    double needed = (double) count * bytes;
    String reason =
        needed > room
            ? String.format(
                Locale.ROOT,
                "take at least %s of memory, and there are %s",
                Quantities.bytes((long) needed),
                Quantities.bytes(room))
            : "have more values than an array can hold";
    problems.add(
        locate.apply(
            path,
            String.format(
                Locale.ROOT, "%d %s %s; at most %d would fit", count, what, reason, most)));
  }
}
