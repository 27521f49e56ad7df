package io.gan4j.tf.internal.session;

import io.gan4j.api.Player;
import io.gan4j.api.data.SampleSpace.Element;
import io.gan4j.api.network.NetworkSpec;
import io.gan4j.api.network.NetworkSpec.Placed;
import io.gan4j.api.provider.FloatType;
import io.gan4j.api.provider.GanPlan;
import io.gan4j.api.provider.MemoryPlan;
import io.gan4j.api.provider.PlayerPlan;
import io.gan4j.api.term.Need;
import io.gan4j.api.training.Phase;
import io.gan4j.tf.internal.network.NetworkCompiler;
import java.util.Set;

/**
 * Memory that a plan needs. Weights are exact; activations are what the gradients of the largest
 * phase keep, which is where a step peaks.
 */
public final class MemoryEstimate {
  /** A gradient with respect to samples is a backward pass, which training goes through again. */
  private static final int PASSES_OF_AN_INPUT_GRADIENT = 3;

  private final GanPlan plan;
  private final NetworkCompiler compiler;
  private final int bytes;

  private MemoryEstimate(GanPlan plan, NetworkCompiler compiler) {
    this.plan = plan;
    this.compiler = compiler;
    this.bytes = plan.floatType() == FloatType.FLOAT32 ? Float.BYTES : Double.BYTES;
  }

  /** Estimates a plan. */
  public static MemoryPlan of(GanPlan plan, NetworkCompiler compiler) {
    MemoryEstimate estimate = new MemoryEstimate(plan, compiler);
    long largest = plan.phases().stream().mapToLong(estimate::phase).max().orElse(0);
    return new MemoryPlan(estimate.weights(), largest, estimate.data());
  }

  private long weights() {
    long values = 0;
    for (Player player : Player.values()) {
      values += playerValues(player);
    }
    return values * bytes;
  }

  /** Weights, statistics, slots and averages, and a second copy of all if it is put back. */
  private long playerValues(Player player) {
    PlayerPlan own = plan.player(player);
    long copies = own.average() == null ? 1 : 2;
    long values =
        own.network().trainedValues() * (copies + own.optimizer().slots())
            + own.network().statisticValues() * copies;
    boolean putBack = plan.phases().stream().anyMatch(p -> p.scratch().contains(player));
    return putBack ? 2 * values : values;
  }

  private long phase(Phase phase) {
    long perSample = plan.samples().valuesPerSample();
    boolean fakes = phase.needs(Need.FAKE_SCORES) || phase.moves().contains(Player.GENERATOR);
    if (fakes) {
      perSample +=
          phase.moves().contains(Player.GENERATOR)
              ? kept(plan.generator().network())
              : largestLayer(plan.generator().network());
    }
    perSample += judgements(phase) * kept(plan.discriminator().network());
    long values = perSample * plan.batchSize();
    for (Player player : phase.moves()) {
      values += plan.player(player).network().trainedValues();
    }
    return values * bytes;
  }

  /** Batches that go through the discriminator. */
  private static int judgements(Phase phase) {
    int passes = 0;
    for (Need need : Set.of(Need.REAL_SCORES, Need.FAKE_SCORES)) {
      passes += phase.needs(need) ? 1 : 0;
    }
    return passes + (phase.needs(Need.INPUT_GRADIENTS) ? PASSES_OF_AN_INPUT_GRADIENT : 0);
  }

  private long kept(NetworkSpec network) {
    long values = network.input().size();
    for (Placed placed : network.placed()) {
      values += compiler.keptValues(placed.layer(), placed.input());
    }
    return values;
  }

  private static long largestLayer(NetworkSpec network) {
    return network.placed().stream()
        .mapToLong(p -> p.input().size() + p.output().size())
        .max()
        .orElse(0);
  }

  /** A batch as it is stored, on both sides of the border to TensorFlow, and its labels. */
  private long data() {
    long stored = plan.samples().element() == Element.UINT8 ? Byte.BYTES : Float.BYTES;
    long perSample = plan.samples().valuesPerSample() * stored + Integer.BYTES;
    return 2 * perSample * plan.batchSize();
  }
}
