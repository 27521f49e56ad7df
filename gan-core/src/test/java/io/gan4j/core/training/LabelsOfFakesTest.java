package io.gan4j.core.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.gan4j.api.config.ConfigException;
import io.gan4j.api.game.Game;
import io.gan4j.api.game.Pairing;
import io.gan4j.api.game.Player;
import io.gan4j.api.game.Port;
import io.gan4j.api.game.Seat;
import io.gan4j.api.game.Signal;
import io.gan4j.api.plugin.Contributions;
import io.gan4j.api.plugin.GanPlugin;
import io.gan4j.api.provider.GanPlan;
import io.gan4j.api.training.Phase;
import io.gan4j.testkit.Interceptor;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Labels of fakes")
class LabelsOfFakesTest {
  private static final String RUN =
      """
      seed: 3
      data: {reader: {type: toy, kind: classed-points}, batchSize: 4}
      sides: {fine: {reader: {type: toy, kind: classed-points, count: 7}}}
      latents: {type: normal, size: 2}
      game: chain
      generator: {network: {type: conditional, of: {type: mlp, units: [2]}}}
      players:
        refiner: {network: {type: conditional, of: {type: mlp, units: [2]}}}
        judge: {network: {type: conditional, labels: concat, of: {type: mlp, units: [2]}}}
      training: {steps: 2}
      """;

  /** A refiner that is fed with what a generator of another side makes of latents. */
  private record Chain() implements Game {
    private static final Player REFINER = new Player("refiner");
    private static final Player JUDGE = new Player("judge");

    @Override
    public List<String> sides() {
      return List.of("data", "fine");
    }

    @Override
    public List<Seat> seats() {
      return List.of(
          Seat.generator(Player.GENERATOR, Signal.LATENTS, "data"),
          Seat.of(
              REFINER,
              Signal.SAMPLES,
              new Port.Samples("data"),
              Signal.SAMPLES,
              new Port.Samples("fine")),
          Seat.discriminator(JUDGE, "fine"));
    }

    @Override
    public List<Pairing> pairings() {
      Signal coarse =
          Signal.Made.of(
              Player.GENERATOR, Signal.LATENTS, new Signal.Noise(Signal.LATENTS), Signal.SAMPLES);
      return List.of(
          new Pairing(
              "fine",
              JUDGE,
              Map.of(Signal.SAMPLES, new Signal.Data("fine")),
              Map.of(
                  Signal.SAMPLES, Signal.Made.of(REFINER, Signal.SAMPLES, coarse, Signal.SAMPLES)),
              Set.of(REFINER, Player.GENERATOR)));
    }
  }

  private final TrainingFixture fixture =
      new TrainingFixture(
          Interceptor.NONE,
          new GanPlugin() {
            @Override
            public String name() {
              return "chain";
            }

            @Override
            public void contribute(Contributions to) {
              to.component(Game.class, "chain", Chain.class);
            }
          });

  private GanPlan plan(String... overrides) {
    return fixture.gan().plan(fixture.gan().parse(RUN, overrides));
  }

  private void run(String... overrides) {
    try (TrainingFixture.Opened training = fixture.open(fixture.gan().parse(RUN, overrides))) {
      training.run();
    }
  }

  @Test
  @DisplayName("that are made of fakes are those of these: drawn once, or by place")
  void ofFakes() {
    run();
    assertThat(plan().phases()).extracting(Phase::sides).containsExactly(Set.of("fine"), Set.of());
    run("conditions=batch");
    assertThat(plan("conditions=batch").phases())
        .extracting(Phase::sides)
        .containsExactly(Set.of("fine", "data"), Set.of("data"));
    run("conditions=empirical");
    assertThat(plan("conditions=empirical").phases())
        .extracting(Phase::sides)
        .containsExactly(Set.of("fine"), Set.of());
  }

  @Test
  @DisplayName("are refused where a player sees other classes than those that it is shown")
  void mismatch() {
    ConfigException refused =
        catchThrowableOfType(ConfigException.class, () -> plan("sides.fine.classes=[red, green]"));
    assertThat(refused).isNotNull();
    assertThat(refused.problems().stream().map(p -> p.path() + ": " + p.message()))
        .containsExactlyInAnyOrder(
            "players.refiner: sees labels of the 2 classes of 'fine', and is shown those of 'data',"
                + " which has 3",
            "players.judge: sees labels of the 2 classes of 'fine', and is shown those of 'data',"
                + " which has 3");
  }

  @Test
  @DisplayName("that are made of samples without labels are those of their partners")
  void ofPartners() {
    String paired =
        """
        seed: 3
        data: {reader: {type: toy, kind: classed-points}, batchSize: 4}
        sides: {source: {reader: toy}}
        game: translation
        generator: {network: {type: conditional, of: {type: mlp, units: [2]}}}
        discriminator: {network: {type: conditional, labels: concat, of: {type: mlp, units: [2]}}}
        training: {steps: 2}
        """;
    try (TrainingFixture.Opened training = fixture.open(fixture.gan().parse(paired))) {
      assertThat(training.plan().holderOfLabels("source")).contains("data");
      assertThat(training.plan().phases())
          .extracting(Phase::sides)
          .containsOnly(Set.of("data", "source"));
      training.run();
    }
  }
}
