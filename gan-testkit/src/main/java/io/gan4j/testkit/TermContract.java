package io.gan4j.testkit;

import io.gan4j.api.PlayerRole;
import io.gan4j.api.tensor.NoiseSource;
import io.gan4j.api.tensor.TensorOps;
import io.gan4j.api.term.Conditions;
import io.gan4j.api.term.Need;
import io.gan4j.api.term.PlayerOutput;
import io.gan4j.api.term.StateSpec;
import io.gan4j.api.term.Term;
import io.gan4j.api.term.TermContext;
import io.gan4j.api.term.TermValue;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.tensorflow.ndarray.Shape;

/**
 * What every term promises: a finite scalar, from nothing but what it declares to need, the same
 * for the same context. A term with input gradients is only asked for what it declares, as plain
 * doubles have none.
 */
public final class TermContract {
  private static final int BATCH = 6;
  private static final Shape SAMPLE = Shape.of(8, 8, 1);

  private TermContract() {}

  /** The contract of a term. */
  public static Contract of(Term term) {
    Contract contract =
        new Contract(term)
            .promise("says who pays", () -> Expect.present("who pays", term.paidBy()))
            .promise("names each state once, with a finite first value", () -> state(term));
    if (!term.needs().contains(Need.INPUT_GRADIENTS)) {
      contract
          .promise(Aspect.VALUE, "gives a finite scalar", () -> finite(term))
          .promise("needs only what it declares", () -> apply(term))
          .promise(Aspect.REPETITION, "gives the same for the same context", () -> repeats(term))
          .promise("moves only states that it declares", () -> nextState(term));
    }
    return contract;
  }

  private static void state(Term term) {
    Set<String> names = new HashSet<>();
    for (StateSpec state : term.state()) {
      Expect.holds("states", "each once", names.add(state.name()), state.name() + " again");
      Expect.finite("first value of state '" + state.name() + "'", state.initial());
    }
  }

  private static void finite(Term term) {
    DoubleTensor value = apply(term).value();
    Expect.equal("shape of the value", Shape.scalar(), value.shape());
    Expect.finite("value", value.item());
  }

  private static void repeats(Term term) {
    double once = apply(term).value().item();
    Expect.repeated(
        "value of the same context with the same state, again", once, apply(term).value().item());
  }

  private static void nextState(Term term) {
    List<String> declared = term.state().stream().map(StateSpec::name).toList();
    TermValue<DoubleTensor> paid = apply(term);
    Expect.holds(
        "states that move",
        "some of " + declared,
        declared.containsAll(paid.nextState().keySet()),
        paid.nextState().keySet());
    paid.nextState()
        .forEach((name, value) -> Expect.finite("next state '" + name + "'", value.item()));
  }

  private static TermValue<DoubleTensor> apply(Term term) {
    Map<String, Double> state = new HashMap<>();
    term.state().forEach(spec -> state.put(spec.name(), spec.initial()));
    return term.apply(new OnlyDeclared(context(state), term.needs()));
  }

  /**
   * A context of a small linear generator and discriminator on images of 8×8 pixels with two
   * classes.
   */
  static DoubleTermContext context(Map<String, Double> state) {
    DoubleOps ops = new DoubleOps();
    DoubleNoise noise = DoubleNoise.of(11, 0, BATCH);
    double[] labels = new double[BATCH * 2];
    for (int n = 0; n < BATCH; n++) {
      labels[2 * n + n % 2] = 1;
    }
    return new DoubleTermContext(
        ops,
        new SmallPlayers(ops),
        new DoubleTermContext.Inputs(
            ops.add(ops.constant(0.5), noise.scoped("data").normal("real", SAMPLE)),
            DoubleTensor.of(Shape.of(BATCH, 2), labels),
            noise.scoped("players").normal("latents", Shape.of(3)),
            noise.scoped("players").oneHot("labels", 2),
            noise.scoped("terms")),
        state);
  }

  private static final class SmallPlayers implements DoubleTermContext.Players {
    private final DoubleOps ops;
    private final DoubleTensor generator;
    private final DoubleTensor discriminator;

    SmallPlayers(DoubleOps ops) {
      this.ops = ops;
      this.generator = DoubleNoise.of(12, 0, 3).normal("kernel", Shape.of(SAMPLE.size()));
      this.discriminator = DoubleNoise.of(13, 0, (int) SAMPLE.size()).normal("kernel", Shape.of(1));
    }

    @Override
    public DoubleTensor generate(DoubleTensor latents) {
      return ops.reshape(ops.matMul(latents, generator), SAMPLE.prepend(-1));
    }

    @Override
    public PlayerOutput<DoubleTensor> discriminate(DoubleTensor samples) {
      DoubleTensor flat = ops.reshape(samples, Shape.of(-1, SAMPLE.size()));
      DoubleTensor scores = ops.reshape(ops.matMul(flat, discriminator), Shape.of(-1));
      return new PlayerOutput<>(scores, ops.tanh(flat));
    }

    @Override
    public List<DoubleTensor> kernels(PlayerRole player) {
      return List.of(player == PlayerRole.GENERATOR ? generator : discriminator);
    }
  }

  /** Who pays, in words. */
  static String payers(Term term) {
    return term.paidBy().stream()
        .map(PlayerRole::key)
        .sorted()
        .collect(Collectors.joining(" and "));
  }

  /** Refuses what the term did not say it needs. */
  private static final class OnlyDeclared implements TermContext<DoubleTensor> {
    private final DoubleTermContext context;
    private final Set<Need> declared;

    OnlyDeclared(DoubleTermContext context, Set<Need> declared) {
      this.context = context;
      this.declared = declared;
    }

    private void require(Need need, String what) {
      if (!declared.contains(need)) {
        throw new ContractViolation(
            "what it uses", "only " + declared, what + ", which is " + need);
      }
    }

    @Override
    public TensorOps<DoubleTensor> ops() {
      return context.ops();
    }

    @Override
    public NoiseSource<DoubleTensor> noise() {
      return context.noise();
    }

    @Override
    public DoubleTensor real() {
      require(Need.REAL, "real samples");
      return context.real();
    }

    @Override
    public DoubleTensor latents() {
      return context.latents();
    }

    @Override
    public DoubleTensor fake() {
      return context.fake();
    }

    @Override
    public DoubleTensor labels() {
      require(Need.LABELS, "labels");
      return context.labels();
    }

    @Override
    public DoubleTensor fakeLabels() {
      require(Need.FAKE_LABELS, "labels of the fakes");
      return context.fakeLabels();
    }

    @Override
    public Conditions<DoubleTensor> conditionsOf(DoubleTensor samples) {
      return context.conditionsOf(samples);
    }

    @Override
    public PlayerOutput<DoubleTensor> discriminate(
        DoubleTensor samples, Conditions<DoubleTensor> conditions) {
      if (samples.equals(context.real())) {
        require(Need.REAL_SCORES, "what the discriminator says of real samples");
      } else if (samples.equals(context.fake())) {
        require(Need.FAKE_SCORES, "what the discriminator says of the fakes");
      }
      return context.discriminate(samples, conditions);
    }

    @Override
    public DoubleTensor generate(DoubleTensor latents) {
      return context.generate(latents);
    }

    @Override
    public DoubleTensor generate(DoubleTensor latents, DoubleTensor labels) {
      return context.generate(latents, labels);
    }

    @Override
    public DoubleTensor features(DoubleTensor samples, String layer) {
      require(Need.FEATURES, "the discriminator's features");
      return context.features(samples, layer);
    }

    @Override
    public DoubleTensor inputGradient(DoubleTensor of, DoubleTensor samples) {
      require(Need.INPUT_GRADIENTS, "input gradients");
      return context.inputGradient(of, samples);
    }

    @Override
    public List<DoubleTensor> kernels(PlayerRole role) {
      require(Need.KERNELS, "kernels");
      return context.kernels(role);
    }

    @Override
    public DoubleTensor state(String name) {
      return context.state(name);
    }
  }
}
