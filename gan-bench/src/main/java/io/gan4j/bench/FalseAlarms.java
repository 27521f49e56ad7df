package io.gan4j.bench;

import io.gan4j.api.DivergedException;
import io.gan4j.api.config.ConfigException;
import io.gan4j.api.event.TrainingEvent;
import io.gan4j.api.event.TrainingEvent.StepCompleted;
import io.gan4j.api.event.TrainingEvent.WatchTriggered;
import io.gan4j.api.event.TrainingListener;
import io.gan4j.api.game.Player;
import io.gan4j.api.provider.PhaseReport.Norms;
import io.gan4j.core.Gan;
import io.gan4j.core.RunFile;
import io.gan4j.core.run.Training;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether the watches leave a training in peace that has nothing wrong with it: the beginning of
 * every preset whose data are there, as it stands but for looking at samples every 250 steps. A
 * warning here is a false alarm until its samples say otherwise.
 */
public final class FalseAlarms {
  private FalseAlarms() {}

  /** What there was to hear of one training. */
  private static final class Heard implements TrainingListener {
    private final long deadline;
    private final Training training;
    private final List<String> alarms = new ArrayList<>();
    private double smallestGradient = Double.POSITIVE_INFINITY;

    Heard(Training training, Duration longest) {
      this.training = training;
      this.deadline = System.nanoTime() + longest.toNanos();
    }

    @Override
    public void on(TrainingEvent event) {
      if (event instanceof WatchTriggered alarm) {
        alarms.add(alarm.watch() + " at step " + alarm.step() + " " + alarm.numbers());
      } else if (event instanceof StepCompleted done) {
        done.phases().stream()
            .flatMap(phase -> Optional.ofNullable(generator(phase.report().norms())).stream())
            .forEach(
                norms ->
                    smallestGradient =
                        Math.min(smallestGradient, norms.gradient() / norms.weights()));
        if (System.nanoTime() > deadline) {
          training.stop();
        }
      }
    }

    private static @Nullable Norms generator(Map<Player, Norms> norms) {
      return norms.get(Player.GENERATOR);
    }
  }

  /**
   * Trains and prints.
   *
   * @param arguments steps; seconds; then READER=PATH for the data of presets whose reader needs a
   *     path, for example {@code idx=mnist}; names alone choose presets
   */
  public static void main(String[] arguments) {
    long steps = Long.parseLong(arguments[0]);
    Duration longest = Duration.ofSeconds(Long.parseLong(arguments[1]));
    Map<String, Path> data = new LinkedHashMap<>();
    List<String> presets = new ArrayList<>();
    for (String argument : List.of(arguments).subList(2, arguments.length)) {
      int equals = argument.indexOf('=');
      if (equals < 0) {
        presets.add(argument);
      } else {
        data.put(argument.substring(0, equals), Path.of(argument.substring(equals + 1)));
      }
    }
    Gan gan = Gan.load();
    int warnings = 0;
    for (String name : presets.isEmpty() ? gan.presets() : presets) {
      warnings += train(gan, name, steps, longest, data);
    }
    System.out.println(warnings + " warnings");
  }

  private static int train(
      Gan gan, String name, long steps, Duration longest, Map<String, Path> data) {
    RunFile preset = gan.preset(name, "training.steps=" + steps, "samples.every=250");
    Optional<RunFile> file = on(gan, preset, gan.presetText(name), data);
    if (file.isEmpty()) {
      System.out.printf(Locale.ROOT, "%-30s not run: its data are not here%n", name);
      return 0;
    }
    long begin = System.nanoTime();
    try (Training training = gan.open(file.get())) {
      Heard heard = new Heard(training, longest);
      try {
        training.run(heard);
      } catch (DivergedException e) {
        heard.alarms.add(e.getMessage());
      }
      System.out.printf(
          Locale.ROOT,
          "%-30s %6d steps in %3.0f s on %s: %s; smallest gradient of G over weights %.1e%n",
          name,
          training.step(),
          (System.nanoTime() - begin) / 1e9,
          training.dataset().description(),
          heard.alarms.isEmpty() ? "no warning" : String.join("; ", heard.alarms),
          heard.smallestGradient);
      return heard.alarms.size();
    } catch (ConfigException e) {
      System.out.printf(Locale.ROOT, "%-30s not run: %s%n", name, e.getMessage());
      return 0;
    }
  }

  /** The preset on what stands in for its data; as it is if it needs no path. */
  private static Optional<RunFile> on(
      Gan gan, RunFile preset, String text, Map<String, Path> data) {
    for (Entry<String, Path> given : data.entrySet()) {
      if (text.contains("type: " + given.getKey())) {
        return Optional.of(preset.withSource(gan.detectReader(given.getValue())));
      }
    }
    return text.contains("path: ") || text.contains("folder: ")
        ? Optional.empty()
        : Optional.of(preset);
  }
}
