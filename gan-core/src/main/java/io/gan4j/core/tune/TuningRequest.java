package io.gan4j.core.tune;

import io.gan4j.api.config.ConfigException;
import io.gan4j.api.config.Problem;
import io.gan4j.api.config.RunConfig;
import io.gan4j.api.random.RandomKey;
import io.gan4j.api.spec.Check;
import io.gan4j.core.Gan;
import io.gan4j.core.config.Node;
import io.gan4j.core.config.Node.Mapping;
import io.gan4j.core.config.Node.Sequence;
import io.gan4j.core.config.YamlTree;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What somebody asks of a search.
 *
 * @param vary each {@code PATH=VALUE,VALUE}: see {@link Axis#parse}; empty for what people vary by
 *     hand: the weights of all terms times 1/4 to 4, and all learning rates times 1/2 to 2
 * @param trials of so many combinations, drawn at random; 0 for all
 * @param factor of so many trials one goes on, above 1
 * @param first training steps before the first choice, at least
 * @param steps training steps of a trial that comes to the end; 0 for the run's own number
 */
public record TuningRequest(List<String> vary, int trials, int factor, long first, long steps) {
  /** Nobody waits for more. */
  private static final long MOST = 10_000;

  public TuningRequest {
    vary = List.copyOf(vary);
    Check.notNegative("trials", (long) trials);
    Check.notNegative("steps", steps);
  }

  /**
   * The plan of a search over a run's settings.
   *
   * @throws ConfigException if it cannot be
   */
  public TuningPlan plan(Gan gan, RunConfig run) {
    Node tree = YamlTree.parse(gan.resolved(run), run.name());
    List<Axis> axes =
        (vary.isEmpty() ? usual(tree) : vary).stream().map(axis -> Axis.parse(axis, tree)).toList();
    long all = 1;
    for (Axis axis : axes) {
      all = Math.min(MOST + 1, all * axis.settings().size());
    }
    if (all > MOST) {
      throw new ConfigException(
          new Problem("--vary", null, "", "asks for more than " + MOST + " combinations"));
    }
    List<Setting> settings = Axis.combinations(axes);
    if (trials > 0 && trials < settings.size()) {
      settings = drawn(settings, RandomKey.of(run.seed()).split("tuning"));
    }
    List<Trial> numbered = new ArrayList<>();
    settings.forEach(
        setting -> numbered.add(new Trial(numbered.size() + 1, setting.words(), setting.values())));
    long longest = steps == 0 ? run.training().steps() : steps;
    return new TuningPlan(
        longest, numbered, new Halving(numbered.size(), factor, first, longest).rungs());
  }

  /** So many of them, in their order. */
  private List<Setting> drawn(List<Setting> settings, RandomKey random) {
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i < settings.size(); i++) {
      places.add(i);
    }
    for (int i = 0; i < trials; i++) {
      Collections.swap(places, i, i + (int) random.below(i, settings.size() - i));
    }
    return places.subList(0, trials).stream().sorted().map(settings::get).toList();
  }

  /** What people vary by hand, as far as the run has it. */
  private static List<String> usual(Node tree) {
    List<String> weights = new ArrayList<>();
    List<String> rates = new ArrayList<>();
    if (tree instanceof Mapping run) {
      if (run.entry("terms").map(Node.Entry::value).orElse(null) instanceof Sequence terms) {
        for (int i = 0; i < terms.items().size(); i++) {
          if (terms.items().get(i) instanceof Mapping term) {
            // what a term calls its weight
            String key = term.entry("gamma").isPresent() ? "gamma" : "weight";
            weights.add("terms[" + i + "]." + key);
          }
        }
      }
      for (Node.Entry player : run.entries()) {
        rate(player.key(), player.value(), rates);
      }
      if (run.entry("players").map(Node.Entry::value).orElse(null) instanceof Mapping players) {
        players.entries().forEach(p -> rate("players." + p.key(), p.value(), rates));
      }
    }
    if (weights.isEmpty() && rates.isEmpty()) {
      throw new ConfigException(
          new Problem(
              "--vary", null, "", "is missing: the run has no terms and no learning rates"));
    }
    List<String> usual = new ArrayList<>();
    if (!weights.isEmpty()) {
      usual.add(String.join(",", weights) + "=x0.25,x0.5,x1,x2,x4");
    }
    if (!rates.isEmpty()) {
      usual.add(String.join(",", rates) + "=x0.5,x1,x2");
    }
    return usual;
  }

  private static void rate(String path, Node player, List<String> rates) {
    if (player instanceof Mapping keys
        && keys.entry("optimizer").map(Node.Entry::value).orElse(null) instanceof Mapping optimizer
        && optimizer.entry("learningRate").isPresent()) {
      rates.add(path + ".optimizer.learningRate");
    }
  }
}
