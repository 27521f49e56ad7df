package io.gan4j.testkit;

import io.gan4j.api.DivergedException;
import io.gan4j.api.Player;
import io.gan4j.api.ProviderException;
import io.gan4j.api.data.Batch;
import io.gan4j.api.data.LabelSpace;
import io.gan4j.api.optimizer.Progress;
import io.gan4j.api.provider.GanPlan;
import io.gan4j.api.provider.GanSession;
import io.gan4j.api.provider.PhaseReport;
import io.gan4j.api.provider.PhaseReport.Norms;
import io.gan4j.api.provider.StepRequest;
import io.gan4j.api.spec.Check;
import io.gan4j.api.term.Need;
import io.gan4j.api.term.PlayerOutput;
import io.gan4j.api.term.ScoreKind;
import io.gan4j.api.term.StateSpec;
import io.gan4j.api.term.TermValue;
import io.gan4j.api.training.Phase;
import io.gan4j.api.training.WeightedTerm;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.LongNdArray;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;

/** The fake's session. */
final class FakeSession implements GanSession {
  private static final double DIFFERENCE = 1e-5;

  private final GanPlan plan;
  private final FakeNetworks networks;
  private final FakePlayer generator;
  private final FakePlayer discriminator;
  private final DoubleNoise noise;
  private final Map<String, Double> termStates = new TreeMap<>();
  private final Map<Player, Map<String, NdArray<?>>> kept = new EnumMap<>(Player.class);
  private boolean closed;

  FakeSession(GanPlan plan, FakePlayer generator, FakePlayer discriminator) {
    this.plan = plan;
    this.networks = new FakeNetworks(plan.samples());
    this.generator = generator;
    this.discriminator = discriminator;
    this.noise = DoubleNoise.of(plan.seed(), 0, plan.batchSize());
    for (Phase phase : plan.phases()) {
      for (WeightedTerm paid : phase.terms()) {
        for (StateSpec state : paid.term().state()) {
          termStates.putIfAbsent(paid.name() + "/" + state.name(), state.initial());
        }
      }
    }
  }

  private FakePlayer player(Player player) {
    return player == Player.GENERATOR ? generator : discriminator;
  }

  /** What a phase costs with given weights, beside what its terms say. */
  private record Costs(
      Map<Player, Double> losses,
      Map<String, TermValue<DoubleTensor>> terms,
      DoubleTermContext context) {}

  @Override
  public void scaleLearningRates(double factor) {
    Check.positive("factor", factor);
    generator.scaleLearningRate(factor);
    discriminator.scaleLearningRate(factor);
  }

  @Override
  public PhaseReport step(StepRequest request) {
    checkOpen();
    Phase phase =
        plan.phases().stream()
            .filter(p -> p.name().equals(request.phase()))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("no phase '" + request.phase() + "'"));
    if (request.repeat() == 0) {
      phase.scratch().forEach(scratch -> kept.put(scratch, playerState(scratch)));
    }
    DoubleTermContext.Inputs inputs = inputs(phase, request);
    double[] g = generator.weights();
    double[] d = discriminator.weights();
    Detached detached = new Detached();
    Costs costs = costs(phase, g, d, inputs, detached);
    costs
        .losses()
        .forEach(
            (payer, loss) -> {
              if (!Double.isFinite(loss)) {
                throw new DivergedException(
                    phase.name(), request.step(), payer.key() + " loss", loss);
              }
            });
    Map<Player, double[]> gradients = new EnumMap<>(Player.class);
    for (Player moved : phase.moves()) {
      gradients.put(
          moved,
          Gradients.centralDifference(
              weights -> {
                detached.rewind();
                return costs(
                        phase,
                        moved == Player.GENERATOR ? weights : g,
                        moved == Player.DISCRIMINATOR ? weights : d,
                        inputs,
                        detached)
                    .losses()
                    .getOrDefault(moved, 0.0);
              },
              player(moved).weights(),
              DIFFERENCE));
    }
    PhaseReport report = report(phase, costs, request.norms() ? norms(gradients) : Map.of());
    gradients.forEach(
        (moved, gradient) ->
            player(moved)
                .move(
                    gradient,
                    new Progress(
                        request.step(),
                        request.totalSteps(),
                        player(moved).updates(),
                        request.epoch())));
    costs
        .terms()
        .forEach(
            (name, paid) ->
                paid.nextState()
                    .forEach((state, next) -> termStates.put(name + "/" + state, next.item())));
    if (request.repeat() == phase.repeat() - 1) {
      phase.scratch().forEach(scratch -> putBack(scratch, kept.getOrDefault(scratch, Map.of())));
    }
    return report;
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
        plan.labels() == null ? null : drawn.oneHot("labels", plan.labels().count()),
        drawn.scoped("terms"));
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

  private Costs costs(
      Phase phase, double[] g, double[] d, DoubleTermContext.Inputs inputs, DoubleOps ops) {
    DoubleTermContext.Players players =
        new DoubleTermContext.Players() {
          @Override
          public boolean seesLabels(Player player) {
            return player(player).seesLabels();
          }

          @Override
          public DoubleTensor generate(DoubleTensor latents) {
            return generate(latents, null);
          }

          @Override
          public PlayerOutput<DoubleTensor> discriminate(DoubleTensor samples) {
            return discriminate(samples, null);
          }

          @Override
          public DoubleTensor generate(DoubleTensor latents, @Nullable DoubleTensor labels) {
            return generated(g, latents, labels);
          }

          @Override
          public PlayerOutput<DoubleTensor> discriminate(
              DoubleTensor samples, @Nullable DoubleTensor labels) {
            return judged(d, samples, labels);
          }

          @Override
          public List<DoubleTensor> kernels(Player player) {
            return List.of(
                player == Player.GENERATOR ? generator.kernel(g) : discriminator.kernel(d));
          }
        };
    Map<Player, Double> losses = new EnumMap<>(Player.class);
    Map<String, TermValue<DoubleTensor>> terms = new LinkedHashMap<>();
    for (WeightedTerm paid : phase.terms()) {
      TermValue<DoubleTensor> value =
          paid.term().apply(new DoubleTermContext(ops, players, inputs, statesOf(paid)));
      terms.put(paid.name(), value);
      losses.merge(paid.term().paidBy(), paid.scale() * value.value().item(), Double::sum);
    }
    return new Costs(losses, terms, new DoubleTermContext(ops, players, inputs, Map.of()));
  }

  private DoubleTensor generated(
      double[] weights, DoubleTensor latents, @Nullable DoubleTensor labels) {
    return networks.generate(
        generator.kernel(weights),
        generator.bias(weights),
        generator.ofClass(weights, labels),
        latents);
  }

  private PlayerOutput<DoubleTensor> judged(
      double[] weights, DoubleTensor samples, @Nullable DoubleTensor labels) {
    return networks.discriminate(
        discriminator.kernel(weights),
        discriminator.bias(weights),
        discriminator.ofClass(weights, labels),
        samples);
  }

  private Map<String, Double> statesOf(WeightedTerm paid) {
    Map<String, Double> states = new HashMap<>();
    for (StateSpec state : paid.term().state()) {
      states.put(
          state.name(), termStates.getOrDefault(paid.name() + "/" + state.name(), state.initial()));
    }
    return states;
  }

  private Map<Player, Norms> norms(Map<Player, double[]> gradients) {
    Map<Player, Norms> norms = new EnumMap<>(Player.class);
    gradients.forEach(
        (moved, gradient) ->
            norms.put(moved, new Norms(norm(gradient), norm(player(moved).weights()))));
    return norms;
  }

  private static double norm(double[] values) {
    return Math.sqrt(Arrays.stream(values).map(v -> v * v).sum());
  }

  private PhaseReport report(Phase phase, Costs costs, Map<Player, Norms> norms) {
    Map<String, Double> terms = new LinkedHashMap<>();
    Map<String, Double> reports = new LinkedHashMap<>();
    costs
        .terms()
        .forEach(
            (name, value) -> {
              terms.put(name, value.value().item());
              value
                  .reports()
                  .forEach((report, scalar) -> reports.put(name + "/" + report, scalar.item()));
            });
    DoubleTensor real =
        phase.needs(Need.REAL_SCORES)
            ? costs.context().discriminate(costs.context().real()).scores()
            : null;
    DoubleTensor fake =
        phase.needs(Need.FAKE_SCORES)
            ? costs.context().discriminate(costs.context().fake()).scores()
            : null;
    return new PhaseReport(
        costs.losses(),
        terms,
        reports,
        meanScore(real),
        meanScore(fake),
        meanProbability(real),
        meanProbability(fake),
        norms);
  }

  private static OptionalDouble meanScore(@Nullable DoubleTensor scores) {
    return scores == null
        ? OptionalDouble.empty()
        : OptionalDouble.of(new DoubleOps().mean(scores).item());
  }

  private OptionalDouble meanProbability(@Nullable DoubleTensor scores) {
    return scores == null || plan.scoreKind() != ScoreKind.LOGIT
        ? OptionalDouble.empty()
        : meanScore(new DoubleOps().sigmoid(scores));
  }

  /**
   * Differences move everything, but a detached value counts as a constant: what it was at the
   * point where the gradient is taken is played back.
   */
  private static final class Detached extends DoubleOps {
    private final List<DoubleTensor> constants = new ArrayList<>();
    private int next;
    private boolean recorded;

    void rewind() {
      recorded = true;
      next = 0;
    }

    @Override
    public DoubleTensor detach(DoubleTensor x) {
      if (!recorded) {
        constants.add(x);
        return x;
      }
      return constants.get(next++);
    }
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
    DoubleTensor made = generated(generator.shown(), NdValues.tensor(latents), shown);
    return NdValues.floats(made.shape(), made.data);
  }

  @Override
  public FloatNdArray score(FloatNdArray samples, int @Nullable [] labels) {
    checkOpen();
    checkSamples(samples, plan.samples().shape(), "samples");
    DoubleTensor shown = shown(Player.DISCRIMINATOR, samples, labels);
    DoubleTensor scores = judged(discriminator.weights(), NdValues.tensor(samples), shown).scores();
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
    return player(player).updates();
  }

  @Override
  public Map<String, NdArray<?>> saveState() {
    checkOpen();
    Map<String, NdArray<?>> state = new LinkedHashMap<>();
    for (Player player : Player.values()) {
      state.putAll(playerState(player));
    }
    termStates.forEach((name, value) -> state.put("term/" + name, NdArrays.scalarOf(value)));
    return state;
  }

  private Map<String, NdArray<?>> playerState(Player player) {
    Map<String, NdArray<?>> state = new LinkedHashMap<>();
    player(player)
        .arrays()
        .forEach(
            (name, array) ->
                state.put(player.key() + "/" + name, NdValues.doubles(array.shape(), array.data)));
    state.put(player.key() + "/updates", NdArrays.scalarOf(player(player).updates()));
    return state;
  }

  @Override
  public void restoreState(Map<String, NdArray<?>> state) {
    checkOpen();
    Map<String, NdArray<?>> own = saveState();
    List<String> problems = new ArrayList<>();
    TreeSet<String> names = new TreeSet<>(own.keySet());
    names.addAll(state.keySet());
    for (String name : names) {
      NdArray<?> expected = own.get(name);
      NdArray<?> found = state.get(name);
      if (expected == null) {
        problems.add("unknown " + name);
      } else if (found == null) {
        problems.add("no " + name);
      } else if (!found.shape().equals(expected.shape())
          || NdValues.isFloating(found) != NdValues.isFloating(expected)) {
        problems.add(name + " is " + found.shape() + " and should be " + expected.shape());
      }
    }
    if (!problems.isEmpty()) {
      throw new ProviderException(
          "the state does not fit, nothing was changed: " + String.join("; ", problems));
    }
    for (Player player : Player.values()) {
      putBack(player, state);
    }
    termStates.replaceAll((name, value) -> NdValues.values(entry(state, "term/" + name))[0]);
  }

  private void putBack(Player player, Map<String, NdArray<?>> state) {
    player(player)
        .arrays()
        .forEach(
            (name, array) -> {
              double[] values = NdValues.values(entry(state, player.key() + "/" + name));
              System.arraycopy(values, 0, array.data, 0, values.length);
            });
    if (entry(state, player.key() + "/updates") instanceof LongNdArray updates) {
      player(player).setUpdates(updates.getLong());
    }
  }

  private static NdArray<?> entry(Map<String, NdArray<?>> state, String name) {
    NdArray<?> entry = state.get(name);
    if (entry == null) {
      throw new IllegalStateException("no " + name);
    }
    return entry;
  }

  @Override
  public void export(Path folder, Map<String, String> metadata) {
    checkOpen();
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
