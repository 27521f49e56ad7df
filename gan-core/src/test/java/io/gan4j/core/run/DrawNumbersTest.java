package io.gan4j.core.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gan4j.api.config.PhaseConfig;
import io.gan4j.api.config.TrainingConfig;
import io.gan4j.api.config.TrainingConfig.Order;
import io.gan4j.api.game.GameContext;
import io.gan4j.api.game.GameTerm;
import io.gan4j.api.game.Pairing;
import io.gan4j.api.game.Player;
import io.gan4j.api.optimizer.Schedule;
import io.gan4j.api.spec.InvalidValueException;
import io.gan4j.api.term.TermValue;
import io.gan4j.api.training.Draw;
import io.gan4j.api.training.Phase;
import io.gan4j.api.training.WeightedTerm;
import io.gan4j.components.game.StandardGame;
import io.gan4j.components.loss.NonSaturatingLoss;
import io.gan4j.components.loss.RealFakeCombination;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@DisplayName("The phases of a step")
class DrawNumbersTest {
  private static List<Phase> phases(Order order, int k) {
    return phases(new TrainingConfig(100, order, k, 1, null));
  }

  private static List<Phase> phases(TrainingConfig training) {
    return new PhaseList(
            new StandardGame(),
            pairing -> new NonSaturatingLoss(RealFakeCombination.SUM),
            pairing -> List.of())
        .of(training);
  }

  private static PhaseConfig phase(
      String name, Player moves, int repeat, int every, String data, String noise) {
    return new PhaseConfig(name, Set.of(moves.key()), repeat, every, data, noise, Set.of(), null);
  }

  @Nested
  @DisplayName("by the name of an order")
  class Orders {
    @Test
    @DisplayName(
        "alternating is Algorithm 1: k discriminator steps, then one generator step, all on fresh"
            + " draws")
    void alternating() {
      List<Phase> phases = phases(Order.ALTERNATING, 5);
      assertThat(phases)
          .extracting(Phase::moves)
          .containsExactly(Set.of(Player.DISCRIMINATOR), Set.of(Player.GENERATOR));
      assertThat(phases).extracting(Phase::repeat).containsExactly(5, 1);
      assertThat(phases).extracting(Phase::noise).containsOnly(Draw.FRESH);
    }

    @Test
    @DisplayName("simultaneous is one phase that moves both")
    void simultaneous() {
      assertThat(phases(Order.SIMULTANEOUS, 1))
          .singleElement()
          .satisfies(
              p ->
                  assertThat(p.moves())
                      .containsExactlyInAnyOrder(Player.GENERATOR, Player.DISCRIMINATOR));
    }

    @Test
    @DisplayName("generator-first is the same two phases the other way round")
    void generatorFirst() {
      assertThat(phases(Order.GENERATOR_FIRST, 1))
          .extracting(Phase::name)
          .containsExactly("generator", "discriminator");
    }

    @Test
    @DisplayName("reuse-fakes gives the generator the noise of the last discriminator step")
    void reuse() {
      List<Phase> phases = phases(Order.REUSE_FAKES, 3);
      DrawNumbers draws = new DrawNumbers(phases);
      assertThat(draws.noiseDraw(phases.get(1), 7, 0))
          .isEqualTo(draws.noiseDraw(phases.get(0), 7, 2));
      assertThat(phases.get(1).noise()).isEqualTo(new Draw.SameAs("discriminator"));
    }
  }

  @Nested
  @DisplayName("draw")
  class Draws {
    @Test
    @DisplayName("noise that is never drawn twice, and is a function of the step")
    void noise() {
      List<Phase> phases = phases(Order.ALTERNATING, 3);
      List<Long> seen = new ArrayList<>();
      for (long step = 0; step < 50; step++) {
        for (Phase phase : phases) {
          for (int repeat = 0; repeat < phase.repeat(); repeat++) {
            seen.add(new DrawNumbers(phases).noiseDraw(phase, step, repeat));
          }
        }
      }
      assertThat(seen).doesNotHaveDuplicates();
    }

    @Test
    @DisplayName("batches for phases that look at real samples only")
    void onlyWhoNeedsThem() {
      DrawNumbers draws = new DrawNumbers(phases(Order.ALTERNATING, 3));
      assertThat(draws.batchesPerStep(Pairing.DATA)).isEqualTo(3);
      assertThat(draws.batchesBefore(10, Pairing.DATA)).isEqualTo(30);
      assertThat(new DrawNumbers(phases(Order.SIMULTANEOUS, 1)).batchesBefore(10, Pairing.DATA))
          .isEqualTo(10);
    }

    @Test
    @DisplayName("as many batches as the steps before took, with phases that are not always due")
    void countsWhatIsDue() {
      List<Phase> phases =
          phases(
              new TrainingConfig(
                  100,
                  Order.ALTERNATING,
                  1,
                  1,
                  List.of(
                      phase("a", Player.DISCRIMINATOR, 2, 1, "fresh", "fresh"),
                      phase("lazy", Player.DISCRIMINATOR, 1, 3, "fresh", "fresh"),
                      phase("again", Player.DISCRIMINATOR, 1, 1, "a", "fresh"),
                      phase("g", Player.GENERATOR, 1, 1, "fresh", "a"))));
      DrawNumbers draws = new DrawNumbers(phases);
      long taken = 0;
      for (long step = 0; step < 20; step++) {
        assertThat(draws.batchesBefore(step, Pairing.DATA)).isEqualTo(taken);
        taken += 2 + (step % 3 == 0 ? 1 : 0);
      }
      assertThat(draws.batchOwner(phases.get(2), Pairing.DATA).name()).isEqualTo("a");
    }
  }

  @Nested
  @DisplayName("spelt out")
  class SpeltOut {
    private void refused(String message, PhaseConfig... configs) {
      assertThatThrownBy(
              () -> phases(new TrainingConfig(1, Order.ALTERNATING, 1, 1, List.of(configs))))
          .isInstanceOf(InvalidValueException.class)
          .hasMessage(message);
    }

    @Test
    @DisplayName("may only use draws of earlier phases")
    void later() {
      refused(
          "phases[0].noise must be 'fresh' or the name of an earlier phase, found 'b'",
          phase("a", Player.DISCRIMINATOR, 1, 1, "fresh", "b"),
          phase("b", Player.GENERATOR, 1, 1, "fresh", "fresh"));
    }

    @Test
    @DisplayName("must have different names")
    void twice() {
      refused(
          "phases[1].name must be unique among the phases, found 'a' twice",
          phase("a", Player.DISCRIMINATOR, 1, 1, "fresh", "fresh"),
          phase("a", Player.GENERATOR, 1, 1, "fresh", "fresh"));
    }
  }

  /** Nothing, for which it reads some sides. */
  private record Reading(Set<String> sides) implements GameTerm {
    @Override
    public Set<Player> paidBy() {
      return Set.of(Player.GENERATOR);
    }

    @Override
    public <T> TermValue<T> apply(GameContext<T> context) {
      return TermValue.of(context.ops().constant(0));
    }
  }

  private static Phase reading(String name, Draw data, int every, String... sides) {
    GameTerm term = new Reading(Set.of(sides));
    return new Phase(
        name,
        Set.of(Player.GENERATOR),
        1,
        every,
        data,
        Draw.FRESH,
        Set.of(),
        List.of(new WeightedTerm(name, term, Schedule.constant(1), 1)));
  }

  @Test
  @DisplayName("that use another's data take for themselves what the other does not read")
  void sides() {
    Draw same = new Draw.SameAs("first");
    List<Phase> phases =
        List.of(
            reading("first", Draw.FRESH, 1, "left"), reading("second", same, 2, "left", "right"));
    DrawNumbers draws = new DrawNumbers(phases);
    assertThat(draws.batchOwner(phases.get(1), "left").name()).isEqualTo("first");
    assertThat(draws.batchOwner(phases.get(1), "right").name()).isEqualTo("second");
    assertThat(draws.batchesBefore(5, "left")).isEqualTo(5);
    assertThat(draws.batchesBefore(5, "right")).as("at steps 0, 2 and 4").isEqualTo(3);
    assertThat(draws.batchesPerStep("right")).isEqualTo(1);
  }
}
