package io.gan4j.core.run;

import static java.util.Objects.requireNonNull;

import io.gan4j.api.config.Conditions;
import io.gan4j.api.config.RunConfig;
import io.gan4j.api.data.Dataset;
import io.gan4j.api.data.LabelSpace;
import io.gan4j.api.game.Game;
import io.gan4j.api.game.Pairing;
import io.gan4j.api.game.Player;
import io.gan4j.api.game.Port;
import io.gan4j.api.game.Seat;
import io.gan4j.api.game.Signal;
import io.gan4j.api.play.LabelSource;
import io.gan4j.api.provider.FakeLabels;
import io.gan4j.api.provider.PlayerPlan;
import io.gan4j.core.data.ClassLabels;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which classes fakes of latents are made for. What is made of the data has the data's.
 *
 * @param config of the run
 * @param data of each side of the game
 */
record FakeClasses(RunConfig config, Map<String, Dataset> data) {

  /** The sides of the data for whose classes labels are drawn with the latents. */
  private Set<String> drawn() {
    Game game = config.game();
    Set<String> sides = new LinkedHashSet<>();
    for (Seat seat : game.seats()) {
      boolean latents = seat.inputs().values().stream().anyMatch(Port.Latents.class::isInstance);
      boolean samples = seat.inputs().values().stream().anyMatch(Port.Samples.class::isInstance);
      if (latents && !samples) {
        sides.add(sideOf(seat));
      }
    }
    made()
        .map(this::source)
        .filter(source -> source.drawn() && holder(source.side()).isPresent())
        .forEach(source -> sides.add(source.side()));
    return sides;
  }

  /** Everything that players make in the pairings, outermost first. */
  private Stream<Signal.Made> made() {
    return config.game().pairings().stream()
        .flatMap(p -> Stream.concat(p.real().values().stream(), p.fake().values().stream()))
        .flatMap(FakeClasses::made);
  }

  private static Stream<Signal.Made> made(Signal signal) {
    return signal instanceof Signal.Made made
        ? Stream.concat(Stream.of(made), made.inputs().values().stream().flatMap(FakeClasses::made))
        : Stream.of();
  }

  private LabelSource source(Signal.Made made) {
    return LabelSource.of(made, this::sideOf, this::holder);
  }

  private String sideOf(Player player) {
    return sideOf(
        config.game().seats().stream()
            .filter(seat -> seat.player().equals(player))
            .findFirst()
            .orElseThrow());
  }

  private String sideOf(Seat seat) {
    return seat.side().orElseGet(this::first);
  }

  /** The side that holds the labels of a side's samples. */
  private Optional<String> holder(String side) {
    if (dataset(side).labels().isPresent()) {
      return Optional.of(side);
    }
    return Optional.ofNullable(config.game().partners().get(side)).flatMap(this::holder);
  }

  /** The sides whose samples are taken for their classes alone, by place. */
  Set<String> conditioned() {
    return config.conditions() == Conditions.BATCH ? drawn() : Set.of();
  }

  /**
   * Players that see labels of other classes than theirs, as messages by their path.
   *
   * @param players that are laid out
   */
  Map<String, String> mismatches(Map<Player, PlayerPlan> players) {
    Map<String, String> mismatches = new LinkedHashMap<>();
    for (Pairing pairing : config.game().pairings()) {
      PlayerPlan judge = plan(players, pairing.discriminator());
      for (Signal samples : List.of(pairing.realSamples(), pairing.made())) {
        shown(samples)
            .flatMap(side -> mismatch(judge, side))
            .ifPresent(m -> mismatches.put(RunConfig.pathOf(pairing.discriminator()), m));
      }
    }
    made()
        .forEach(
            made ->
                mismatch(plan(players, made.player()), source(made).side())
                    .ifPresent(m -> mismatches.put(RunConfig.pathOf(made.player()), m)));
    return mismatches;
  }

  private static PlayerPlan plan(Map<Player, PlayerPlan> players, Player player) {
    return requireNonNull(players.get(player), player.key());
  }

  /** The side whose labels go with samples. */
  private Optional<String> shown(Signal samples) {
    return samples instanceof Signal.Data data
        ? holder(data.side())
        : Optional.of(source((Signal.Made) samples).side());
  }

  /** What is wrong with a player that is shown labels of a side. */
  private Optional<String> mismatch(PlayerPlan player, String shown) {
    int own = classes(player.side());
    int other = classes(shown);
    return player.network().seesLabels() && own != other
        ? Optional.of(
            "sees labels of the "
                + own
                + " classes of '"
                + player.side()
                + "', and is shown those of '"
                + shown
                + "', which has "
                + other)
        : Optional.empty();
  }

  private int classes(String side) {
    return dataset(side).labels().map(LabelSpace::count).orElse(0);
  }

  /** Why they cannot be as the run file says; empty if they can. */
  List<String> conflicts() {
    Conditions conditions = config.conditions();
    if (conditions == null || conditions == Conditions.UNIFORM) {
      return List.of();
    }
    Set<String> made = drawn();
    if (made.isEmpty()) {
      return List.of("is for fakes of latents, and this game makes none");
    }
    Set<String> labelled = new LinkedHashSet<>(made);
    labelled.removeIf(side -> dataset(side).labels().isEmpty());
    if (labelled.isEmpty()) {
      String description = dataset(made.iterator().next()).description();
      return List.of("needs labels, and the data has none (" + description + ")");
    }
    if (conditions == Conditions.BATCH) {
      return List.of();
    }
    if (!labelled.equals(Set.of(first()))) {
      return List.of(
          "counts the classes of '"
              + first()
              + "' alone, and fakes are made for those of "
              + labelled);
    }
    return dataset(first()).size().isEmpty()
        ? List.of("cannot count classes: the data is generated")
        : List.of();
  }

  /** The classes, where nothing speaks against them. */
  FakeLabels labels() {
    Conditions conditions = config.conditions();
    if (conditions == null) {
      return FakeLabels.UNIFORM;
    }
    return switch (conditions) {
      case UNIFORM -> FakeLabels.UNIFORM;
      case EMPIRICAL -> new FakeLabels.Shares(ClassLabels.shares(dataset(first())));
      case BATCH -> FakeLabels.OF_BATCH;
    };
  }

  private String first() {
    return config.game().sides().get(0);
  }

  private Dataset dataset(String side) {
    return requireNonNull(data.get(side), side);
  }
}
