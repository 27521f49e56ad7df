package io.gan4j.core.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gan4j.api.PlayerRole;
import io.gan4j.api.config.PhaseConfig;
import io.gan4j.api.config.TermConfig;
import io.gan4j.api.config.TrainingConfig;
import io.gan4j.api.config.TrainingConfig.Order;
import io.gan4j.api.game.Pairing;
import io.gan4j.api.game.PairingTerm;
import io.gan4j.api.game.Player;
import io.gan4j.api.optimizer.Schedule;
import io.gan4j.api.spec.InvalidValueException;
import io.gan4j.api.term.Loss;
import io.gan4j.api.term.ScoreKind;
import io.gan4j.api.term.Term;
import io.gan4j.api.training.Draw;
import io.gan4j.api.training.Phase;
import io.gan4j.api.training.WeightedTerm;
import io.gan4j.components.game.StandardGame;
import io.gan4j.components.loss.HingeLoss;
import io.gan4j.components.loss.RealFakeCombination;
import io.gan4j.components.term.GradientPenaltyTerm;
import io.gan4j.components.term.L2Term;
import io.gan4j.components.term.R1Term;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Terms that are paid at every n-th step")
class LazyTermsTest {
  private static final Loss LOSS = new HingeLoss(1, RealFakeCombination.SUM);
  private static final TermConfig L2 = new TermConfig(new L2Term(PlayerRole.DISCRIMINATOR), 1e-4);
  private static final TermConfig R1 =
      new TermConfig(new R1Term(), Schedule.constant(10), 16, null);
  private static final TermConfig PENALTY =
      new TermConfig(new GradientPenaltyTerm(1, false), Schedule.constant(10), 4, null);

  private static List<Phase> phases(int k, TermConfig... terms) {
    return new PhaseList(new StandardGame(), pairing -> LOSS, pairing -> List.of(terms))
        .of(new TrainingConfig(100, Order.ALTERNATING, k, 1, null));
  }

  @Test
  @DisplayName("have a phase of their own behind their phase, on its samples and noise")
  void ownPhase() {
    List<Phase> phases = phases(1, R1, L2);
    assertThat(phases)
        .extracting(Phase::name)
        .containsExactly("discriminator", "discriminator-every-16", "generator");
    assertThat(phases.get(0).terms())
        .extracting(WeightedTerm::name)
        .containsExactly("loss.discriminator", "terms[1]");
    Phase lazy = phases.get(1);
    assertThat(lazy.moves()).containsExactly(Player.DISCRIMINATOR);
    assertThat(lazy.every()).isEqualTo(16);
    assertThat(lazy.data()).isEqualTo(new Draw.SameAs("discriminator"));
    assertThat(lazy.noise()).isEqualTo(new Draw.SameAs("discriminator"));
  }

  @Test
  @DisplayName("are scaled by n, so that their weight per step is what it would be at every step")
  void scaled() {
    for (int k : new int[] {1, 5}) {
      List<Phase> phases = phases(k, R1, PENALTY);
      for (TermConfig term : List.of(R1, PENALTY)) {
        double weightIn240Steps = 0;
        for (int step = 0; step < 240; step++) {
          for (Phase phase : phases) {
            for (WeightedTerm paid : phase.terms()) {
              if (paid.term().equals(new PairingTerm(term.term(), Pairing.STANDARD))
                  && DrawNumbers.isDue(phase, step)) {
                weightIn240Steps += phase.repeat() * paid.every();
              }
            }
          }
        }
        assertThat(weightIn240Steps).as("%s with k = %s", term, k).isEqualTo(240.0 * k);
      }
    }
  }

  @Test
  @DisplayName("take no fresh batches and no fresh noise")
  void draws() {
    List<Phase> phases = phases(2, R1);
    DrawNumbers draws = new DrawNumbers(phases);
    assertThat(draws.batchesPerStep(Pairing.DATA)).isEqualTo(2);
    assertThat(draws.batchesBefore(10, Pairing.DATA)).isEqualTo(20);
    for (int repeat = 0; repeat < 2; repeat++) {
      assertThat(draws.noiseDraw(phases.get(1), 16, repeat))
          .isEqualTo(draws.noiseDraw(phases.get(0), 16, repeat));
    }
  }

  @Test
  @DisplayName("change nothing where n is 1")
  void always() {
    assertThat(phases(1, new TermConfig(new R1Term(), 10)))
        .extracting(Phase::name)
        .containsExactly("discriminator", "generator");
  }

  @Test
  @DisplayName("count the times their phase is due where phases are spelt out")
  void speltOut() {
    List<PhaseConfig> configs =
        List.of(
            new PhaseConfig("d", Set.of("discriminator"), 1, 2, "fresh", "fresh", Set.of(), null),
            new PhaseConfig("g", Set.of("generator"), 1, 1, "fresh", "d", Set.of(), null));
    List<Phase> phases =
        new PhaseList(new StandardGame(), pairing -> LOSS, pairing -> List.of(PENALTY))
            .of(new TrainingConfig(100, Order.ALTERNATING, 1, 1, configs));
    assertThat(phases).extracting(Phase::name).containsExactly("d", "d-every-4", "g");
    assertThat(phases.get(1).every()).isEqualTo(8);
    assertThat(phases.get(1).terms()).extracting(WeightedTerm::every).containsExactly(4);
  }

  @Test
  @DisplayName("are refused where nothing is left to pay at every step, or the payer is put back")
  void refused() {
    assertThatThrownBy(() -> spelt(Set.of(), List.of(PENALTY)))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageContaining("phases[0].terms");
    assertThatThrownBy(() -> spelt(Set.of("discriminator"), null))
        .isInstanceOf(InvalidValueException.class)
        .hasMessage(
            "phases[0].terms must be added at every step in the loss of a player under scratch,"
                + " found one with every: 4");
  }

  private static List<Phase> spelt(
      Set<String> scratch, @org.jspecify.annotations.Nullable List<TermConfig> terms) {
    PhaseConfig config =
        new PhaseConfig("d", Set.of("discriminator"), 1, 1, "fresh", "fresh", scratch, terms);
    return new PhaseList(new StandardGame(), pairing -> LOSS, pairing -> List.of(PENALTY))
        .of(new TrainingConfig(100, Order.ALTERNATING, 1, 1, List.of(config)));
  }

  @Test
  @DisplayName("keep their names apart where a loss has several terms for a player")
  void severalOfALoss() {
    Loss loss =
        new Loss() {
          @Override
          public ScoreKind scoreKind() {
            return ScoreKind.CRITIC;
          }

          @Override
          public List<Term> terms() {
            return List.of(L2.term(), new L2Term(PlayerRole.GENERATOR), L2.term());
          }
        };
    assertThat(
            new PhaseList(new StandardGame(), pairing -> loss, pairing -> List.of())
                .of(new TrainingConfig(1, Order.ALTERNATING, 1, 1, null)).stream()
                    .flatMap(phase -> phase.terms().stream())
                    .map(WeightedTerm::name))
        .containsExactly("loss.discriminator", "loss.discriminator.2", "loss.generator");
  }
}
