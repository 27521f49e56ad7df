package io.gan4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.gan4j.api.game.Game;
import io.gan4j.api.game.Pairing;
import io.gan4j.api.game.Player;
import io.gan4j.api.game.Seat;
import io.gan4j.api.game.Signal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

@DisplayName("The contract of games")
class GameContractTest {

  @TestFactory
  @DisplayName("is kept by two domains and an encoder")
  Stream<DynamicTest> twoDomains() {
    return GameContract.of(new TwoDomainsGame(1), new FakeProvider()).tests();
  }

  /**
   * A game with further sides.
   *
   * @param further sides beside the first
   */
  private record Sided(
      List<String> further, Map<String, String> partners, Map<String, String> redrawn)
      implements Game {
    @Override
    public List<String> sides() {
      return Stream.concat(Stream.of(Pairing.DATA), further.stream()).toList();
    }

    @Override
    public List<Seat> seats() {
      return List.of(
          Seat.generator(Player.GENERATOR, Signal.LATENTS, Pairing.DATA),
          Seat.discriminator(Player.DISCRIMINATOR, Pairing.DATA));
    }

    @Override
    public List<Pairing> pairings() {
      return List.of(Pairing.STANDARD);
    }

    List<String> broken() {
      return GameContract.of(this, new FakeProvider()).violations().stream()
          .map(violation -> violation.replaceAll(":.*", ""))
          .toList();
    }
  }

  @Test
  @DisplayName("is broken by partners of nobody, of partners, and by what is redrawn of itself")
  void followers() {
    String promise = "names partners and what is redrawn among its sides";
    List<String> two = List.of("left", "right");
    assertThat(new Sided(two, Map.of("left", "data"), Map.of("right", "left")).broken()).isEmpty();
    assertThat(new Sided(two, Map.of("left", "elsewhere"), Map.of()).broken()).contains(promise);
    assertThat(new Sided(two, Map.of("elsewhere", "data"), Map.of()).broken()).contains(promise);
    assertThat(new Sided(two, Map.of("data", "left"), Map.of()).broken()).contains(promise);
    assertThat(new Sided(two, Map.of("left", "data", "right", "left"), Map.of()).broken())
        .contains(promise);
    assertThat(new Sided(two, Map.of(), Map.of("left", "right", "right", "left")).broken())
        .contains(promise);
    assertThat(new Sided(two, Map.of("left", "data"), Map.of("left", "data")).broken())
        .contains(promise);
  }

  /** A game of which a part is wrong. */
  private record Wrong(List<Seat> seats, List<Pairing> pairings) implements Game {}

  private static List<String> broken(List<Seat> seats, Pairing pairing) {
    return GameContract.of(new Wrong(seats, List.of(pairing)), new FakeProvider())
        .violations()
        .stream()
        .map(violation -> violation.replaceAll(":.*", ""))
        .toList();
  }

  @Test
  @DisplayName("is broken by a player twice, a side or a player that is not there")
  void broken() {
    Seat generator = Seat.generator(Player.GENERATOR, Signal.LATENTS, Pairing.DATA);
    Seat discriminator = Seat.discriminator(Player.DISCRIMINATOR, Pairing.DATA);
    assertThat(broken(List.of(generator, discriminator), Pairing.STANDARD)).isEmpty();
    assertThat(broken(List.of(generator, discriminator, discriminator), Pairing.STANDARD))
        .contains("names players, sides, latents and pairings once");
    assertThat(
            broken(
                List.of(generator, Seat.discriminator(Player.DISCRIMINATOR, "elsewhere")),
                Pairing.STANDARD))
        .contains("names players, sides, latents and pairings once");
    assertThat(broken(List.of(discriminator), Pairing.STANDARD))
        .contains("connects every input to what is there");
    assertThat(
            broken(
                List.of(generator, discriminator),
                new Pairing(
                    "other",
                    Player.DISCRIMINATOR,
                    Map.of(Signal.SAMPLES, new Signal.Data("elsewhere")),
                    Pairing.STANDARD.fake(),
                    Set.of(Player.GENERATOR))))
        .contains("connects every input to what is there");
  }
}
