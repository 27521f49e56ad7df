package io.gan4j.core.run;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.gan4j.api.PlayerRole;
import io.gan4j.api.config.TermConfig;
import io.gan4j.api.config.TrainingConfig;
import io.gan4j.api.config.TrainingConfig.Order;
import io.gan4j.api.game.Game;
import io.gan4j.api.game.GameContext;
import io.gan4j.api.game.GameTerm;
import io.gan4j.api.game.Pairing;
import io.gan4j.api.game.Player;
import io.gan4j.api.game.Seat;
import io.gan4j.api.game.Signal;
import io.gan4j.api.optimizer.Schedule;
import io.gan4j.api.term.TermValue;
import io.gan4j.api.training.Phase;
import io.gan4j.api.training.WeightedTerm;
import io.gan4j.components.loss.HingeLoss;
import io.gan4j.components.loss.RealFakeCombination;
import io.gan4j.components.schedule.CosineSchedule;
import io.gan4j.components.term.L2Term;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Terms of a game of two pairings")
class GameTermsTest {
  private static final Player MAKER = new Player("maker");
  private static final Schedule FADING = new CosineSchedule(2, 0, null);

  /** One generator against two discriminators; the generator also pays for itself. */
  private record TwoJudges() implements Game {
    private static Player judge(String name) {
      return new Player(name + "-judge");
    }

    private static Pairing pairing(String name) {
      return Pairing.between(name, MAKER, Signal.LATENTS, judge(name), Pairing.DATA);
    }

    @Override
    public List<Seat> seats() {
      return List.of(
          Seat.generator(MAKER, Signal.LATENTS, Pairing.DATA),
          Seat.discriminator(judge("left"), Pairing.DATA),
          Seat.discriminator(judge("right"), Pairing.DATA));
    }

    @Override
    public List<Pairing> pairings() {
      return List.of(pairing("left"), pairing("right"));
    }

    @Override
    public Map<String, GameTerm> terms() {
      return Map.of("fading", new Nothing(), "plain", new Nothing(), "seldom", new Nothing());
    }

    @Override
    public Map<String, Schedule> weights() {
      return Map.of("fading", FADING);
    }

    @Override
    public Map<String, Integer> intervals() {
      return Map.of("seldom", 8);
    }
  }

  private record Nothing() implements GameTerm {
    @Override
    public Set<Player> paidBy() {
      return Set.of(MAKER);
    }

    @Override
    public <T> TermValue<T> apply(GameContext<T> context) {
      return TermValue.of(context.ops().constant(0));
    }
  }

  private static Map<String, WeightedTerm> terms(Phase phase) {
    Map<String, WeightedTerm> terms = new LinkedHashMap<>();
    phase.terms().forEach(paid -> terms.put(paid.name(), paid));
    return terms;
  }

  private static List<Phase> phases(TermConfig... further) {
    return new PhaseList(
            new TwoJudges(),
            pairing -> new HingeLoss(1, RealFakeCombination.SUM),
            pairing -> List.of(further))
        .of(new TrainingConfig(100, Order.ALTERNATING, 1, 1, null));
  }

  @Test
  @DisplayName("weigh 1, or what the game says")
  void weights() {
    Map<String, WeightedTerm> paid = terms(phases().get(1));
    assertThat(paid)
        .containsOnlyKeys(
            "left/loss.generator", "right/loss.generator", "game.fading", "game.plain");
    assertThat(requireNonNull(paid.get("game.fading")).weight()).isEqualTo(FADING);
    assertThat(requireNonNull(paid.get("game.plain")).weight()).isEqualTo(Schedule.constant(1));
    assertThat(requireNonNull(paid.get("left/loss.generator")).weight())
        .isEqualTo(Schedule.constant(1));
  }

  @Test
  @DisplayName("are paid at every step, or as seldom as the game says")
  void intervals() {
    List<Phase> phases = phases();
    assertThat(phases)
        .extracting(Phase::name)
        .containsExactly("discriminator", "generator", "generator-every-8");
    assertThat(phases.get(2).every()).isEqualTo(8);
    assertThat(terms(phases.get(2))).containsOnlyKeys("game.seldom");
    assertThat(requireNonNull(terms(phases.get(2)).get("game.seldom")).every()).isEqualTo(8);
  }

  @Test
  @DisplayName("keep a run file's weight, interval and name apart in each pairing")
  void ofPairings() {
    TermConfig named = new TermConfig(new L2Term(PlayerRole.DISCRIMINATOR), FADING, 4, "decay");
    TermConfig unnamed = new TermConfig(new L2Term(PlayerRole.DISCRIMINATOR), 0.5);
    List<Phase> phases = phases(named, unnamed);
    assertThat(terms(phases.get(0)))
        .containsOnlyKeys(
            "left/loss.discriminator", "left/terms[1]",
            "right/loss.discriminator", "right/terms[1]");
    Phase lazy = phases.get(1);
    assertThat(lazy.every()).isEqualTo(4);
    assertThat(terms(lazy)).containsOnlyKeys("left/decay", "right/decay");
    assertThat(lazy.terms()).allMatch(paid -> paid.weight().equals(FADING) && paid.every() == 4);
    assertThat(lazy.moves())
        .containsExactlyInAnyOrder(new Player("left-judge"), new Player("right-judge"));
  }
}
