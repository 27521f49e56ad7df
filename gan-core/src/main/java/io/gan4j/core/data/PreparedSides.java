package io.gan4j.core.data;

import io.gan4j.api.config.ConfigException;
import io.gan4j.api.config.DataConfig;
import io.gan4j.api.config.LastBatch;
import io.gan4j.api.config.Problem;
import io.gan4j.api.config.RunConfig;
import io.gan4j.api.data.Dataset;
import io.gan4j.api.game.Game;
import io.gan4j.api.internal.Closing;
import io.gan4j.core.data.PreparedData.Opened;
import io.gan4j.core.evaluate.SummaryCache;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** The data of a game: a data set for each of its sides. */
public final class PreparedSides {
  private final RunConfig config;
  private final Game game;
  private final BiFunction<String, String, Problem> locate;
  private final SummaryCache statistics;
  private final Map<String, Opened> leading = new LinkedHashMap<>();
  private final Map<String, Dataset> opened = new LinkedHashMap<>();

  private PreparedSides(
      RunConfig config, BiFunction<String, String, Problem> locate, SummaryCache statistics) {
    this.config = config;
    this.game = config.game();
    this.locate = locate;
    this.statistics = statistics;
  }

  /**
   * Opens every side. Who opens closes.
   *
   * @param locate makes a problem of a path in the configuration and a message
   * @param statistics where what takes long to learn from them is kept
   * @return by the side's name, in the order of the game
   * @throws ConfigException if the samples cannot be preprocessed as the configuration says, or
   *     partners do not match
   * @throws io.gan4j.api.DataException if a source cannot be read
   */
  public static Map<String, Dataset> open(
      RunConfig config, BiFunction<String, String, Problem> locate, SummaryCache statistics) {
    PreparedSides sides = new PreparedSides(config, locate, statistics);
    sides.checkKeys();
    try {
      return sides.open();
    } catch (RuntimeException | Error e) {
      Closing.after(e, sides.opened.values().toArray(AutoCloseable[]::new));
      throw e;
    }
  }

  private Map<String, Dataset> open() {
    for (String side : game.sides()) {
      if (!game.partners().containsKey(side) && !game.redrawn().containsKey(side)) {
        Opened found = PreparedData.open(of(side), path(side), null, locate, statistics);
        leading.put(side, found);
        opened.put(side, found.dataset());
      }
    }
    Map<String, Dataset> inOrder = new LinkedHashMap<>();
    for (String side : game.sides()) {
      opened.computeIfAbsent(side, this::further);
      inOrder.put(side, Objects.requireNonNull(opened.get(side)));
    }
    return inOrder;
  }

  private Dataset further(String side) {
    String content = game.redrawn().getOrDefault(side, side);
    String partner = game.partners().get(content);
    return partner == null
        ? PreparedData.open(of(content), path(content), null, locate, statistics).dataset()
        : partners(content, partner);
  }

  /** The run, with what its file says of a side's data. Batches are as large as the run's. */
  private RunConfig of(String side) {
    DataConfig own = own(side);
    return own == null ? config : config.withData(own.withBatchSize(config.data().batchSize()));
  }

  /** What the run file says of a side beside the first; null if nothing. */
  private @Nullable DataConfig own(String side) {
    return side.equals(game.sides().get(0)) ? null : config.sides().get(side);
  }

  private String path(String side) {
    return own(side) == null ? "data" : "sides." + side;
  }

  private Dataset partners(String side, String of) {
    Opened first = Objects.requireNonNull(leading.get(of), of);
    if (own(side) == null) {
      Dataset vectors =
          first
              .dataset()
              .vectors()
              .orElseThrow(
                  () ->
                      refused(
                          "sides." + side,
                          "is missing: the samples of '"
                              + of
                              + "' carry no vectors that could be their partners ("
                              + first.dataset().description()
                              + ")"));
      return looked(side, "data", vectors, true);
    }
    Opened partners = PreparedData.open(of(side), path(side), first.choice(), locate, statistics);
    Augmentation moves = partners.augmentation();
    if (moves != null && first.augmentation() != null && !moves.movesAs(first.augmentation())) {
      partners.dataset().close();
      throw refused(
          path(side) + ".augment",
          "must move images at random as those that they are partners of are moved, so that both"
              + " stay alike: the same augment.flip, and random crops of one size out of images of"
              + " one size");
    }
    return looked(side, path(side), partners.dataset(), false);
  }

  /**
   * Vectors as the game wants them.
   *
   * @param named whether they are conditions for certain: then each of their numbers has to be one
   * @throws ConfigException if a number is not there, or the same everywhere
   */
  private Dataset looked(String side, String path, Dataset dataset, boolean named) {
    boolean standardized = game.standardized().contains(side);
    if (!named && !standardized) {
      return dataset;
    }
    if (dataset.space().shape().numDimensions() != 1 || dataset.size().isEmpty()) {
      dataset.close();
      throw refused(path, "must be vectors of a known number for the game to standardise them");
    }
    NamedVectors vectors = new NamedVectors(dataset);
    List<Problem> problems =
        vectors.problems().stream()
            .map(problem -> locate.apply(path, "cannot be a condition: " + problem))
            .toList();
    if (!problems.isEmpty()) {
      dataset.close();
      throw new ConfigException(problems);
    }
    return standardized ? vectors.standardized() : dataset;
  }

  private ConfigException refused(String path, String message) {
    return new ConfigException(locate.apply(path, message));
  }

  /** What cannot be said of sides that follow another. */
  private void checkKeys() {
    List<Problem> problems = new ArrayList<>();
    game.redrawn()
        .forEach(
            (side, content) -> {
              if (config.sides().containsKey(side)) {
                problems.add(
                    locate.apply(
                        "sides." + side, "must be left out: it holds what '" + content + "' does"));
              }
            });
    game.partners()
        .forEach(
            (side, partner) -> {
              DataConfig own = own(side);
              if (own != null) {
                said(own)
                    .forEach(
                        key ->
                            problems.add(
                                locate.apply(
                                    "sides." + side + "." + key,
                                    "must be left out: these are partners of the samples of '"
                                        + partner
                                        + "', chosen and ordered as those are")));
              }
            });
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
  }

  /** The keys of a side that choose or order samples. */
  private static List<String> said(DataConfig own) {
    List<String> said = new ArrayList<>();
    if (own.split() != null && own.split().indexOf('[') >= 0) {
      said.add("split");
    }
    if (!own.classes().isEmpty()) {
      said.add("classes");
    }
    if (own.holdOut() > 0) {
      said.add("holdOut");
    }
    if (own.order() != null) {
      said.add("order");
    }
    if (!own.shuffle()) {
      said.add("shuffle");
    }
    if (own.lastBatch() != LastBatch.WRAP) {
      said.add("lastBatch");
    }
    if (own.shard() != null) {
      said.add("shard");
    }
    return said;
  }
}
