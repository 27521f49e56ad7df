package io.gan4j.testkit;

import io.gan4j.api.Player;
import io.gan4j.api.network.Constraint;
import io.gan4j.api.network.Initializer;
import io.gan4j.api.network.NetworkSpec.Placed;
import io.gan4j.api.network.ParameterSpec;
import io.gan4j.api.optimizer.Progress;
import io.gan4j.api.provider.Freezing;
import io.gan4j.api.provider.PlayerPlan;
import io.gan4j.api.random.RandomKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.tensorflow.ndarray.Shape;

/** A player's weights and all that moves with them. */
final class FakePlayer {
  private static final Initializer NONE = (parameter, random, data) -> index -> 0;

  /** One weight tensor: where it is, its optimiser's slots and its average. */
  private static final class Weight {
    final ParameterSpec spec;
    final double[] values;
    final double[][] slots;
    final double[] average;

    Weight(ParameterSpec spec, double[] values, int slots) {
      this.spec = spec;
      this.values = values;
      this.slots = new double[slots][values.length];
      this.average = values.clone();
    }
  }

  private final PlayerPlan plan;
  private final FakeUpdate update;
  private final List<Weight> weights = new ArrayList<>();
  private long updates;
  private long frozenUpdates;
  private double rateFactor = 1;

  /**
   * @param kernel shape of its only kernel; its last axis is the output
   * @param table shape of what it keeps per class, {@code [classes, values]}; of size 0 if it sees
   *     no labels
   * @param spread standard deviation of the initial kernel and of what is kept per class
   */
  FakePlayer(Player player, PlayerPlan plan, Shape kernel, Shape table, double spread, long seed) {
    this.plan = plan;
    this.update = FakeUpdate.of(plan.optimizer(), () -> rateFactor);
    long inputs = kernel.get(0);
    long outputs = kernel.get(1);
    RandomKey stream = RandomKey.of(seed).split("weights").split(player.key());
    add(
        ParameterSpec.kernel(kernel, NONE, inputs, outputs),
        index -> spread * stream.normal(index));
    add(ParameterSpec.bias(outputs, NONE, inputs), index -> 0);
    if (table.size() > 0) {
      add(
          ParameterSpec.affine("table", table, NONE),
          index -> spread * stream.split("table").normal(index));
    }
  }

  /** Whether it sees labels. */
  boolean seesLabels() {
    return weights.size() > 2;
  }

  private void add(ParameterSpec spec, LongToDoubleFunction initial) {
    double[] values = new double[Math.toIntExact(spec.shape().size())];
    for (int i = 0; i < values.length; i++) {
      values[i] = initial.applyAsDouble(i);
    }
    weights.add(new Weight(spec, values, plan.optimizer().slots()));
  }

  void scaleLearningRate(double factor) {
    rateFactor = factor;
  }

  long updates() {
    return updates;
  }

  /** All weights in one array: the kernel's, then the bias's. */
  double[] weights() {
    return join(weights.stream().map(weight -> weight.values).toList());
  }

  /** The weights that samples are drawn with: the average where one is kept. */
  double[] shown() {
    return plan.average() == null
        ? weights()
        : join(weights.stream().map(weight -> weight.average).toList());
  }

  /** Moves all weights along a gradient, then puts them back where they may be. */
  void move(double[] gradient, Progress progress) {
    double[] clipped = clipped(moving(gradient, progress.step()));
    int from = 0;
    for (Weight weight : weights) {
      double[] part = Arrays.copyOfRange(clipped, from, from + weight.values.length);
      from += part.length;
      if (!isFrozen(weight, progress.step())) {
        Progress own =
            isFrozen(weight, 0)
                ? progress.withUpdates(progress.updates() - frozenUpdates)
                : progress;
        update.move(weight.values, part, weight.slots, own);
        constrain(weight);
        average(weight, progress);
      }
    }
    updates++;
    if (plan.frozen().thaws() && progress.step() < plan.frozen().until()) {
      frozenUpdates++;
    }
  }

  /** A gradient with nothing for what is frozen at a step. */
  double[] moving(double[] gradient, long step) {
    double[] moving = gradient.clone();
    int from = 0;
    for (Weight weight : weights) {
      int to = from + weight.values.length;
      if (isFrozen(weight, step)) {
        Arrays.fill(moving, from, to, 0);
      }
      from = to;
    }
    return moving;
  }

  /** Whether nothing of it moves at a step. */
  boolean isFrozen(long step) {
    return weights.stream().allMatch(weight -> isFrozen(weight, step));
  }

  /** Each weight stands in for all of its role in the plan's network. */
  private boolean isFrozen(Weight weight, long step) {
    List<Boolean> all = new ArrayList<>();
    List<Boolean> ofRole = new ArrayList<>();
    for (Placed placed : plan.network().placed()) {
      for (ParameterSpec parameter : placed.parameters()) {
        boolean frozen = plan.frozen().holds(Freezing.name(placed, parameter), step);
        all.add(frozen);
        if (parameter.role() == weight.spec.role()) {
          ofRole.add(frozen);
        }
      }
    }
    return !all.contains(false) || (!ofRole.isEmpty() && !ofRole.contains(false));
  }

  /** Updates in which what thaws was frozen. */
  long frozenUpdates() {
    return frozenUpdates;
  }

  private double[] clipped(double[] gradient) {
    Double limit = plan.maxGradientNorm();
    if (limit == null) {
      return gradient;
    }
    double norm = Math.sqrt(Arrays.stream(gradient).map(g -> g * g).sum());
    return Arrays.stream(gradient).map(g -> g * limit / Math.max(norm, limit)).toArray();
  }

  private void constrain(Weight weight) {
    for (Constraint constraint : plan.constraints()) {
      if (constraint.appliesTo(weight.spec)) {
        DoubleTensor values = DoubleTensor.of(weight.spec.shape(), weight.values);
        double[] allowed = constraint.project(new DoubleOps(), values, weight.spec).data;
        System.arraycopy(allowed, 0, weight.values, 0, allowed.length);
      }
    }
  }

  private void average(Weight weight, Progress progress) {
    if (plan.average() != null) {
      double decay = plan.average().decay(progress);
      for (int i = 0; i < weight.values.length; i++) {
        weight.average[i] = decay * weight.average[i] + (1 - decay) * weight.values[i];
      }
    }
  }

  /** The kernel out of an array of all weights. */
  DoubleTensor kernel(double[] all) {
    Shape shape = weights.get(0).spec.shape();
    return DoubleTensor.owning(shape, Arrays.copyOf(all, (int) shape.size()));
  }

  /** The bias out of an array of all weights. */
  DoubleTensor bias(double[] all) {
    int from = weights.get(0).values.length;
    Weight bias = weights.get(1);
    return DoubleTensor.owning(
        bias.spec.shape(), Arrays.copyOfRange(all, from, from + bias.values.length));
  }

  /** What is kept per class out of an array of all weights; null if it sees no labels. */
  @Nullable DoubleTensor table(double[] all) {
    if (!seesLabels()) {
      return null;
    }
    Weight table = weights.get(2);
    return DoubleTensor.owning(
        table.spec.shape(), Arrays.copyOfRange(all, all.length - table.values.length, all.length));
  }

  /** What the class of each sample adds; null if it sees no labels. */
  @Nullable DoubleTensor ofClass(double[] all, @Nullable DoubleTensor labels) {
    DoubleTensor table = table(all);
    return table == null || labels == null ? null : new DoubleOps().matMul(labels, table);
  }

  /** The live arrays of the state by name, each with its shape. */
  Map<String, DoubleTensor> arrays() {
    Map<String, DoubleTensor> arrays = new LinkedHashMap<>();
    for (Weight weight : weights) {
      Shape shape = weight.spec.shape();
      String name = weight.spec.name();
      arrays.put(name, DoubleTensor.owning(shape, weight.values));
      for (int slot = 0; slot < weight.slots.length; slot++) {
        arrays.put(name + "/slot" + slot, DoubleTensor.owning(shape, weight.slots[slot]));
      }
      if (plan.average() != null) {
        arrays.put(name + "/average", DoubleTensor.owning(shape, weight.average));
      }
    }
    return arrays;
  }

  void setUpdates(long count, long frozen) {
    updates = count;
    frozenUpdates = frozen;
  }

  private static double[] join(List<double[]> parts) {
    double[] all = new double[parts.stream().mapToInt(part -> part.length).sum()];
    int at = 0;
    for (double[] part : parts) {
      System.arraycopy(part, 0, all, at, part.length);
      at += part.length;
    }
    return all;
  }
}
