package io.gan4j.core.run;

import io.gan4j.api.ProviderException;
import io.gan4j.api.config.ConfigException;
import io.gan4j.api.config.InitFromConfig;
import io.gan4j.api.config.InitFromConfig.Part;
import io.gan4j.api.config.InitFromConfig.Weights;
import io.gan4j.api.config.Problem;
import io.gan4j.api.event.InitialWeights;
import io.gan4j.api.game.Player;
import io.gan4j.api.provider.GanSession;
import io.gan4j.core.checkpoint.Checkpoint;
import io.gan4j.core.checkpoint.Checkpoints;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tensorflow.ndarray.NdArray;

/**
 * Weights of one run as the beginning of another. What is asked for and cannot be had is refused,
 * all of it at once; what nobody asked for stays as it was initialised.
 */
public final class WarmStart {
  private static final String AVERAGE = "/average";
  private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");

  /** The count of a player's updates, which every state has of each of its players. */
  private static final Pattern UPDATES = Pattern.compile("([^/]+)/updates");

  private final InitFromConfig config;
  private final BiFunction<String, String, Problem> locate;
  private final Path run;
  private final Checkpoint checkpoint;
  private final List<String> skipped;
  private final String sha256;
  private final List<Problem> problems = new ArrayList<>();

  private WarmStart(
      InitFromConfig config,
      BiFunction<String, String, Problem> locate,
      Path run,
      Checkpoints.Restored newest,
      String sha256) {
    this.config = config;
    this.locate = locate;
    this.run = run;
    this.checkpoint = newest.checkpoint();
    this.skipped = newest.skipped();
    this.sha256 = sha256;
  }

  /**
   * Reads the other run's newest good checkpoint.
   *
   * @param locate makes a problem of a path in the configuration and a message
   * @throws ConfigException if no run is named
   * @throws io.gan4j.api.GanException if it is no run directory, or holds no good checkpoint
   */
  public static WarmStart read(InitFromConfig config, BiFunction<String, String, Problem> locate) {
    Path run = config.run();
    if (run == null) {
      throw new ConfigException(
          List.of(
              locate.apply(
                  "initFrom.run", "must name the run to begin from: --init-from RUN_DIR")));
    }
    Checkpoints checkpoints = new Checkpoints(RunDirectory.open(run).path());
    Checkpoints.Restored newest =
        checkpoints
            .newest()
            .orElseThrow(
                () ->
                    new ConfigException(
                        List.of(
                            locate.apply("initFrom.run", run + " holds no checkpoint to take"))));
    return new WarmStart(
        config, locate, run, newest, checkpoints.stateHash(newest.checkpoint().step()));
  }

  /**
   * Gives a new session its weights.
   *
   * @throws ConfigException if what is asked for is not there, or of another shape: every case;
   *     nothing is changed then
   */
  public InitialWeights apply(GanSession session) {
    Map<String, NdArray<?>> state = new HashMap<>(session.saveState());
    Set<String> players =
        session.plan().players().keySet().stream().map(Player::key).collect(Collectors.toSet());
    SortedMap<String, NdArray<?>> targets = weights(state, players);
    SortedMap<String, NdArray<?>> sources = weights(checkpoint.state(), players);
    SortedMap<String, String> taken =
        config.parts().isEmpty() ? sameNames(sources, targets) : parts(sources, targets);
    taken.forEach((target, source) -> take(state, target, source));
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    try {
      session.restoreState(state);
    } catch (ProviderException e) {
      throw new ConfigException(List.of(locate.apply("initFrom", String.valueOf(e.getMessage()))));
    }
    TreeSet<String> left = new TreeSet<>(targets.keySet());
    left.removeAll(taken.keySet());
    return new InitialWeights(
        run.toAbsolutePath().normalize().toString(),
        checkpoint.step(),
        sha256,
        taken,
        List.copyOf(left),
        skipped);
  }

  /**
   * Weights and statistics of a state. What belongs to one of them, as optimiser slots and averages
   * do, is called like it and a word more; a player's count of updates is a scalar.
   *
   * @param ofThisRun names of the players that this run has; the other may have more
   */
  private static SortedMap<String, NdArray<?>> weights(
      Map<String, NdArray<?>> state, Set<String> ofThisRun) {
    Set<String> players = new HashSet<>(ofThisRun);
    state.keySet().stream()
        .map(UPDATES::matcher)
        .filter(Matcher::matches)
        .forEach(found -> players.add(found.group(1)));
    SortedMap<String, NdArray<?>> weights = new TreeMap<>();
    state.forEach(
        (name, values) -> {
          boolean ofPlayer = players.contains(name.substring(0, Math.max(0, name.indexOf('/'))));
          boolean ofWeight =
              state.containsKey(name.substring(0, Math.max(0, name.lastIndexOf('/'))));
          if (ofPlayer && !ofWeight && values.shape().numDimensions() > 0) {
            weights.put(name, values);
          }
        });
    return weights;
  }

  private SortedMap<String, String> sameNames(
      SortedMap<String, NdArray<?>> sources, SortedMap<String, NdArray<?>> targets) {
    SortedMap<String, String> taken = new TreeMap<>();
    sources.forEach(
        (name, values) -> {
          NdArray<?> target = targets.get(name);
          if (target != null) {
            taken.put(name, name);
            requireShape("initFrom", name, values, name, target);
          }
        });
    if (taken.isEmpty()) {
      refuse(
          "initFrom",
          "nothing is called the same in "
              + run
              + ", which has "
              + layers(sources)
              + "; this run has "
              + layers(targets)
              + "; initFrom.parts says what goes where");
    }
    return taken;
  }

  private SortedMap<String, String> parts(
      SortedMap<String, NdArray<?>> sources, SortedMap<String, NdArray<?>> targets) {
    SortedMap<String, String> taken = new TreeMap<>();
    for (int i = 0; i < config.parts().size(); i++) {
      Part part = config.parts().get(i);
      String path = "initFrom.parts[" + i + "]";
      SortedMap<String, NdArray<?>> found = new TreeMap<>(sources);
      found
          .keySet()
          .removeIf(name -> !name.equals(part.from()) && !name.startsWith(part.from() + "/"));
      if (found.isEmpty()) {
        refuse(path + ".from", run + " has no " + part.from() + ", only " + layers(sources));
      }
      found.forEach(
          (source, values) -> {
            String name = part.target() + source.substring(part.from().length());
            NdArray<?> target = targets.get(name);
            if (target == null) {
              refuse(
                  path, source + " would go to " + name + ", and this run has " + layers(targets));
            } else if (taken.putIfAbsent(name, source) != null) {
              refuse(path, name + " is given " + taken.get(name) + " already");
            } else {
              requireShape(path, source, values, name, target);
            }
          });
    }
    return taken;
  }

  private void requireShape(
      String path, String source, NdArray<?> found, String name, NdArray<?> target) {
    if (!found.shape().equals(target.shape())) {
      refuse(
          path,
          source
              + " of "
              + run
              + " is "
              + found.shape()
              + ", and "
              + name
              + " of this run is "
              + target.shape());
    }
  }

  private static String layers(SortedMap<String, NdArray<?>> weights) {
    return String.join(", ", layers(weights.keySet()));
  }

  /** The layers that weights belong to, {@code generator/0.dense} and so on, in their order. */
  public static List<String> layers(Collection<String> weights) {
    return weights.stream()
        .map(name -> name.substring(0, Math.max(name.indexOf('/'), name.lastIndexOf('/'))))
        .distinct()
        .sorted(Comparator.comparing(WarmStart::paddedNumbers))
        .toList();
  }

  private static String paddedNumbers(String name) {
    return NUMBER
        .matcher(name)
        .replaceAll(digits -> String.format(Locale.ROOT, "%09d", Long.valueOf(digits.group())));
  }

  private void take(Map<String, NdArray<?>> state, String target, String source) {
    @Nullable NdArray<?> average =
        config.weights() == Weights.AVERAGED ? checkpoint.state().get(source + AVERAGE) : null;
    NdArray<?> values = average == null ? checkpoint.state().get(source) : average;
    if (values != null) {
      state.put(target, values);
      // An average begins where its weight does.
      state.computeIfPresent(target + AVERAGE, (name, before) -> values);
    }
  }

  private void refuse(String path, String message) {
    problems.add(locate.apply(path, message));
  }
}
