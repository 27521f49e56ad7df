package io.gan4j.core.tune;

import io.gan4j.api.DivergedException;
import io.gan4j.api.GanException;
import io.gan4j.api.ProviderException;
import io.gan4j.api.StoppedByWatchException;
import io.gan4j.api.config.ConfigException;
import io.gan4j.api.event.TrainingEvent;
import io.gan4j.api.event.TrainingEvent.StepCompleted;
import io.gan4j.api.event.TrainingListener;
import io.gan4j.api.metric.MetricResult;
import io.gan4j.api.metric.MetricValue;
import io.gan4j.api.metric.MetricValue.Better;
import io.gan4j.api.spec.InvalidValueException;
import io.gan4j.core.Gan;
import io.gan4j.core.Resumption;
import io.gan4j.core.Resumption.Change;
import io.gan4j.core.Resumption.Effect;
import io.gan4j.core.RunCheck;
import io.gan4j.core.RunFile;
import io.gan4j.core.evaluate.Evaluator;
import io.gan4j.core.evaluate.Generator;
import io.gan4j.core.evaluate.Measured;
import io.gan4j.core.evaluate.ResultsFile;
import io.gan4j.core.evaluate.SummaryCache;
import io.gan4j.core.run.RunDirectory;
import io.gan4j.core.run.Training;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A search for the best settings of a run. Every trial is a run of its own, which trains to a rung,
 * is measured by its first metric, and goes on from there if it is among the better ones: what it
 * computes is what {@code gan train} computes with these settings. A trial that diverges, is
 * stopped by a watch or does not fit together has failed. Not safe for use by several threads, but
 * for {@link #stop}.
 */
public final class Tuning {
  private final Gan gan;
  private final TuningDirectory directory;
  private final SummaryCache cache;
  private volatile boolean stopped;
  private volatile @Nullable Training current;

  /**
   * @param directory a new search, or one that goes on
   * @param cache where numbers on real samples are kept
   */
  public Tuning(Gan gan, TuningDirectory directory, SummaryCache cache) {
    this.gan = gan;
    this.directory = directory;
    this.cache = cache;
  }

  /** Hears of trials. */
  public interface Listener {
    /** Before a trial trains to a rung; who is to hear of its training. */
    default List<TrainingListener> begins(Trial trial, Rung rung) {
      return List.of();
    }

    /** After it was measured, or has failed. */
    default void ended(Trial trial, Outcome outcome) {}
  }

  /** Asks the search to end after the step it is in. Safe from any thread. */
  public void stop() {
    stopped = true;
    Training training = current;
    if (training != null) {
      training.stop();
    }
  }

  /**
   * Tries until one is left, and writes the best run file.
   *
   * @return how the trials stand; empty if somebody has asked for an end
   * @throws GanException if every trial failed
   */
  public Optional<Standings> run(Listener listener) {
    TuningPlan plan = directory.plan();
    plan.trials().forEach(this::file); // what is wrong with any is told before the first
    Standings standings = directory.standings();
    for (int rung = 0; rung < plan.rungs().size(); rung++) {
      for (Trial trial : standings.at(rung)) {
        if (standings.at(trial, rung).isPresent()) {
          continue;
        }
        Optional<Outcome> outcome = run(trial, rung, listener);
        if (outcome.isEmpty()) {
          return Optional.empty();
        }
        directory.append(outcome.get());
        listener.ended(trial, outcome.get());
        standings = directory.standings();
      }
    }
    directory.keepBest(bestFile(standings));
    return Optional.of(standings);
  }

  private String bestFile(Standings standings) {
    Trial best =
        standings
            .best()
            .orElseThrow(
                () ->
                    new GanException(
                        "every trial failed; the first: "
                            + standings
                                .last(directory.plan().trials().get(0))
                                .orElseThrow()
                                .failure()));
    Outcome outcome = standings.last(best).orElseThrow();
    MetricValue value = Objects.requireNonNull(outcome.value());
    String head =
        String.format(
            Locale.ROOT,
            "# The best of %d trials, at step %d of %d: %s %s.%n# %s%n",
            directory.plan().trials().size(),
            outcome.step(),
            directory.plan().steps(),
            value.name(),
            value.value(),
            best.words().replaceAll("\\R", " "));
    return head
        + gan.resolved(
            gan.parse(directory.run(), best.overrides().toArray(String[]::new)).config());
  }

  /** The run file of a trial: with its settings, and planned as long as the longest trial. */
  private RunFile file(Trial trial) {
    List<String> overrides = new ArrayList<>(trial.overrides());
    overrides.add("training.steps=" + directory.plan().steps());
    return gan.parse(directory.run(), overrides.toArray(String[]::new));
  }

  /** Trains a trial to a rung, and measures it; empty if somebody has asked for an end. */
  private Optional<Outcome> run(Trial trial, int rung, Listener listener) {
    long target = directory.plan().rungs().get(rung).steps();
    RunFile file = file(trial);
    Path path = directory.trial(trial);
    RunDirectory run =
        Files.exists(path.resolve("config.yaml"))
            ? RunDirectory.open(path)
            : RunDirectory.create(path);
    try (Training training = open(file, run)) {
      current = training;
      if (stopped) {
        return Optional.empty();
      }
      if (training.step() > target) {
        throw new GanException(
            path + " is past step " + target + ", of which there is no measurement any more");
      }
      if (training.step() < target) {
        List<TrainingListener> listeners =
            new ArrayList<>(listener.begins(trial, directory.plan().rungs().get(rung)));
        listeners.add(stopAt(training, target));
        training.runIn(run, listeners);
      }
      if (stopped) {
        return Optional.empty();
      }
      return Optional.of(
          new Outcome(trial.number(), rung, training.step(), measure(file, training, run), ""));
    } catch (DivergedException
        | StoppedByWatchException
        | ConfigException
        | InvalidValueException
        | ProviderException e) {
      // settings that end a run, that do not fit together, that the device has no room for, or of
      // which nothing can be measured
      return Optional.of(
          new Outcome(trial.number(), rung, target, List.of(), String.valueOf(e.getMessage())));
    } finally {
      current = null;
    }
  }

  private Training open(RunFile file, RunDirectory run) {
    if (Resumption.isUnbegun(run)) {
      return gan.open(file);
    }
    Resumption resumption = Resumption.of(gan, run, file);
    List<Change> others =
        resumption.changes().stream().filter(c -> c.effect() != Effect.SAFE).toList();
    if (!others.isEmpty()) {
      throw new GanException(
          run.path()
              + " is the run of another trial:\n"
              + others.stream().map(change -> "  " + change).collect(Collectors.joining("\n")));
    }
    Training training = gan.reopen(file);
    training.restore(resumption.checkpoint());
    return training;
  }

  private static TrainingListener stopAt(Training training, long target) {
    return (TrainingEvent event) -> {
      if (event instanceof StepCompleted && event.step() >= target) {
        training.stop();
      }
    };
  }

  /** The values of the first metric; a run that measures itself keeps its own results. */
  private List<MetricValue> measure(RunFile file, Training training, RunDirectory run) {
    Generator generator = Generator.of(training.session(), training::dataset);
    try (Evaluator evaluator = gan.evaluator(file.config(), generator, training.dataset(), cache)) {
      List<MetricResult> results = evaluator.measure();
      if (file.config().evaluation().everyImages() == 0) {
        Instant now = Instant.now();
        new ResultsFile(run.metrics(), RunCheck.marks(run))
            .append(
                results.stream()
                    .map(r -> new Measured(training.step(), training.imagesSeen(), now, r))
                    .toList());
      }
      MetricValue main = results.get(0).main();
      if (main.better() == Better.NEITHER) {
        throw new GanException(
            results.get(0).metric()
                + " is neither better nor worse when it is high: another metric has to decide");
      }
      return results.get(0).values();
    }
  }
}
