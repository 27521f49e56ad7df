package io.gan4j.testkit;

import io.gan4j.api.data.Batch;
import io.gan4j.api.data.DataStatistics;
import io.gan4j.api.data.LabelSpace;
import io.gan4j.api.data.Range;
import io.gan4j.api.data.SampleSpace;
import io.gan4j.api.data.SampleSpace.Element;
import io.gan4j.api.game.Pairing;
import io.gan4j.api.game.PairingTerm;
import io.gan4j.api.game.Player;
import io.gan4j.api.layer.Combine;
import io.gan4j.api.layer.Dense;
import io.gan4j.api.layer.Embedding;
import io.gan4j.api.layer.Embedding.Join;
import io.gan4j.api.layer.Flatten;
import io.gan4j.api.layer.Parallel;
import io.gan4j.api.layer.ReconstructionError;
import io.gan4j.api.layer.Reshape;
import io.gan4j.api.network.Activation;
import io.gan4j.api.network.Constraint;
import io.gan4j.api.network.LayerSpec;
import io.gan4j.api.network.NetworkSpec;
import io.gan4j.api.optimizer.Average;
import io.gan4j.api.optimizer.Optimizer;
import io.gan4j.api.optimizer.Schedule;
import io.gan4j.api.optimizer.Sgd;
import io.gan4j.api.provider.FakeLabels;
import io.gan4j.api.provider.FloatType;
import io.gan4j.api.provider.Freezing;
import io.gan4j.api.provider.GanPlan;
import io.gan4j.api.provider.PlayerPlan;
import io.gan4j.api.provider.SidePlan;
import io.gan4j.api.random.RandomKey;
import io.gan4j.api.term.Loss;
import io.gan4j.api.term.ScoreKind;
import io.gan4j.api.term.Term;
import io.gan4j.api.training.Draw;
import io.gan4j.api.training.Phase;
import io.gan4j.api.training.WeightedTerm;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tensorflow.ndarray.Shape;

/**
 * A complete plan small enough for finite differences: two dense players of a few units each, a
 * logistic loss, and one phase for each way of moving. What a test is about is set on top.
 */
public final class SmallPlan {
  /** A phase that moves the discriminator. */
  public static final String DISCRIMINATOR = "discriminator";

  /** A phase that moves the generator. */
  public static final String GENERATOR = "generator";

  /** A phase that moves both players from the same point. */
  public static final String BOTH = "both";

  /** A phase of two repeats that moves both players and puts the discriminator back. */
  public static final String SCRATCH = "scratch";

  /** Both players. */
  static final List<Player> PLAYERS = List.of(Player.GENERATOR, Player.DISCRIMINATOR);

  private static final String LOSS = "loss.";

  private static final Shape LATENTS = Shape.of(3);

  private static final int CLASSES = 3;

  private SampleSpace samples;
  private final List<WeightedTerm> terms = new ArrayList<>();
  private final Map<Player, @Nullable Average> averages = new HashMap<>();
  private final Map<Player, List<Constraint>> constraints = new HashMap<>();
  private final Map<Player, List<LayerSpec>> networks = new HashMap<>();
  private final Map<Player, String> frozen = new HashMap<>();
  private long frozenUntil = Freezing.FOR_GOOD;
  private Optimizer optimizer = sgd(0.1);
  private @Nullable Double maxGradientNorm;
  private FloatType floatType = FloatType.FLOAT32;
  private String device = "cpu";
  private long seed = 1;
  private @Nullable LabelSpace labels;
  private FakeLabels fakeLabels = FakeLabels.UNIFORM;
  private int batchSize = 6;
  private ScoreKind scoreKind;

  private SmallPlan(SampleSpace samples, List<LayerSpec> generator, List<LayerSpec> discriminator) {
    this.samples = samples;
    networks.put(Player.GENERATOR, generator);
    networks.put(Player.DISCRIMINATOR, discriminator);
    this.scoreKind = pay(SmallComponents.logisticLoss());
  }

  private ScoreKind pay(Loss loss) {
    for (Term term : loss.terms()) {
      terms.add(new WeightedTerm(LOSS + term.paidBy().iterator().next().key(), term, 1));
    }
    return loss.scoreKind();
  }

  /** Points in the plane, stored as floats. */
  public static SmallPlan points() {
    return new SmallPlan(
        SampleSpace.vectors(2),
        List.of(dense(4, SmallComponents.squashed()), dense(2, SmallComponents.identity())),
        List.of(dense(5, SmallComponents.squashed()), dense(1, SmallComponents.identity())));
  }

  /** Points of three classes, which both players see. */
  public static SmallPlan labelled() {
    SmallPlan plan =
        new SmallPlan(
            SampleSpace.vectors(2),
            List.of(
                new Embedding(CLASSES, Join.CONCAT, 2, SmallComponents.smallNormal(), null),
                dense(4, SmallComponents.squashed()),
                dense(2, SmallComponents.identity())),
            List.of(
                dense(5, SmallComponents.squashed()),
                new Parallel(
                    List.of(
                        List.of(dense(1, SmallComponents.identity())),
                        List.of(
                            new Embedding(
                                CLASSES,
                                Join.INNER_PRODUCT,
                                null,
                                SmallComponents.smallNormal(),
                                null))),
                    Combine.ADD)));
    plan.labels = new LabelSpace(List.of("red", "green", "blue"));
    return plan;
  }

  /** Points in the plane, whose discriminator is an auto-encoder with its errors for scores. */
  static SmallPlan encoded() {
    return points()
        .network(
            Player.DISCRIMINATOR,
            new ReconstructionError(
                List.of(
                    dense(5, SmallComponents.squashed()), dense(2, SmallComponents.identity())),
                1));
  }

  /** Grey images of 2×2 pixels, stored as bytes and seen in [−1, 1]. */
  public static SmallPlan images() {
    return images(2);
  }

  /** Grey images of this side. */
  static SmallPlan images(int side) {
    return new SmallPlan(
        SampleSpace.images(side, side, 1).withRange(Range.SYMMETRIC),
        List.of(
            dense(side * side, SmallComponents.squashed()),
            new Reshape(List.of((long) side, (long) side, 1L))),
        List.of(
            new Flatten(),
            dense(3, SmallComponents.squashed()),
            dense(1, SmallComponents.identity())));
  }

  /** Plain gradient descent at a constant rate. */
  public static Sgd sgd(double rate) {
    return new Sgd(progress -> rate);
  }

  /** A dense layer with small normal kernels and biases. */
  public static Dense dense(int units, Activation activation) {
    return new Dense(
        units, activation, SmallComponents.smallNormal(), SmallComponents.smallNormal(), true);
  }

  /** The optimiser of both players; by default {@code sgd(0.1)}. */
  public SmallPlan optimizer(Optimizer both) {
    optimizer = both;
    return this;
  }

  /** The float type; by default float32. */
  public SmallPlan floatType(FloatType type) {
    floatType = type;
    return this;
  }

  /** The device; by default {@code cpu}. */
  public SmallPlan device(String name) {
    device = name;
    return this;
  }

  /** The seed; by default 1. */
  public SmallPlan seed(long value) {
    seed = value;
    return this;
  }

  /** Samples per phase; by default 6. */
  public SmallPlan batchSize(int samples) {
    batchSize = samples;
    return this;
  }

  /** Classes of the data; by default none. */
  public SmallPlan labels(LabelSpace classes) {
    labels = classes;
    return this;
  }

  /** What both players pay; by default a logistic loss. */
  public SmallPlan loss(Loss loss) {
    terms.removeIf(term -> term.name().startsWith(LOSS));
    scoreKind = pay(loss);
    return this;
  }

  /** Other samples, as which the networks are to be set as well. */
  public SmallPlan samples(SampleSpace space) {
    samples = space;
    return this;
  }

  /** An average of a player's weights; by default none. */
  public SmallPlan average(Player player, Average average) {
    averages.put(player, average);
    return this;
  }

  /** A limit to the norm of both players' gradients; by default none. */
  public SmallPlan maxGradientNorm(double limit) {
    maxGradientNorm = limit;
    return this;
  }

  /** A constraint on a player's weights; by default none. */
  public SmallPlan constraint(Player player, Constraint constraint) {
    constraints.put(player, List.of(constraint));
    return this;
  }

  /** The classes that fakes are made for; by default every class alike. */
  public SmallPlan fakeLabels(FakeLabels classes) {
    fakeLabels = classes;
    return this;
  }

  /** What of a player does not move before a step; by default everything moves. */
  public SmallPlan freeze(Player player, String pattern, long until) {
    frozen.put(player, pattern);
    frozenUntil = until;
    return this;
  }

  /** Other layers of a player. */
  public SmallPlan network(Player player, LayerSpec... layers) {
    networks.put(player, List.of(layers));
    return this;
  }

  /** A further term, paid in every phase that moves its payer. */
  public SmallPlan term(String name, Term term) {
    return term(name, term, Schedule.constant(1));
  }

  /** The same with a weight. */
  public SmallPlan term(String name, Term term, Schedule weight) {
    terms.add(new WeightedTerm(name, new PairingTerm(term, Pairing.STANDARD), weight, 1));
    return this;
  }

  /** The plan. */
  public GanPlan build() {
    DataStatistics none =
        () -> {
          throw new IllegalStateException("nothing in this plan is meant to ask for the data");
        };
    return GanPlan.standard(
            new SidePlan(samples, labels, none),
            SmallComponents.normalLatents(LATENTS),
            player(
                Player.GENERATOR,
                PlayerPlan.generator(layers(Player.GENERATOR, LATENTS), optimizer)),
            player(
                Player.DISCRIMINATOR,
                PlayerPlan.discriminator(layers(Player.DISCRIMINATOR, samples.shape()), optimizer)),
            scoreKind)
        .phases(
            List.of(
                phase(DISCRIMINATOR, Set.of(Player.DISCRIMINATOR), 1, Set.of()),
                phase(GENERATOR, Set.of(Player.GENERATOR), 1, Set.of()),
                phase(BOTH, Set.copyOf(PLAYERS), 1, Set.of()),
                phase(SCRATCH, Set.copyOf(PLAYERS), 2, Set.of(Player.DISCRIMINATOR))))
        .batchSize(batchSize)
        .seed(seed)
        .device(device)
        .floatType(floatType)
        .fakeLabels(fakeLabels)
        .build();
  }

  private NetworkSpec layers(Player player, Shape input) {
    return new NetworkSpec(input, networks.getOrDefault(player, List.of()));
  }

  private PlayerPlan player(Player player, PlayerPlan.Builder laidOut) {
    PlayerPlan plan =
        laidOut
            .average(averages.get(player))
            .constraints(constraints.getOrDefault(player, List.of()))
            .maxGradientNorm(maxGradientNorm)
            .build();
    String pattern = frozen.get(player);
    return pattern == null
        ? plan
        : plan.toBuilder()
            .frozen(Freezing.of(plan.network(), List.of(pattern), frozenUntil))
            .build();
  }

  /** The other of both players. */
  static Player opponent(Player player) {
    return player.equals(Player.GENERATOR) ? Player.DISCRIMINATOR : Player.GENERATOR;
  }

  private Phase phase(String name, Set<Player> moves, int repeat, Set<Player> scratch) {
    List<WeightedTerm> paid =
        terms.stream()
            .filter(term -> term.term().paidBy().stream().anyMatch(moves::contains))
            .toList();
    return new Phase(
        name,
        moves,
        repeat,
        1,
        Draw.FRESH,
        Draw.FRESH,
        scratch,
        paid,
        fakeLabels.equals(FakeLabels.OF_BATCH) ? Set.of(Pairing.DATA) : Set.of());
  }

  /** A batch of data for a plan, a function of its number: around 1 and spread by ½. */
  public static Batch batch(GanPlan plan, long number) {
    Batch batch = new Batch(plan.samples(), plan.batchSize());
    RandomKey random = RandomKey.of(99).split(number);
    int values = plan.samples().valuesPerSample() * plan.batchSize();
    for (int i = 0; i < values; i++) {
      double value = 1 + 0.5 * random.normal(i);
      if (plan.samples().element() == Element.UINT8) {
        batch.bytes()[i] = plan.samples().encode((float) (value - 0.7));
      } else {
        batch.floats()[i] = (float) value;
      }
    }
    LabelSpace labels = plan.labels();
    for (int i = 0; i < plan.batchSize(); i++) {
      batch.labels()[i] = labels == null ? 0 : (int) random.split("label").below(i, labels.count());
    }
    return batch;
  }
}
