package io.gan4j.testkit;

import io.gan4j.api.ProviderException;
import io.gan4j.api.game.Player;
import io.gan4j.api.game.Signal;
import io.gan4j.api.network.NetworkPart;
import io.gan4j.api.network.PlayerNetwork;
import io.gan4j.api.optimizer.Progress;
import io.gan4j.api.play.PlayerPass;
import io.gan4j.api.provider.GanPlan;
import io.gan4j.api.provider.PlayerPlan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tensorflow.ndarray.Shape;

/** A player: a {@link FakePart} for each part of its network, and all that moves with them. */
final class FakePlayer {
  private final PlayerPlan plan;
  private final List<Part> parts = new ArrayList<>();
  private final boolean seesLabels;
  private long updates;
  private long frozenUpdates;
  private double rateFactor = 1;

  /**
   * A part and its weights.
   *
   * @param spec where it stands in the network
   * @param computes what it computes
   * @param weights kernel, bias, and a table where it sees labels
   */
  private record Part(NetworkPart spec, FakePart computes, List<FakeWeight> weights) {}

  FakePlayer(Player player, GanPlan run) {
    this.plan = run.player(player);
    int classes = run.classesSeenBy(player);
    this.seesLabels = classes > 0;
    for (NetworkPart part : plan.network().parts()) {
      FakePart computes = standIn(part, plan, run);
      parts.add(
          new Part(
              part,
              computes,
              FakeWeight.of(
                  player, part.name(), plan, computes, classes, run.seed(), this::rateFactor)));
    }
  }

  private double rateFactor() {
    return rateFactor;
  }

  /** One part from one input is a maker of samples or a scorer; anything else is linear. */
  private static FakePart standIn(NetworkPart part, PlayerPlan plan, GanPlan run) {
    PlayerNetwork network = plan.network();
    int values = Math.toIntExact(part.layers().input().size());
    if (network.parts().size() == 1 && network.gives(Signal.SAMPLES)) {
      return new FakeNetworks.Maker(run.side(plan.side()).samples());
    }
    Shape output = part.layers().outputShape();
    return network.parts().size() == 1 && network.gives(Signal.SCORES) && output.size() == 1
        ? new FakeNetworks.Scorer(values)
        : new FakeNetworks.Linear(values, output);
  }

  PlayerPlan plan() {
    return plan;
  }

  void scaleLearningRate(double factor) {
    rateFactor = factor;
  }

  long updates() {
    return updates;
  }

  /** Updates in which what thaws was frozen. */
  long frozenUpdates() {
    return frozenUpdates;
  }

  void setUpdates(long count, long frozen) {
    updates = count;
    frozenUpdates = frozen;
  }

  private List<FakeWeight> all() {
    return parts.stream().flatMap(part -> part.weights().stream()).toList();
  }

  /** All weights in one array, part after part: the kernel's, the bias's, the table's. */
  double[] weights() {
    return joined(all().stream().map(FakeWeight::values).toList());
  }

  /** The weights that samples are drawn with: averages where they are kept. */
  double[] shown() {
    return joined(all().stream().map(FakeWeight::shown).toList());
  }

  /** Moves all weights along a gradient, then puts them back where they may be. */
  void move(double[] gradient, Progress progress) {
    double[] clipped = clipped(moving(gradient, progress.step()));
    Progress thawed = progress.withUpdates(progress.updates() - frozenUpdates);
    int from = 0;
    for (FakeWeight weight : all()) {
      int size = weight.values().length;
      weight.move(Arrays.copyOfRange(clipped, from, from + size), progress, thawed);
      from += size;
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
    for (FakeWeight weight : all()) {
      int to = from + weight.values().length;
      if (weight.isFrozen(step)) {
        Arrays.fill(moving, from, to, 0);
      }
      from = to;
    }
    return moving;
  }

  /** Whether nothing of it moves at a step. */
  boolean isFrozen(long step) {
    return all().stream().allMatch(weight -> weight.isFrozen(step));
  }

  private double[] clipped(double[] gradient) {
    Double limit = plan.maxGradientNorm();
    if (limit == null) {
      return gradient;
    }
    double norm = Math.sqrt(Arrays.stream(gradient).map(g -> g * g).sum());
    return Arrays.stream(gradient).map(g -> g * limit / Math.max(norm, limit)).toArray();
  }

  /** The kernels out of an array of all weights. */
  List<DoubleTensor> kernels(double[] all) {
    List<DoubleTensor> kernels = new ArrayList<>();
    for (Part part : parts) {
      kernels.add(tensor(part.weights().get(0), all));
    }
    return kernels;
  }

  private DoubleTensor tensor(FakeWeight wanted, double[] all) {
    int from = 0;
    for (FakeWeight weight : all()) {
      int size = weight.values().length;
      if (weight.equals(wanted)) {
        return DoubleTensor.owning(weight.shape(), Arrays.copyOfRange(all, from, from + size));
      }
      from += size;
    }
    throw new IllegalArgumentException("not a weight of this player");
  }

  /**
   * A pass.
   *
   * @param all all of its weights
   * @param inputs by the input's name, in their order, {@code [rows, …]}
   * @param labels one-hot; null if it sees none
   */
  PlayerPass<DoubleTensor> pass(
      double[] all, Map<String, DoubleTensor> inputs, @Nullable DoubleTensor labels) {
    Map<String, DoubleTensor> known = new LinkedHashMap<>(inputs);
    DoubleTensor features = inputs.values().iterator().next();
    for (Part part : parts) {
      List<DoubleTensor> from =
          part.spec().inputs().stream().map(name -> FakeWeight.given(known, name)).toList();
      List<FakeWeight> weights = part.weights();
      DoubleTensor ofClass =
          labels == null || !seesLabels
              ? null
              : new DoubleOps().matMul(labels, tensor(weights.get(2), all));
      FakePart.Result result =
          part.computes()
              .compute(
                  tensor(weights.get(0), all), tensor(weights.get(1), all), ofClass, rowsOf(from));
      known.put(part.spec().name(), result.output());
      features = result.features();
    }
    Map<String, DoubleTensor> outputs = new LinkedHashMap<>();
    parts.stream()
        .map(part -> part.spec().name())
        .filter(name -> !name.isEmpty())
        .forEach(name -> outputs.put(name, FakeWeight.given(known, name)));
    plan.network()
        .outputs()
        .forEach((name, part) -> outputs.put(name, FakeWeight.given(known, part)));
    return new PlayerPass<>(
        outputs,
        features,
        layer -> {
          throw new UnsupportedOperationException("a stand-in has no layers");
        });
  }

  /**
   * The weights of its only part that samples are drawn with.
   *
   * @throws ProviderException if it has several parts
   */
  FakeModel.Weights exported() {
    if (parts.size() != 1) {
      throw new ProviderException("the fake provider exports networks of one part only");
    }
    double[] all = shown();
    List<FakeWeight> weights = parts.get(0).weights();
    return new FakeModel.Weights(
        tensor(weights.get(0), all),
        tensor(weights.get(1), all),
        seesLabels ? tensor(weights.get(2), all) : null);
  }

  /** Rows side by side, each flat. */
  private static DoubleTensor rowsOf(List<DoubleTensor> tensors) {
    if (tensors.size() == 1) {
      return tensors.get(0);
    }
    int rows = (int) tensors.get(0).shape().get(0);
    int width = tensors.stream().mapToInt(t -> t.data.length).sum() / Math.max(1, rows);
    double[] values = new double[rows * width];
    int at = 0;
    for (int n = 0; n < rows; n++) {
      for (DoubleTensor tensor : tensors) {
        int own = tensor.data.length / rows;
        System.arraycopy(tensor.data, n * own, values, at, own);
        at += own;
      }
    }
    return DoubleTensor.owning(Shape.of(rows, width), values);
  }

  /** The live arrays of the state by name, each with its shape. */
  Map<String, DoubleTensor> arrays() {
    Map<String, DoubleTensor> arrays = new LinkedHashMap<>();
    all().forEach(weight -> arrays.putAll(weight.arrays()));
    return arrays;
  }

  private static double[] joined(List<double[]> pieces) {
    return pieces.stream().flatMapToDouble(Arrays::stream).toArray();
  }
}
