package io.gan4j.core.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.gan4j.api.game.GameContext;
import io.gan4j.api.game.GameTerm;
import io.gan4j.api.game.Player;
import io.gan4j.api.optimizer.Schedule;
import io.gan4j.api.term.TermValue;
import io.gan4j.api.training.Draw;
import io.gan4j.api.training.Phase;
import io.gan4j.api.training.WeightedTerm;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Those who pay a term")
class PayersTest {
  private static final List<Player> PLAYERS =
      List.of(new Player("encoder"), new Player("second"), new Player("first"));

  private record Shared(Set<Player> paidBy) implements GameTerm {
    @Override
    public <T> TermValue<T> apply(GameContext<T> context) {
      throw new UnsupportedOperationException();
    }
  }

  /** A set has the order of a term's author, or none that two processes share. */
  @Test
  @DisplayName("stand in the order in which they move, whatever the term's set has")
  void order() {
    List<Player> backwards = new ArrayList<>(PLAYERS);
    Collections.reverse(backwards);
    for (List<Player> said : List.of(PLAYERS, backwards)) {
      GameTerm shared = new Shared(new LinkedHashSet<>(said));
      WeightedTerm paid = new WeightedTerm("shared", shared, Schedule.constant(1), 1);
      Phase phase =
          new Phase(
              "all",
              new LinkedHashSet<>(PLAYERS),
              1,
              1,
              Draw.FRESH,
              Draw.FRESH,
              Set.of(),
              List.of(paid));
      assertThat(phase.payers(paid)).containsExactlyElementsOf(PLAYERS);
    }
  }
}
