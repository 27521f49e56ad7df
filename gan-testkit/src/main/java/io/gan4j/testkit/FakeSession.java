package io.gan4j.testkit;

import io.gan4j.api.DivergedException;
import io.gan4j.api.Player;
import io.gan4j.api.data.Batch;
import io.gan4j.api.data.LabelSpace;
import io.gan4j.api.optimizer.Progress;
import io.gan4j.api.provider.FakeLabels;
import io.gan4j.api.provider.GanPlan;
import io.gan4j.api.provider.GanSession;
import io.gan4j.api.provider.PhaseReport;
import io.gan4j.api.provider.PhaseReport.Norms;
import io.gan4j.api.provider.StepRequest;
import io.gan4j.api.spec.Check;
import io.gan4j.api.term.Need;
import io.gan4j.api.training.Phase;
import io.gan4j.testkit.FakeCosts.Costs;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.Shape;

/** The fake's session. */
final class FakeSession implements GanSession {
  private final GanPlan plan;
  private final FakePlayers players;
  private final FakeState state;
  private final DoubleNoise noise;
  private boolean closed;

  FakeSession(GanPlan plan, FakePlayer generator, FakePlayer discriminator) {
    this.plan = plan;
    this.players = new FakePlayers(new FakeNetworks(plan.samples()), generator, discriminator);
    this.state = new FakeState(players, plan.phases());
    this.noise = DoubleNoise.of(plan.seed(), 0, plan.batchSize());
  }

  @Override
  public void scaleLearningRates(double factor) {
    Check.positive("factor", factor);
    for (Player player : Player.values()) {
      players.of(player).scaleLearningRate(factor);
    }
  }

  @Override
  public PhaseReport step(StepRequest request) {
    checkOpen();
    Phase phase = phase(request.phase());
    if (request.repeat() == 0) {
      phase.scratch().forEach(state::keep);
    }
    FakeCosts paid =
        new FakeCosts(
            phase,
            players,
            state,
            inputs(phase, request),
            player -> progress(players.of(player), request));
    Costs costs = paid.here();
    checkFinite(costs, request);
    Map<Player, double[]> gradients = paid.gradients();
    PhaseReport report =
        new FakeReport(plan.scoreKind())
            .of(phase, costs, request.norms() ? norms(gradients, request.step()) : Map.of());
    gradients.forEach(
        (player, gradient) -> {
          FakePlayer moved = players.of(player);
          moved.move(gradient, progress(moved, request));
        });
    state.moveTerms(costs.terms());
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

  private Progress progress(FakePlayer player, StepRequest request) {
    return new Progress(
        request.step(), request.totalSteps(), player.updates(), request.epoch(), plan.batchSize());
  }

  private DoubleTermContext.Inputs inputs(Phase phase, StepRequest request) {
    Batch batch = request.batch();
    boolean needed =
        phase.needs(Need.REAL) || phase.needs(Need.REAL_SCORES) || phase.needs(Need.LABELS);
    if (batch == null && needed) {
      throw new IllegalArgumentException("phase '" + phase.name() + "' needs a batch");
    }
    if (batch != null
        && (batch.size() != plan.batchSize() || !batch.space().equals(plan.samples()))) {
      throw new IllegalArgumentException(
          "a batch of "
              + batch.size()
              + " samples of "
              + batch.space()
              + " for a session of "
              + plan.batchSize()
              + " samples of "
              + plan.samples());
    }
    DoubleNoise drawn = noise.in(request.draw(), plan.batchSize());
    return new DoubleTermContext.Inputs(
        batch == null ? null : real(batch),
        batch == null ? null : labels(batch),
        plan.latents().draw(new DoubleOps(), drawn),
        fakeLabels(drawn, batch),
        drawn.scoped("terms"));
  }

  private @Nullable DoubleTensor fakeLabels(DoubleNoise drawn, @Nullable Batch batch) {
    LabelSpace classes = plan.labels();
    if (classes == null) {
      return null;
    }
    if (plan.fakeLabels() instanceof FakeLabels.Shares shares) {
      return drawn.oneHot("labels", shares);
    }
    if (plan.fakeLabels() instanceof FakeLabels.OfBatch) {
      return batch == null ? null : labels(batch);
    }
    return drawn.oneHot("labels", classes.count());
  }

  private DoubleTensor real(Batch batch) {
    float[] decoded = batch.decoded();
    double[] values = new double[decoded.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = decoded[i];
    }
    return DoubleTensor.owning(plan.samples().shape().prepend(batch.size()), values);
  }

  private @Nullable DoubleTensor labels(Batch batch) {
    if (plan.labels() == null) {
      return null;
    }
    return DoubleNoise.oneHot(batch.labels(), plan.labels().count());
  }

  /** Of what moves; none of a player that is frozen whole. */
  private Map<Player, Norms> norms(Map<Player, double[]> gradients, long step) {
    Map<Player, Norms> norms = new EnumMap<>(Player.class);
    gradients.forEach(
        (moved, gradient) -> {
          FakePlayer player = players.of(moved);
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
  public FloatNdArray drawLatents(long seed, int count) {
    checkOpen();
    Check.positive("count", count);
    DoubleTensor drawn = plan.latents().draw(new DoubleOps(), noise.seeded(seed, count));
    return NdValues.floats(drawn.shape(), drawn.data);
  }

  @Override
  public FloatNdArray generate(FloatNdArray latents, int @Nullable [] labels) {
    checkOpen();
    checkSamples(latents, plan.latents().shape(), "latents");
    DoubleTensor shown = shown(Player.GENERATOR, latents, labels);
    DoubleTensor made =
        players.generate(players.generator().shown(), NdValues.tensor(latents), shown);
    return NdValues.floats(made.shape(), made.data);
  }

  @Override
  public FloatNdArray score(FloatNdArray samples, int @Nullable [] labels) {
    checkOpen();
    checkSamples(samples, plan.samples().shape(), "samples");
    DoubleTensor shown = shown(Player.DISCRIMINATOR, samples, labels);
    DoubleTensor scores =
        players
            .discriminate(players.discriminator().weights(), NdValues.tensor(samples), shown)
            .scores();
    return NdValues.floats(scores.shape(), scores.data);
  }

  /** Labels from outside, one-hot; null if the player sees none. */
  private @Nullable DoubleTensor shown(
      Player player, FloatNdArray values, int @Nullable [] labels) {
    int classes = plan.classesSeenBy(player);
    int[] checked = LabelSpace.checked(labels, classes, (int) values.shape().get(0));
    return classes == 0 ? null : DoubleNoise.oneHot(checked, classes);
  }

  private static void checkSamples(FloatNdArray array, Shape one, String what) {
    if (array.shape().numDimensions() == 0 || !array.shape().tail().equals(one)) {
      throw new IllegalArgumentException(
          what + " of shape " + array.shape() + ", not [n, ...] of " + one);
    }
  }

  @Override
  public long updates(Player player) {
    return players.of(player).updates();
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
  public void export(Path folder, Map<String, String> metadata) {
    checkOpen();
    FakePlayer generator = players.generator();
    double[] shown = generator.shown();
    FloatNdArray latents = drawLatents(0, FakeModel.POOL);
    FakeModel.write(
        folder,
        new FakeModel(
            plan.samples(),
            new FakeModel.Weights(
                generator.kernel(shown), generator.bias(shown), generator.table(shown)),
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
