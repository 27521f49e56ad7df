package io.gan4j.testkit;

import static java.util.Objects.requireNonNull;

import io.gan4j.api.data.Batch;
import io.gan4j.api.game.Pairing;
import io.gan4j.api.game.Player;
import io.gan4j.api.game.Signal;
import io.gan4j.api.optimizer.Progress;
import io.gan4j.api.optimizer.Schedule;
import io.gan4j.api.play.PhaseEngine;
import io.gan4j.api.play.PlayerPass;
import io.gan4j.api.provider.FakeLabels;
import io.gan4j.api.provider.GanPlan;
import io.gan4j.api.tensor.NoiseSource;
import io.gan4j.api.tensor.TensorOps;
import java.util.List;
import java.util.Map;

/**
 * A phase on plain doubles, at given weights of the players. There are no gradients with respect to
 * samples.
 */
final class DoubleEngine implements PhaseEngine<DoubleTensor> {
  private final GanPlan plan;
  private final TensorOps<DoubleTensor> ops;
  private final Map<Player, FakePlayer> players;
  private final Map<Player, double[]> weights;
  private final Map<String, Batch> batches;
  private final DoubleNoise noise;
  private final Progress progress;
  private final FakeState state;

  /**
   * @param weights all weights of each player
   * @param noise of the phase's draw
   * @param progress of the step
   * @param state what is carried from step to step
   */
  DoubleEngine(
      GanPlan plan,
      TensorOps<DoubleTensor> ops,
      Map<Player, FakePlayer> players,
      Map<Player, double[]> weights,
      Map<String, Batch> batches,
      DoubleNoise noise,
      Progress progress,
      FakeState state) {
    this.plan = plan;
    this.ops = ops;
    this.players = players;
    this.weights = weights;
    this.batches = batches;
    this.noise = noise;
    this.progress = progress;
    this.state = state;
  }

  @Override
  public TensorOps<DoubleTensor> ops() {
    return ops;
  }

  @Override
  public NoiseSource<DoubleTensor> noise() {
    return noise.scoped("terms");
  }

  @Override
  public NoiseSource<DoubleTensor> noiseOf(DoubleTensor samples) {
    return noise.sized(Math.toIntExact(samples.shape().get(0)));
  }

  @Override
  public DoubleTensor number(Schedule schedule) {
    return DoubleTensor.scalar(schedule.valueAt(progress));
  }

  @Override
  public DoubleTensor carried(String name) {
    return state.carried(name);
  }

  @Override
  public DoubleTensor samples(String side) {
    Batch batch = batch(side);
    float[] decoded = batch.decoded();
    double[] values = new double[decoded.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = decoded[i];
    }
    return DoubleTensor.owning(batch.space().shape().prepend(batch.size()), values);
  }

  @Override
  public DoubleTensor labels(String side) {
    return DoubleNoise.oneHot(batch(side).labels(), classes(side));
  }

  private Batch batch(String side) {
    return FakeWeight.given(batches, side);
  }

  private int classes(String side) {
    return requireNonNull(plan.side(side).labels()).count();
  }

  @Override
  public DoubleTensor latents(String name) {
    DoubleNoise own = name.equals(Signal.LATENTS) ? noise : noise.scoped("latents." + name);
    return plan.latents(name).draw(new DoubleOps(), own);
  }

  @Override
  public DoubleTensor drawnLabels(String side) {
    String stream = side.equals(Pairing.DATA) ? "labels" : "labels." + side;
    return plan.fakeLabels(side) instanceof FakeLabels.Shares shares
        ? noise.oneHot(stream, shares)
        : noise.oneHot(stream, classes(side));
  }

  @Override
  public PlayerPass<DoubleTensor> forward(Player player, Block<DoubleTensor> block) {
    return player(player).pass(FakeCosts.of(weights, player), block.inputs(), block.labels());
  }

  private FakePlayer player(Player player) {
    return FakeCosts.of(players, player);
  }

  @Override
  public List<DoubleTensor> gradients(DoubleTensor of, List<DoubleTensor> others) {
    throw new UnsupportedOperationException("there are no input gradients on plain doubles");
  }

  @Override
  public List<DoubleTensor> kernels(Player player) {
    return player(player).kernels(FakeCosts.of(weights, player));
  }

  @Override
  public Object identity(DoubleTensor tensor) {
    return new Identity(tensor);
  }

  /** A tensor as itself, whatever it holds. */
  private record Identity(DoubleTensor tensor) {
    @Override
    @SuppressWarnings("ReferenceEquality") // tensors are known by what they are
    public boolean equals(Object other) {
      return other instanceof Identity identity && identity.tensor == tensor;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(tensor);
    }
  }
}
