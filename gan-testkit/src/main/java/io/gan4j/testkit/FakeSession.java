package io.gan4j.testkit;

import io.gan4j.api.DivergedException;
import io.gan4j.api.data.LabelSpace;
import io.gan4j.api.data.SampleSpace;
import io.gan4j.api.game.Player;
import io.gan4j.api.game.Signal;
import io.gan4j.api.network.PlayerNetwork;
import io.gan4j.api.optimizer.Progress;
import io.gan4j.api.play.PlayerPass;
import io.gan4j.api.provider.GanPlan;
import io.gan4j.api.provider.GanPlan.Sampler;
import io.gan4j.api.provider.GanSession;
import io.gan4j.api.provider.PhaseReport;
import io.gan4j.api.provider.PhaseReport.Norms;
import io.gan4j.api.provider.StepRequest;
import io.gan4j.api.spec.Check;
import io.gan4j.api.training.Phase;
import io.gan4j.testkit.FakeCosts.Costs;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.Shape;

/** The fake's session. */
final class FakeSession implements GanSession {
  private final GanPlan plan;
  private final Map<Player, FakePlayer> players = new LinkedHashMap<>();
  private final FakeState state;
  private final DoubleNoise noise;
  private boolean closed;

  FakeSession(GanPlan plan) {
    this.plan = plan;
    plan.players().keySet().forEach(player -> players.put(player, new FakePlayer(player, plan)));
    this.state = new FakeState(players, plan);
    this.noise = DoubleNoise.of(plan.seed(), 0, plan.batchSize());
  }

  @Override
  public GanPlan plan() {
    return plan;
  }

  private FakePlayer player(Player player) {
    return FakeCosts.of(players, player);
  }

  @Override
  public void scaleLearningRates(double factor) {
    Check.positive("factor", factor);
    players.values().forEach(player -> player.scaleLearningRate(factor));
  }

  @Override
  public PhaseReport step(StepRequest request) {
    checkOpen();
    Phase phase = phase(request.phase());
    checkBatches(phase, request);
    if (request.repeat() == 0) {
      phase.scratch().forEach(state::keep);
    }
    FakeCosts paid =
        new FakeCosts(
            plan,
            phase,
            players,
            state,
            request.batches(),
            noise.in(request.draw(), plan.batchSize()),
            player -> progress(player(player).updates(), request),
            progress(request.step(), request));
    Costs costs = paid.here();
    checkFinite(costs, request);
    Map<Player, double[]> gradients = paid.gradients();
    PhaseReport report =
        new FakeReport(plan)
            .of(costs, request.norms() ? norms(gradients, request.step()) : Map.of());
    gradients.forEach(
        (player, gradient) -> {
          FakePlayer moved = player(player);
          moved.move(gradient, progress(moved.updates(), request));
        });
    state.moveTerms(costs.terms());
    state.moveCarried(costs.play().nextCarried());
    state.moveCarried(costs.play().nextHistories());
    if (request.repeat() == phase.repeat() - 1) {
      phase.scratch().forEach(state::putBack);
    }
    return report;
  }

  private Phase phase(String name) {
    return plan.phases().stream()
        .filter(phase -> phase.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no phase '" + name + "'"));
  }

  private static void checkFinite(Costs costs, StepRequest request) {
    costs
        .losses()
        .forEach(
            (payer, loss) -> {
              if (!Double.isFinite(loss)) {
                throw new DivergedException(
                    request.phase(), request.step(), payer.key() + " loss", loss);
              }
            });
  }

  private Progress progress(long updates, StepRequest request) {
    return new Progress(
        request.step(), request.totalSteps(), updates, request.epoch(), plan.batchSize());
  }

  private void checkBatches(Phase phase, StepRequest request) {
    for (String side : phase.sides()) {
      if (!request.batches().containsKey(side)) {
        throw new IllegalArgumentException("phase '" + phase.name() + "' needs a batch");
      }
    }
    request
        .batches()
        .forEach(
            (side, batch) -> {
              SampleSpace samples = plan.side(side).samples();
              if (batch.size() != plan.batchSize() || !batch.space().equals(samples)) {
                throw new IllegalArgumentException(
                    "a batch of "
                        + batch.size()
                        + " samples of "
                        + batch.space()
                        + " for a session of "
                        + plan.batchSize()
                        + " samples of "
                        + samples);
              }
            });
  }

  /** Of what moves; none of a player that is frozen whole. */
  private Map<Player, Norms> norms(Map<Player, double[]> gradients, long step) {
    Map<Player, Norms> norms = new LinkedHashMap<>();
    gradients.forEach(
        (moved, gradient) -> {
          FakePlayer player = player(moved);
          if (!player.isFrozen(step)) {
            norms.put(
                moved,
                new Norms(
                    norm(player.moving(gradient, step)),
                    norm(player.moving(player.weights(), step))));
          }
        });
    return norms;
  }

  private static double norm(double[] values) {
    return Math.sqrt(Arrays.stream(values).map(v -> v * v).sum());
  }

  @Override
  public FloatNdArray drawLatents(String name, long seed, int count) {
    checkOpen();
    Check.positive("count", count);
    DoubleNoise drawn = noise.seeded(seed, count);
    DoubleTensor latents =
        plan.latents(name)
            .draw(new DoubleOps(), name.equals(Signal.LATENTS) ? drawn : drawn.scoped(name));
    return NdValues.floats(latents.shape(), latents.data);
  }

  @Override
  public Map<String, FloatNdArray> infer(
      Player player, Map<String, FloatNdArray> inputs, int @Nullable [] labels) {
    checkOpen();
    PlayerNetwork network = plan.player(player).network();
    Map<String, DoubleTensor> given = new LinkedHashMap<>();
    int rows = 0;
    for (Map.Entry<String, Shape> input : network.inputs().entrySet()) {
      FloatNdArray array = FakeWeight.given(inputs, input.getKey());
      checkRows(array, input.getValue(), input.getKey());
      rows = (int) array.shape().get(0);
      given.put(input.getKey(), NdValues.tensor(array));
    }
    int classes = plan.classesSeenBy(player);
    int[] checked = LabelSpace.checked(labels, classes, rows);
    FakePlayer its = player(player);
    PlayerPass<DoubleTensor> pass =
        its.pass(
            network.gives(Signal.SCORES) ? its.weights() : its.shown(),
            given,
            classes == 0 ? null : DoubleNoise.oneHot(checked, classes));
    Map<String, FloatNdArray> outputs = new LinkedHashMap<>();
    pass.outputs()
        .forEach(
            (name, made) -> {
              boolean one = name.equals(Signal.SCORES) && made.shape().tail().equals(Shape.of(1));
              Shape shape = one ? Shape.of(made.shape().get(0)) : made.shape();
              outputs.put(name, NdValues.floats(shape, made.data));
            });
    return outputs;
  }

  private static void checkRows(FloatNdArray array, Shape one, String what) {
    if (array.shape().numDimensions() == 0 || !array.shape().tail().equals(one)) {
      throw new IllegalArgumentException(
          what + " of shape " + array.shape() + ", not [n, ...] of " + one);
    }
  }

  @Override
  public long updates(Player player) {
    return player(player).updates();
  }

  @Override
  public Map<String, NdArray<?>> saveState() {
    checkOpen();
    return state.save();
  }

  @Override
  public void restoreState(Map<String, NdArray<?>> saved) {
    checkOpen();
    state.restore(saved);
  }

  @Override
  public void export(Player player, Path folder, Map<String, String> metadata) {
    checkOpen();
    FakePlayer generator = player(player);
    Optional<Sampler> found =
        plan.samplers().stream().filter(known -> known.player().equals(player)).findFirst();
    if (found.isEmpty()) {
      FakeModel.write(folder, generator.arrays(), metadata);
      return;
    }
    Sampler sampler = found.get();
    FloatNdArray latents = drawLatents(sampler.latents(), 0, FakeModel.POOL);
    FakeModel.write(
        folder,
        new FakeModel(
            plan.side(sampler.side()).samples(),
            generator.exported(),
            NdValues.tensor(latents),
            metadata));
  }

  private void checkOpen() {
    if (closed) {
      throw new IllegalStateException("this session is closed");
    }
  }

  @Override
  public void close() {
    closed = true;
  }
}
