package io.gan4j.testkit;

import io.gan4j.api.game.Player;
import io.gan4j.api.network.Constraint;
import io.gan4j.api.network.Initializer;
import io.gan4j.api.network.NetworkPart;
import io.gan4j.api.network.NetworkSpec.Placed;
import io.gan4j.api.network.ParameterSpec;
import io.gan4j.api.network.ParameterSpec.Role;
import io.gan4j.api.optimizer.Average;
import io.gan4j.api.optimizer.Progress;
import io.gan4j.api.provider.Freezing;
import io.gan4j.api.provider.PlayerPlan;
import io.gan4j.api.random.RandomKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;
import java.util.function.LongToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.tensorflow.ndarray.Shape;

/** One weight tensor: its values, its optimiser's slots, its average, and how they move. */
final class FakeWeight {
  private static final Initializer NONE = (parameter, random, data) -> index -> 0;

  private final String name;
  private final ParameterSpec spec;
  private final FakeUpdate update;
  private final List<Constraint> constraints;
  private final @Nullable Average average;
  private final Freezing frozen;
  private final List<String> standsFor;
  private final double[] values;
  private final double[][] slots;
  private final double[] averaged;

  private FakeWeight(
      String part,
      ParameterSpec spec,
      PlayerPlan plan,
      DoubleSupplier rateFactor,
      LongToDoubleFunction initial) {
    this.frozen = plan.frozen();
    this.standsFor = standsFor(plan.network().part(part), spec.role());
    this.name = (part.isEmpty() ? "" : part + "/") + spec.name();
    this.spec = spec;
    double own = plan.part(part).learningRateFactor();
    this.update = FakeUpdate.of(plan.optimizer(), () -> own * rateFactor.getAsDouble());
    this.constraints = plan.constraints().stream().filter(c -> c.appliesTo(spec)).toList();
    this.average = plan.part(part).average();
    this.values = new double[Math.toIntExact(spec.shape().size())];
    for (int i = 0; i < values.length; i++) {
      values[i] = initial.applyAsDouble(i);
    }
    this.slots = new double[plan.optimizer().slots()][values.length];
    this.averaged = values.clone();
  }

  /** The weights of a part: kernel, bias, and a table where it sees labels. */
  static List<FakeWeight> of(
      Player player,
      String part,
      PlayerPlan plan,
      FakePart computes,
      int classes,
      long seed,
      DoubleSupplier rateFactor) {
    RandomKey ofPlayer = RandomKey.of(seed).split("weights").split(player.key());
    RandomKey random = part.isEmpty() ? ofPlayer : ofPlayer.split(part);
    Shape kernel = computes.kernel();
    double spread = computes.spread();
    List<FakeWeight> weights = new ArrayList<>();
    weights.add(
        new FakeWeight(
            part,
            ParameterSpec.kernel(kernel, NONE, kernel.get(0), kernel.get(1)),
            plan,
            rateFactor,
            index -> spread * random.normal(index)));
    weights.add(
        new FakeWeight(
            part,
            ParameterSpec.bias(kernel.get(1), NONE, kernel.get(0)),
            plan,
            rateFactor,
            index -> 0));
    if (classes > 0) {
      weights.add(
          new FakeWeight(
              part,
              ParameterSpec.affine("table", Shape.of(classes, computes.valuesPerClass()), NONE),
              plan,
              rateFactor,
              index -> spread * random.split("table").normal(index)));
    }
    return weights;
  }

  Shape shape() {
    return spec.shape();
  }

  double[] values() {
    return values;
  }

  /** What samples are drawn with: the average where one is kept. */
  double[] shown() {
    return average == null ? values : averaged;
  }

  /** Names in the player of what it stands in for: all of its role in the part, or else all. */
  private static List<String> standsFor(NetworkPart part, Role role) {
    List<String> all = new ArrayList<>();
    List<String> ofRole = new ArrayList<>();
    for (Placed placed : part.layers().placed()) {
      for (ParameterSpec parameter : placed.parameters()) {
        String name = part.prefix() + Freezing.name(placed, parameter);
        all.add(name);
        if (parameter.role() == role) {
          ofRole.add(name);
        }
      }
    }
    return ofRole.isEmpty() ? all : ofRole;
  }

  /** Whether it does not move at a step. */
  boolean isFrozen(long step) {
    return !standsFor.isEmpty() && standsFor.stream().allMatch(name -> frozen.holds(name, step));
  }

  /**
   * Moves it along a gradient, then puts it back where it may be; does nothing where it is frozen.
   *
   * @param thawed progress of what was frozen at first
   */
  void move(double[] gradient, Progress progress, Progress thawed) {
    if (isFrozen(progress.step())) {
      return;
    }
    update.move(values, gradient, slots, isFrozen(0) ? thawed : progress);
    for (Constraint constraint : constraints) {
      DoubleTensor now = DoubleTensor.of(spec.shape(), values);
      double[] allowed = constraint.project(new DoubleOps(), now, spec).data;
      System.arraycopy(allowed, 0, values, 0, allowed.length);
    }
    if (average != null) {
      double decay = average.decay(progress);
      for (int i = 0; i < values.length; i++) {
        averaged[i] = decay * averaged[i] + (1 - decay) * values[i];
      }
    }
  }

  /** The live arrays of its state by name, each with its shape. */
  Map<String, DoubleTensor> arrays() {
    Map<String, DoubleTensor> arrays = new LinkedHashMap<>();
    arrays.put(name, DoubleTensor.owning(spec.shape(), values));
    for (int slot = 0; slot < slots.length; slot++) {
      arrays.put(name + "/slot" + slot, DoubleTensor.owning(spec.shape(), slots[slot]));
    }
    if (average != null) {
      arrays.put(name + "/average", DoubleTensor.owning(spec.shape(), averaged));
    }
    return arrays;
  }

  /** An entry that has to be there. */
  static <V> V given(Map<String, V> map, String name) {
    V value = map.get(name);
    if (value == null) {
      throw new IllegalStateException("no " + name + " in " + map.keySet());
    }
    return value;
  }
}
