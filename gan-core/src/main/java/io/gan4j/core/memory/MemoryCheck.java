package io.gan4j.core.memory;

import io.gan4j.api.GanException;
import io.gan4j.api.internal.Quantities;
import io.gan4j.api.provider.BatchParts;
import io.gan4j.api.provider.Device;
import io.gan4j.api.provider.GanPlan;
import io.gan4j.api.provider.MemoryPlan;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Compares what a run needs with what there is.
 *
 * @param room bytes of host memory that this process can come to hold
 * @param device where the run trains
 */
public record MemoryCheck(long room, Device device) {
  /**
   * Refuses a run that cannot fit.
   *
   * @param need what it needs, samples held in memory included
   * @throws GanException with the numbers, and what to lower
   */
  public void require(MemoryPlan need, GanPlan plan) {
    boolean onDevice = device.memory() > 0;
    long onHost = onDevice ? need.total() - need.weights() - need.step() : need.total();
    if (onHost > room) {
      throw tooMuch("this process", onHost, room, onDevice ? 0 : need.step(), plan);
    }
    long there = need.weights() + need.step();
    if (onDevice && there > device.memory()) {
      throw tooMuch(device.name(), there, device.memory(), need.step(), plan);
    }
  }

  private static GanException tooMuch(
      String where, long needed, long room, long step, GanPlan plan) {
    return new GanException(
        String.format(
            Locale.ROOT,
            "the run needs about %s of memory, and there are %s for %s; %s."
                + " --dry-run shows what takes it; watches.memory=ignore starts it all the same",
            Quantities.bytes(needed),
            Quantities.bytes(room),
            where,
            advice(room - (needed - step), step, plan)));
  }

  /**
   * @param left what the step may take
   */
  private static String advice(long left, long step, GanPlan plan) {
    int batch = plan.batchSize();
    // What a step holds is nearly all activations, as many as samples pass at once.
    int fitting = (int) Math.floor((double) left / Math.max(1, step) * plan.samplesAtOnce());
    if (fitting < 1) {
      return "no batch is small enough for that: take smaller networks, or hold fewer samples in"
          + " memory";
    }
    String lower =
        String.format(
            Locale.ROOT,
            "activations and gradients take %s at %d samples at once: data.batchSize=%d would fit",
            Quantities.bytes(step),
            plan.samplesAtOnce(),
            Math.min(fitting, batch));
    int parts =
        IntStream.rangeClosed(plan.accumulate() + 1, batch)
            .filter(n -> batch % n == 0 && batch / n <= fitting)
            .findFirst()
            .orElse(0);
    return parts > 0 && BatchParts.obstacles(plan).isEmpty()
        ? lower + ", and training.accumulate=" + parts + " too, with the same updates"
        : lower;
  }
}
