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

  /** The samples that are kept from training rather than those that are trained on. */
  private final boolean heldOut;

  private final Map<String, Opened> leading = new LinkedHashMap<>();
  private final Map<String, Dataset> opened = new LinkedHashMap<>();

  private PreparedSides(
      RunConfig config,
      BiFunction<String, String, Problem> locate,
      SummaryCache statistics,
      boolean heldOut) {
    this.config = config;
    this.game = config.game();
    this.locate = locate;
    this.statistics = statistics;
    this.heldOut = heldOut;
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
    return new PreparedSides(config, locate, statistics, false).open();
  }

  /**
   * Opens what {@code holdOut} keeps from training, of every side of which anything is: of partners
   * that of the samples that they belong to. Who opens closes.
   *
   * @param locate as {@link #open} takes it
   * @param statistics as {@link #open} takes it
   * @return by the side's name, in the order of the game
   * @throws ConfigException as {@link #open}, and if nothing is held out of any side
   * @throws io.gan4j.api.DataException if a source cannot be read
   */
  public static Map<String, Dataset> openHeldOut(
      RunConfig config, BiFunction<String, String, Problem> locate, SummaryCache statistics) {
    PreparedSides sides = new PreparedSides(config, locate, statistics, true);
    if (sides.game.sides().stream().noneMatch(side -> holdsOut(config, side))) {
      throw sides.refused("data.holdOut", DataSelection.NOTHING_HELD_OUT);
    }
    return sides.open();
  }

  /** The run as it stands for a side: its data are the side's, in batches as large as the run's. */
  public static RunConfig of(RunConfig config, String side) {
    DataConfig own = own(config, side);
    return own == null ? config : config.withData(own.withBatchSize(config.data().batchSize()));
  }

  /** Whether a run keeps samples of a side from its training. */
  public static boolean holdsOut(RunConfig config, String side) {
    return of(config, leader(config.game(), side)).data().holdOut() > 0;
  }

  /** What the run file says of a side beside the first; null if nothing. */
  private static @Nullable DataConfig own(RunConfig config, String side) {
    return side.equals(config.game().sides().get(0)) ? null : config.sides().get(side);
  }

  /** The side that holds what a side does: itself, or the one that it redraws. */
  private static String content(Game game, String side) {
    return game.redrawn().getOrDefault(side, side);
  }

  /** The side whose keys say which samples of a side are meant. */
  private static String leader(Game game, String side) {
    String content = content(game, side);
    return game.partners().getOrDefault(content, content);
  }

  private Map<String, Dataset> open() {
    checkKeys();
    try {
      return inOrder();
    } catch (RuntimeException | Error e) {
      Closing.after(e, opened.values().toArray(AutoCloseable[]::new));
      throw e;
    }
  }

  private Map<String, Dataset> inOrder() {
    List<String> meant =
        game.sides().stream().filter(side -> !heldOut || holdsOut(config, side)).toList();
    for (String side : meant) {
      if (leader(game, side).equals(side)) {
        Opened found = open(side, null);
        leading.put(side, found);
        opened.put(side, found.dataset());
      }
    }
    Map<String, Dataset> inOrder = new LinkedHashMap<>();
    for (String side : meant) {
      opened.computeIfAbsent(side, this::further);
      inOrder.put(side, Objects.requireNonNull(opened.get(side)));
    }
    return inOrder;
  }

  private Dataset further(String side) {
    String content = content(game, side);
    String partner = game.partners().get(content);
    return partner == null ? open(content, null).dataset() : partners(content, partner);
  }

  private Opened open(String side, @Nullable Choice partner) {
    return PreparedData.open(of(config, side), path(side), partner, heldOut, locate, statistics);
  }

  private String path(String side) {
    return own(config, side) == null ? "data" : "sides." + side;
  }

  private Dataset partners(String side, String of) {
    Opened first = Objects.requireNonNull(leading.get(of), of);
    if (own(config, side) == null) {
      return first
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
    }
    Opened partners = open(side, first.choice());
    Augmentation moves = partners.augmentation();
    if (moves != null && first.augmentation() != null && !moves.movesAs(first.augmentation())) {
      partners.dataset().close();
      throw refused(
          path(side) + ".augment",
          "must move images at random as those that they are partners of are moved, so that both"
              + " stay alike: the same augment.flip, and random crops of one size out of images of"
              + " one size");
    }
    return partners.dataset();
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
              DataConfig own = own(config, side);
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
