package io.gan4j.components.game;

import io.gan4j.api.data.SampleSpace;
import io.gan4j.api.game.Game;
import io.gan4j.api.game.GameContext;
import io.gan4j.api.game.GameTerm;
import io.gan4j.api.game.Pairing;
import io.gan4j.api.game.Player;
import io.gan4j.api.game.Port;
import io.gan4j.api.game.Seat;
import io.gan4j.api.game.Signal;
import io.gan4j.api.optimizer.Schedule;
import io.gan4j.api.spec.Check;
import io.gan4j.api.spec.Default;
import io.gan4j.api.spec.Doc;
import io.gan4j.api.spec.PlainNumber;
import io.gan4j.api.tensor.TensorOps;
import io.gan4j.api.term.Need;
import io.gan4j.api.term.TermValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.tensorflow.ndarray.Shape;

/**
 * Two kinds of samples, A (the side {@code source}) and B ({@code data}), that are not paired. One
 * generator makes B of A, the other A of B; each has a discriminator of what it makes. There and
 * back again leads to where it began (Zhu et al. 2017, sections 3 and 4). Discriminators also see
 * fakes of earlier steps.
 */
@Doc("Two generators between two kinds of samples that are not paired (Zhu et al. 2017, CycleGAN)")
public record CycleGame(
    @Doc("Factor on the mean absolute error of samples that went there and back")
        @Default("10")
        @PlainNumber
        Schedule cycle,
    @Doc(
            "Factor on the mean absolute error of what generators make of samples that are of the"
                + " kind already; 0 where the two kinds have different shapes")
        @Default("5")
        @PlainNumber
        Schedule identity,
    @Doc(
            "Fakes of earlier steps that are kept for each discriminator, which sees them in place"
                + " of every other new one; 0: none")
        @Default("50")
        int pool)
    implements Game {

  /** The side that holds A, and the input of both generators. */
  public static final String SOURCE = "source";

  /** Makes A of B. */
  public static final Player BACK_GENERATOR = new Player("back-generator");

  /** Tells A from what is made of B. */
  public static final Player BACK_DISCRIMINATOR = new Player("back-discriminator");

  private static final String CYCLE = "cycle";
  private static final String IDENTITY = "identity";
  private static final Signal A = new Signal.Data(SOURCE);
  private static final Signal B = new Signal.Data(Pairing.DATA);
  private static final Signal.Made THERE = made(Player.GENERATOR, A);
  private static final Signal.Made BACK = made(BACK_GENERATOR, B);
  private static final Set<Player> GENERATORS = Set.of(Player.GENERATOR, BACK_GENERATOR);

  public CycleGame {
    Check.notNegative("pool", pool);
  }

  private static Signal.Made made(Player player, Signal from) {
    return Signal.Made.of(player, SOURCE, from, Signal.SAMPLES);
  }

  @Override
  public List<String> sides() {
    return List.of(Pairing.DATA, SOURCE);
  }

  @Override
  public List<String> latents() {
    return List.of();
  }

  @Override
  public List<Seat> seats() {
    Port a = new Port.Samples(SOURCE);
    Port b = new Port.Samples(Pairing.DATA);
    return List.of(
        Seat.of(Player.GENERATOR, SOURCE, a, Signal.SAMPLES, b),
        Seat.discriminator(Player.DISCRIMINATOR, Pairing.DATA),
        Seat.of(BACK_GENERATOR, SOURCE, b, Signal.SAMPLES, a),
        Seat.discriminator(BACK_DISCRIMINATOR, SOURCE));
  }

  @Override
  public List<Pairing> pairings() {
    return List.of(
        pairing("there", Player.DISCRIMINATOR, B, THERE),
        pairing("back", BACK_DISCRIMINATOR, A, BACK));
  }

  private Pairing pairing(String name, Player discriminator, Signal real, Signal.Made fake) {
    return new Pairing(
        name,
        discriminator,
        Map.of(Signal.SAMPLES, real),
        Map.of(Signal.SAMPLES, fake),
        Set.of(fake.player()),
        pool);
  }

  @Override
  public Map<String, GameTerm> terms() {
    Map<String, GameTerm> terms = new LinkedHashMap<>();
    terms.put(
        CYCLE, new AbsoluteErrors(made(BACK_GENERATOR, THERE), A, made(Player.GENERATOR, BACK), B));
    if (paysIdentity()) {
      terms.put(
          IDENTITY, new AbsoluteErrors(made(Player.GENERATOR, B), B, made(BACK_GENERATOR, A), A));
    }
    return terms;
  }

  @Override
  public Map<String, Schedule> weights() {
    return paysIdentity() ? Map.of(CYCLE, cycle, IDENTITY, identity) : Map.of(CYCLE, cycle);
  }

  private boolean paysIdentity() {
    return !identity.equals(Schedule.constant(0));
  }

  @Override
  public Map<String, String> sideConflicts(Map<String, SampleSpace> sides) {
    Shape a = shape(sides, SOURCE);
    Shape b = shape(sides, Pairing.DATA);
    return a.equals(b) || !paysIdentity()
        ? Map.of()
        : Map.of(
            IDENTITY,
            "must be 0 where the two kinds have different shapes: a source is "
                + a
                + ", a sample of the data "
                + b);
  }

  private static Shape shape(Map<String, SampleSpace> sides, String side) {
    return Objects.requireNonNull(sides.get(side), side).shape();
  }

  /** {@code E|x − x'| + E|y − y'|} over the values of a sample, which both generators pay. */
  record AbsoluteErrors(Signal first, Signal wantedFirst, Signal second, Signal wantedSecond)
      implements GameTerm {

    @Override
    public Set<Player> paidBy() {
      return GENERATORS;
    }

    @Override
    public Set<String> sides() {
      return Set.of(Pairing.DATA, SOURCE);
    }

    @Override
    public Set<Need> needs() {
      return Set.of(Need.REAL);
    }

    @Override
    public boolean isMeanOverSamples() {
      return true;
    }

    @Override
    public <T> TermValue<T> apply(GameContext<T> context) {
      TensorOps<T> ops = context.ops();
      return TermValue.of(
          ops.add(error(context, first, wantedFirst), error(context, second, wantedSecond)));
    }

    private static <T> T error(GameContext<T> context, Signal made, Signal wanted) {
      TensorOps<T> ops = context.ops();
      return ops.mean(ops.abs(ops.sub(context.value(made), context.value(wanted))));
    }
  }
}
