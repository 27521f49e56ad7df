package io.gan4j.cli;

import com.google.inject.Inject;
import io.gan4j.api.event.TrainingListener;
import io.gan4j.api.internal.Quantities;
import io.gan4j.api.metric.MetricValue;
import io.gan4j.core.Gan;
import io.gan4j.core.RunFile;
import io.gan4j.core.evaluate.ResultsTable;
import io.gan4j.core.evaluate.SummaryCache;
import io.gan4j.core.run.RunDirectory;
import io.gan4j.core.tune.Halving;
import io.gan4j.core.tune.Outcome;
import io.gan4j.core.tune.Rung;
import io.gan4j.core.tune.Standings;
import io.gan4j.core.tune.Trial;
import io.gan4j.core.tune.Tuning;
import io.gan4j.core.tune.TuningDirectory;
import io.gan4j.core.tune.TuningPlan;
import io.gan4j.core.tune.TuningRequest;
import io.gan4j.report.picture.NoFontsException;
import io.gan4j.report.picture.Png;
import io.gan4j.report.picture.TuningFigure;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gan tune}: the best settings of a run, by trials of which the better ones go on. */
@Command(
    name = "tune",
    description = {
      "Search for the best settings of a run.",
      "Trials with other settings train a few steps and are measured; the better ones go on"
          + " (successive halving). The best settings end up in a run file."
    })
final class TuneCommand implements Callable<Integer> {
  /** Values of the metric that the table shows. */
  private static final int MOST_VALUES = 3;

  /** Characters of a value. */
  private static final int LEAST_WIDTH = 10;

  private final Gan gan;
  private final Console console;
  private final SummaryCache cache;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "CONFIG|PRESET",
      description = "A run file, or the name of a preset (gan preset list).")
  private @Nullable String config;

  @Option(
      names = "--vary",
      paramLabel = "PATH=VALUES",
      description =
          "Values of a path, separated by commas, or multiples of what the run has:"
              + " --vary terms[0].weight=x0.5,x1,x2. Paths that change together: PATH,PATH=VALUES."
              + " Repeatable: every combination is tried. Default: the weights of all terms times"
              + " 1/4 to 4, and all learning rates times 1/2 to 2.")
  private List<String> vary = new ArrayList<>();

  @Option(
      names = "--metric",
      paramLabel = "METRIC",
      description = "What decides (gan list metrics). Default: the run's first metric.")
  private @Nullable String metric;

  @Option(
      names = "--steps",
      paramLabel = "N",
      description =
          "Training steps of a trial that comes to the end. Default: the run's own number.")
  private @Nullable Long steps;

  @Option(
      names = "--factor",
      paramLabel = "N",
      defaultValue = "2",
      description = "Of N trials one goes on, to N times the steps (default: ${DEFAULT-VALUE}).")
  private int factor;

  @Option(
      names = "--first",
      paramLabel = "N",
      defaultValue = "1",
      description = "Training steps before the first choice, at least (default: ${DEFAULT-VALUE}).")
  private long first;

  @Option(
      names = "--trials",
      paramLabel = "N",
      description = "Try N combinations, drawn by the run's seed. Default: all.")
  private @Nullable Integer trials;

  @Option(
      names = "--data",
      paramLabel = "PATH",
      description = "Train on this file or folder; its content picks the reader.")
  private @Nullable Path data;

  @Option(
      names = "--set",
      paramLabel = "PATH=VALUE",
      description = "Override a value of the configuration, for all trials. Repeatable.")
  private List<String> overrides = new ArrayList<>();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where to keep the search. Default: runs/NAME-tuning-1, -2, …")
  private @Nullable Path out;

  @Option(
      names = "--resume",
      paramLabel = "DIR",
      description = "Go on with a search that was stopped or killed; takes nothing else.")
  private @Nullable Path resumed;

  @Option(names = "--dry-run", description = "Show what would be tried, and stop.")
  private boolean dryRun;

  @Mixin
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private TrustOption trust;

  @Inject
  TuneCommand(Gan gan, Console console, SummaryCache cache) {
    this.gan = gan;
    this.console = console;
    this.cache = cache;
  }

  @Override
  public Integer call() {
    if (resumed != null) {
      if (config != null || data != null || out != null || metric != null || asks()) {
        throw new UsageException("--resume goes on with what the search's folder says");
      }
      CheckedRun.requireThere(resumed);
      return search(TuningDirectory.open(resumed));
    }
    if (config == null) {
      throw new UsageException("which run? gan tune CONFIG|PRESET, or gan tune --resume DIR");
    }
    TuningRequest request = request();
    RunFile file = runFile(config);
    TuningPlan plan = request.plan(gan, file.config());
    tell(plan);
    if (dryRun) {
      plan.trials().forEach(t -> console.entry(String.valueOf(t.number()), 6, t.words()));
      return CommandLineRunner.DONE;
    }
    Path where =
        out != null ? out : RunDirectory.next(Path.of("runs"), file.config().name() + "-tuning");
    return search(TuningDirectory.create(where, gan.resolved(file.config()), plan));
  }

  private boolean asks() {
    return !vary.isEmpty() || !overrides.isEmpty() || steps != null || trials != null;
  }

  private TuningRequest request() {
    if (factor < 2) {
      throw new UsageException("--factor must be above 1, found " + factor);
    }
    positive("--first", first);
    positive("--steps", steps == null ? 1 : steps);
    positive("--trials", trials == null ? 1 : trials);
    return new TuningRequest(
        vary, trials == null ? 0 : trials, factor, first, steps == null ? 0 : steps);
  }

  private static void positive(String option, long value) {
    if (value < 1) {
      throw new UsageException(option + " must be above 0, found " + value);
    }
  }

  private RunFile runFile(String word) {
    List<String> changes = new ArrayList<>();
    if (metric != null) {
      changes.add("metrics=[" + metric + "]");
    }
    changes.addAll(overrides);
    RunFile file = TrainCommand.named(gan, console, word, changes.toArray(String[]::new));
    if (file.config().metrics().isEmpty()) {
      throw new UsageException(
          "which metric decides? --metric NAME says it (gan list metrics shows all)");
    }
    return data == null ? file : gan.withData(file, data);
  }

  private void tell(TuningPlan plan) {
    StringBuilder words = new StringBuilder();
    for (Rung rung : plan.rungs()) {
      words
          .append(words.isEmpty() ? "" : ", ")
          .append(Quantities.count(rung.trials()))
          .append(" to step ")
          .append(Quantities.count(rung.steps()));
    }
    console.note(
        String.format(
            Locale.ROOT,
            "%s trials: %s; %s steps in all, where all to the end would take %s",
            Quantities.count(plan.trials().size()),
            words,
            Quantities.count(Halving.cost(plan.rungs())),
            Quantities.count(plan.trials().size() * plan.steps())));
  }

  private int search(TuningDirectory directory) {
    Tuning tuning = new Tuning(trust.applyTo(gan), directory, cache);
    AtomicInteger signalled = new AtomicInteger();
    Signals.handle(
        exitCode -> {
          signalled.set(exitCode);
          console.err().println("\ngan: finishing the step (again: leave at once)");
          tuning.stop();
        });
    Optional<Standings> standings = tuning.run(new Told(directory.plan()));
    if (standings.isEmpty()) {
      console.note("stopped; gan tune --resume " + directory.path() + " goes on");
      return signalled.get();
    }
    table(standings.get()).forEach(console.out()::println);
    draw(directory, standings.get());
    console.note("the best run file is " + directory.best());
    return CommandLineRunner.DONE;
  }

  private void draw(TuningDirectory directory, Standings standings) {
    try {
      Png.write(
          TuningFigure.render(standings, String.valueOf(directory.path().getFileName())),
          directory.figure());
      console.note("the course of the trials is in " + directory.figure());
    } catch (NoFontsException e) {
      console.note("no picture: " + e.getMessage());
    }
  }

  /** The trials, the best first, with the values that decide. */
  private static List<String> table(Standings standings) {
    List<String> names =
        standings.best().flatMap(standings::last).map(Outcome::values).orElse(List.of()).stream()
            .filter(value -> value.better() != MetricValue.Better.NEITHER)
            .limit(MOST_VALUES)
            .map(MetricValue::name)
            .toList();
    List<String> lines = new ArrayList<>();
    lines.add(line("trial", "step", names, names, "settings"));
    for (Trial trial : standings.ranked()) {
      Outcome last = standings.last(trial).orElseThrow();
      List<String> values =
          names.stream()
              .map(
                  name ->
                      last.values().stream()
                          .filter(value -> value.name().equals(name))
                          .map(ResultsTable::number)
                          .findFirst()
                          .orElse("failed"))
              .toList();
      lines.add(
          line(
              String.valueOf(trial.number()),
              Quantities.count(last.step()),
              names,
              values,
              trial.words()));
    }
    return lines;
  }

  private static String line(
      String trial, String step, List<String> names, List<String> values, String settings) {
    StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%5s  %9s", trial, step));
    for (int i = 0; i < names.size(); i++) {
      int width = Math.max(LEAST_WIDTH, names.get(i).length());
      line.append("  ").append(" ".repeat(Math.max(0, width - values.get(i).length())));
      line.append(values.get(i));
    }
    return line.append("  ").append(settings).toString();
  }

  /** Tells of trials on standard error. */
  private final class Told implements Tuning.Listener {
    private final TuningPlan plan;

    Told(TuningPlan plan) {
      this.plan = plan;
    }

    @Override
    public List<TrainingListener> begins(Trial trial, Rung rung) {
      console.note(
          "trial "
              + trial.number()
              + " of "
              + plan.trials().size()
              + " to step "
              + Quantities.count(rung.steps())
              + ": "
              + trial.words());
      return List.of(new Progress(console));
    }

    @Override
    public void ended(Trial trial, Outcome outcome) {
      MetricValue value = outcome.value();
      console.note(
          "trial "
              + trial.number()
              + (value == null
                  ? " failed: " + outcome.failure()
                  : ": " + value.name() + " " + ResultsTable.number(value)));
    }
  }
}
