package io.gan4j.core.run;

import static java.util.Objects.requireNonNull;

import io.gan4j.api.config.Conditions;
import io.gan4j.api.config.RunConfig;
import io.gan4j.api.data.Dataset;
import io.gan4j.api.game.Game;
import io.gan4j.api.game.Port;
import io.gan4j.api.game.Seat;
import io.gan4j.api.provider.FakeLabels;
import io.gan4j.core.data.ClassLabels;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which classes fakes of latents are made for. What is made of the data has the data's.
 *
 * @param config of the run
 * @param data of each side of the game
 */
record FakeClasses(RunConfig config, Map<String, Dataset> data) {

  /** The sides of the data that a game makes of latents alone. */
  static Set<String> sides(Game game) {
    Set<String> sides = new LinkedHashSet<>();
    for (Seat seat : game.seats()) {
      boolean latents = seat.inputs().values().stream().anyMatch(Port.Latents.class::isInstance);
      boolean samples = seat.inputs().values().stream().anyMatch(Port.Samples.class::isInstance);
      if (latents && !samples) {
        sides.add(seat.side().orElseGet(() -> game.sides().get(0)));
      }
    }
    return sides;
  }

  /** Why they cannot be as the run file says; empty if they can. */
  List<String> conflicts() {
    Conditions conditions = config.conditions();
    if (conditions == null || conditions == Conditions.UNIFORM) {
      return List.of();
    }
    Set<String> made = sides(config.game());
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
