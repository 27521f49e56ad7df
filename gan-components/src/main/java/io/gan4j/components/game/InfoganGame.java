package io.gan4j.components.game;

import io.gan4j.api.data.Latents;
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
import io.gan4j.api.term.TermValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A generator of latents that begin with codes, and a discriminator that also estimates the codes
 * of what it sees: {@code codes}, a part of its network. Both maximise a lower bound of the mutual
 * information of codes and samples (Chen et al. 2016, equations 5 and 6). The estimate is a softmax
 * of each categorical code, and the mean of a Gaussian of variance 1 for the continuous ones.
 */
@Doc(
    value = "Latents that begin with codes, and a discriminator that estimates them",
    paper = "Chen et al. 2016, InfoGAN, equations 5 and 6")
public record InfoganGame(
    @Doc("Values of each categorical code") @Default("[10]") List<Integer> categorical,
    @Doc("Number of continuous codes, uniform in [-1, 1)") @Default("2") int continuous,
    @Doc("Factor on the information, which both players pay with a minus")
        @Default("1")
        @PlainNumber
        Schedule information)
    implements Game {

  /** The output of the discriminator that has the estimates, in the order of the codes. */
  public static final String CODES = "codes";

  private static final String INFORMATION = "information";
  private static final Signal NOISE = new Signal.Noise(Signal.LATENTS);
  private static final Signal MADE =
      Signal.Made.of(Player.GENERATOR, Signal.LATENTS, NOISE, Signal.SAMPLES);

  public InfoganGame {
    categorical = List.copyOf(categorical);
    for (int i = 0; i < categorical.size(); i++) {
      Check.rule(
          categorical.get(i) > 1, "categorical[" + i + "]", "must be > 1", categorical.get(i));
    }
    Check.notNegative("continuous", continuous);
    Check.rule(
        !categorical.isEmpty() || continuous > 0,
        "categorical",
        "must name a code where there are no continuous ones",
        categorical);
  }

  @Override
  public Latents distribution(String latents, Latents given) {
    return new CodedLatents(given, categorical, continuous);
  }

  @Override
  public List<Seat> seats() {
    Map<String, Port> said = new LinkedHashMap<>();
    said.put(Signal.SCORES, new Port.Scores());
    said.put(CODES, new Port.Values(CodedLatents.width(categorical, continuous)));
    return List.of(
        Seat.generator(Player.GENERATOR, Signal.LATENTS, Pairing.DATA),
        new Seat(
            Player.DISCRIMINATOR, Map.of(Signal.SAMPLES, new Port.Samples(Pairing.DATA)), said));
  }

  @Override
  public List<Pairing> pairings() {
    return List.of(Pairing.STANDARD);
  }

  @Override
  public Map<String, GameTerm> terms() {
    return Map.of(INFORMATION, new Information(categorical, continuous));
  }

  @Override
  public Map<String, Schedule> weights() {
    return Map.of(INFORMATION, information);
  }

  /**
   * {@code −E log Q(c | G(z))}, without its constants: cross-entropies of categorical codes, and
   * half the squared error of continuous ones. It reports {@code bits}, the information of all
   * categorical codes at least, and {@code error}, the mean squared error of continuous ones, 1/3
   * of a guess.
   */
  record Information(List<Integer> categorical, int continuous) implements GameTerm {

    @Override
    public Set<Player> paidBy() {
      return Set.of(Player.GENERATOR, Player.DISCRIMINATOR);
    }

    @Override
    public boolean isMeanOverSamples() {
      return true;
    }

    @Override
    public <T> TermValue<T> apply(GameContext<T> context) {
      TensorOps<T> ops = context.ops();
      T codes = context.value(NOISE);
      T estimates =
          context.value(Signal.Made.of(Player.DISCRIMINATOR, Signal.SAMPLES, MADE, CODES));
      Map<String, T> reports = new LinkedHashMap<>();
      T cost = ops.constant(0);
      T bits = ops.constant(0);
      int from = 0;
      for (int values : categorical) {
        int to = from + values;
        T entropy =
            SoftmaxCrossEntropy.mean(
                ops, ops.slice(estimates, from, to), ops.slice(codes, from, to));
        cost = ops.add(cost, entropy);
        T known = ops.sub(ops.constant(Math.log(values)), entropy);
        bits = ops.add(bits, ops.div(known, ops.constant(Math.log(2))));
        from = to;
      }
      if (!categorical.isEmpty()) {
        reports.put("bits", bits);
      }
      if (continuous > 0) {
        int to = from + continuous;
        T distance = ops.sub(ops.slice(estimates, from, to), ops.slice(codes, from, to));
        T error = ops.mean(ops.square(distance));
        reports.put("error", error);
        cost = ops.add(cost, ops.mul(ops.constant(0.5 * continuous), error));
      }
      return new TermValue<>(cost, Map.of(), reports);
    }
  }
}
