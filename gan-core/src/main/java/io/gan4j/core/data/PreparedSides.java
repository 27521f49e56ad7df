package io.gan4j.core.data;

import io.gan4j.api.config.ConfigException;
import io.gan4j.api.config.DataConfig;
import io.gan4j.api.config.Problem;
import io.gan4j.api.config.RunConfig;
import io.gan4j.api.data.Columns;
import io.gan4j.api.data.Dataset;
import io.gan4j.api.data.Split;
import io.gan4j.api.game.Game;
import io.gan4j.api.internal.Closing;
import io.gan4j.api.spec.InvalidValueException;
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

  private final Which which;

  private final Map<String, Opened> leading = new LinkedHashMap<>();
  private final Map<String, Dataset> opened = new LinkedHashMap<>();

  /**
   * Which samples are opened.
   *
   * @param heldOut what is kept from training
   * @param split another part of the sources; null for that of the run file
   */
  private record Which(boolean heldOut, @Nullable String split) {
    static final Which TRAINING = new Which(false, null);
  }

  private PreparedSides(
      RunConfig config,
      Which which,
      BiFunction<String, String, Problem> locate,
      SummaryCache statistics) {
    this.which = which;
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
    return new PreparedSides(config, Which.TRAINING, locate, statistics).checked();
  }

  /**
   * Opens what is not trained on of every side: what {@code data.holdOut} keeps from training, or
   * what lies in another part of the same sources. Nothing is changed at random. Who opens closes.
   *
   * @param split the other part; null for what is held out
   */
  public static Map<String, Dataset> openOthers(
      RunConfig config,
      @Nullable String split,
      BiFunction<String, String, Problem> locate,
      SummaryCache statistics) {
    return new PreparedSides(config, new Which(split == null, split), locate, statistics).checked();
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
    PreparedSides sides = new PreparedSides(config, new Which(true, null), locate, statistics);
    if (sides.game.sides().stream().noneMatch(side -> holdsOut(config, side))) {
      throw sides.refused("data.holdOut", DataSelection.NOTHING_HELD_OUT);
    }
    return sides.checked();
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

  private Map<String, Dataset> checked() {
    checkKeys();
    try {
      return open();
    } catch (RuntimeException | Error e) {
      Closing.after(e, opened.values().toArray(AutoCloseable[]::new));
      throw e;
    }
  }

  private Map<String, Dataset> open() {
    List<String> meant =
        game.sides().stream().filter(side -> !which.heldOut() || holdsOut(config, side)).toList();
    for (String side : meant) {
      if (leader(game, side).equals(side)) {
        Opened found = leading(side);
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
    return partner == null ? prepared(content, null).dataset() : partners(content, partner);
  }

  /**
   * A side whose samples belong to no others'. One that the run file does not name holds what is
   * made of the first side's, in an order of its own.
   */
  private Opened leading(String side) {
    if (own(side) != null || side.equals(game.sides().get(0))) {
      return prepared(side, null);
    }
    if (config.data().source() == null) {
      throw refused(
          "sides." + side,
          "is missing: the game takes samples of another kind there; data.source makes some of the"
              + " images of data");
    }
    Opened images = prepared(side, null);
    try {
      return new Opened(
          derived(images.dataset(), game.sides().get(0), true), images.choice(), null);
    } catch (RuntimeException e) {
      images.dataset().close();
      throw e;
    }
  }

  private Opened prepared(String side, @Nullable Choice partner) {
    return isTraining()
        ? PreparedData.open(of(side), path(side), partner, locate, statistics)
        : PreparedData.open(of(side), path(side), partner, which.heldOut(), locate, statistics);
  }

  /** The run, with what its file says of a side's data. Batches are as large as the run's. */
  private RunConfig of(String side) {
    RunConfig run = of(config, side);
    String split = which.split();
    if (split == null) {
      return run;
    }
    // Partners are chosen as the others are: of the split they take the part alone.
    boolean chosen = own(side) != null && game.partners().containsKey(side);
    return run.withData(
        run.data()
            .comparedWith(
                run.data().reader(), chosen ? Split.parse(split).part().orElse(null) : split));
  }

  /** What the run file says of a side beside the first; null if nothing. */
  private @Nullable DataConfig own(String side) {
    return own(config, side);
  }

  private String path(String side) {
    return own(side) == null ? "data" : "sides." + side;
  }

  private Dataset partners(String side, String of) {
    Opened first = Objects.requireNonNull(leading.get(of), of);
    if (own(side) == null && of(of).data().source() != null) {
      return derived(first.dataset(), of, false);
    }
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
                              + ")"
                              + (DatasetImages.possible(first.dataset())
                                  ? "; " + path(of) + ".source makes some of the images"
                                  : "")));
      return looked(side, "data", vectors, true);
    }
    Opened partners = prepared(side, first.choice());
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
        vectors.problems(isTraining()).stream()
            .map(problem -> locate.apply(path, "cannot be a condition: " + problem))
            .toList();
    if (!problems.isEmpty()) {
      dataset.close();
      throw new ConfigException(problems);
    }
    return standardized
        ? NamedVectors.scaled(dataset, isTraining() ? vectors.scales() : learnt(side))
        : dataset;
  }

  private boolean isTraining() {
    return which.equals(Which.TRAINING);
  }

  /** The scales that training sees: what is held out must not have others. */
  private Columns learnt(String side) {
    Map<String, Dataset> training = open(config, locate, statistics);
    Columns columns = Objects.requireNonNull(training.get(side), side).space().columns();
    training.values().forEach(Dataset::close);
    return Objects.requireNonNull(columns, side);
  }

  /** What is made of the samples of a side. */
  private Dataset derived(Dataset images, String of, boolean closes) {
    try {
      return DerivedImages.of(images, of(of).data(), config.seed(), closes);
    } catch (InvalidValueException e) {
      throw refused(path(of) + "." + e.parameter(), e.problem());
    }
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
                DataSelection.keys(own)
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
    game.sides().forEach(side -> checkSource(side, problems));
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
  }

  /** Sources are made for one side of partners that has no data of its own. */
  private void checkSource(String side, List<Problem> problems) {
    boolean first = side.equals(game.sides().get(0));
    DataConfig data = first ? config.data() : config.sides().get(side);
    if (data == null || data.source() == null) {
      return;
    }
    // Partners of these samples, and of the first side's others that are not named.
    List<String> made =
        game.sides().stream()
            .filter(other -> !other.equals(side) && !game.redrawn().containsKey(other))
            .filter(
                other ->
                    side.equals(game.partners().get(other))
                        || (first && !game.partners().containsKey(other)))
            .toList();
    String path = path(side) + ".source";
    if (made.isEmpty()) {
      problems.add(
          locate.apply(
              path,
              "must be left out: this game has no side for what is made of these samples"
                  + (first ? "; game: translation has one" : "")));
    }
    for (String partner : made) {
      if (config.sides().containsKey(partner)) {
        problems.add(
            locate.apply(
                path, "must be left out, or sides." + partner + ": both say what it holds"));
      }
    }
  }
}
