package io.gan4j.testkit;

import io.gan4j.api.game.Game;
import io.gan4j.api.game.Pairing;
import io.gan4j.api.game.Player;
import io.gan4j.api.game.Port;
import io.gan4j.api.game.Seat;
import io.gan4j.api.game.Signal;
import io.gan4j.api.provider.GanPlan;
import io.gan4j.api.provider.GanProvider;
import io.gan4j.api.provider.GanSession;
import io.gan4j.api.provider.PhaseReport;
import io.gan4j.api.provider.StepRequest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.tensorflow.ndarray.NdArray;

/**
 * What every game promises: that what it names is there and connected, and that it trains, on
 * networks of a few units.
 */
public final class GameContract {
  private static final int STEPS = 3;

  private final Game game;
  private final GanProvider provider;

  private GameContract(Game game, GanProvider provider) {
    this.game = game;
    this.provider = provider;
  }

  /** The contract of a game, played on a provider. */
  public static Contract of(Game game, GanProvider provider) {
    return new GameContract(game, provider).contract();
  }

  private Contract contract() {
    return new Contract(game)
        .promise("names players, sides, latents and pairings once", this::namesOnce)
        .promise("names partners and what is redrawn among its sides", this::followers)
        .promise("connects every input to what is there", this::connected)
        .promise("pairs a discriminator of scores with what makes its samples", this::paired)
        .promise("asks only its own players and sides of its terms", this::terms)
        .promise("moves whoever pays, finitely, and nobody else", this::moves)
        .promise("goes on to the bit from a saved state", this::resumes)
        .promise(
            "makes samples of its side wherever somebody makes them of latents", this::samples);
  }

  private static void once(String what, Collection<?> names) {
    Expect.equal(what + ", without repetition", List.copyOf(new LinkedHashSet<>(names)), names);
  }

  private List<Player> players() {
    return game.seats().stream().map(Seat::player).toList();
  }

  private Seat seat(Player player) {
    return game.seats().stream()
        .filter(seat -> seat.player().equals(player))
        .findFirst()
        .orElseThrow(
            () -> new ContractViolation("players", players().toString(), player.toString()));
  }

  private void namesOnce() {
    Expect.holds("players", "one or more", !game.seats().isEmpty(), game.seats());
    Expect.holds("sides", "one or more", !game.sides().isEmpty(), game.sides());
    once("players", players());
    once("sides", game.sides());
    once("latents", game.latents());
    once("pairings", game.pairings().stream().map(Pairing::name).toList());
    for (Seat seat : game.seats()) {
      List<Port> ports = new ArrayList<>(seat.inputs().values());
      ports.addAll(seat.outputs().values());
      for (Port port : ports) {
        known("a port of the " + seat.player(), port);
      }
    }
  }

  private void known(String what, Port port) {
    if (port instanceof Port.Samples samples) {
      contains(what, game.sides(), samples.side());
    } else if (port instanceof Port.ClassScores classes) {
      contains(what, game.sides(), classes.side());
    } else if (port instanceof Port.Latents latents) {
      contains(what, game.latents(), latents.latents());
    }
  }

  private static void contains(String what, Collection<?> known, Object found) {
    Expect.holds(what, "one of " + known, known.contains(found), found);
  }

  private void followers() {
    Expect.holds(
        "the first side", "one by itself", !follows(game.sides().get(0)), game.sides().get(0));
    game.partners()
        .forEach(
            (side, partner) -> {
              contains("sides of partners", game.sides(), side);
              contains("whose partners they are", game.sides(), partner);
              Expect.holds(
                  "whose partners they are", "a side by itself", !follows(partner), partner);
            });
    game.redrawn()
        .forEach(
            (side, content) -> {
              contains("redrawn sides", game.sides(), side);
              contains("what is redrawn", game.sides(), content);
              Expect.holds(
                  "what is redrawn",
                  "no redrawn side, and " + side + " no partner",
                  !game.redrawn().containsKey(content) && !game.partners().containsKey(side),
                  content);
            });
  }

  private boolean follows(String side) {
    return game.partners().containsKey(side) || game.redrawn().containsKey(side);
  }

  private void connected() {
    for (Pairing pairing : game.pairings()) {
      inputs(pairing.discriminator(), pairing.real());
      inputs(pairing.discriminator(), pairing.fake());
    }
  }

  private void inputs(Player player, Map<String, Signal> signals) {
    Seat seat = seat(player);
    Expect.equal("what goes into the " + player, seat.inputs().keySet(), signals.keySet());
    signals.forEach(
        (name, signal) ->
            carries(player + "." + name, Objects.requireNonNull(seat.inputs().get(name)), signal));
  }

  /** Whether a signal is of the kind that an input takes. */
  private void carries(String input, Port port, Signal signal) {
    if (signal instanceof Signal.Data data) {
      contains(input, game.sides(), data.side());
      Expect.holds(input, "an input of samples", port instanceof Port.Samples, port);
    } else if (signal instanceof Signal.Noise noise) {
      contains(input, game.latents(), noise.latents());
      Expect.holds(input, "an input of latents", port instanceof Port.Latents, port);
    } else {
      Signal.Made made = (Signal.Made) signal;
      contains(input, seat(made.player()).outputs().keySet(), made.output());
      Expect.equal(
          input + " is given",
          port.getClass(),
          Objects.requireNonNull(seat(made.player()).outputs().get(made.output())).getClass());
      inputs(made.player(), made.inputs());
    }
  }

  private void paired() {
    for (Pairing pairing : game.pairings()) {
      Expect.holds(
          "outputs of the " + pairing.discriminator(),
          "raw scores called " + Signal.SCORES,
          seat(pairing.discriminator()).outputs().get(Signal.SCORES) instanceof Port.Scores,
          seat(pairing.discriminator()).outputs());
      contains("who pays in " + pairing.name(), pairing.everybody(), pairing.generator());
      pairing.everybody().forEach(this::seat);
    }
  }

  private void terms() {
    game.weights().keySet().forEach(name -> contains("weights", game.terms().keySet(), name));
    game.intervals().keySet().forEach(name -> contains("intervals", game.terms().keySet(), name));
    game.terms()
        .forEach(
            (name, term) -> {
              Expect.holds("who pays " + name, "somebody", !term.paidBy().isEmpty(), term);
              term.paidBy().forEach(this::seat);
              term.sides().forEach(side -> contains("sides of " + name, game.sides(), side));
            });
  }

  private void moves() {
    GanPlan plan = SmallGame.of(game).build();
    try (GanSession session = provider.open(plan)) {
      step(session, SmallGame.ALL, 0);
      for (Player player : players()) {
        if (plan.phases().stream().noneMatch(phase -> phase.name().equals(player.key()))) {
          continue; // pays nothing
        }
        Map<String, NdArray<?>> before = session.saveState();
        PhaseReport report = step(session, player.key(), 1);
        report.losses().values().forEach(loss -> Expect.finite("loss of the " + player, loss));
        Map<String, NdArray<?>> after = session.saveState();
        for (Player other : players()) {
          boolean moved = !SessionSteps.changed(before, after, other).isEmpty();
          Expect.equal(
              "whether the " + other + " moves in the phase of the " + player,
              other.equals(player),
              moved);
        }
      }
    }
  }

  private void resumes() {
    GanPlan plan = SmallGame.of(game).build();
    Map<String, NdArray<?>> undisturbed;
    Map<String, NdArray<?>> middle;
    try (GanSession session = provider.open(plan)) {
      steps(session, 0);
      middle = session.saveState();
      steps(session, STEPS);
      undisturbed = session.saveState();
    }
    try (GanSession session = provider.open(plan)) {
      session.restoreState(middle);
      steps(session, STEPS);
      Expect.empty(
          "what differs after a new beginning from the state in the middle",
          NdValues.differences(undisturbed, session.saveState()));
    }
  }

  private static void steps(GanSession session, int first) {
    for (int step = first; step < first + STEPS; step++) {
      step(session, SmallGame.ALL, step);
    }
  }

  private static PhaseReport step(GanSession session, String phase, long step) {
    return session.step(
        new StepRequest(
            phase,
            step,
            0,
            step,
            SessionSteps.TOTAL,
            0,
            SmallGame.batches(session.plan(), step),
            false));
  }

  private void samples() {
    GanPlan plan = SmallGame.of(game).build();
    try (GanSession session = provider.open(plan)) {
      Set<Player> seen = new LinkedHashSet<>();
      for (GanPlan.Sampler sampler : plan.samplers()) {
        Expect.holds("samplers", "each once", seen.add(sampler.player()), plan.samplers());
        Expect.equal(
            "shape of two samples of the " + sampler.player(),
            plan.side(sampler.side()).samples().shape().prepend(2),
            session
                .generate(sampler.player(), session.drawLatents(sampler.latents(), 1, 2), null)
                .shape());
      }
    }
  }
}
