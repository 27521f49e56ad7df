package io.gan4j.cli;

import io.gan4j.api.event.InitialWeights;
import io.gan4j.api.event.RunRecord;
import io.gan4j.api.event.TrainingEvent.Reason;
import io.gan4j.core.run.Provenance;
import io.gan4j.core.run.RunDirectory;
import io.gan4j.core.run.Training;
import io.gan4j.core.run.WarmStart;
import io.gan4j.report.page.Report;
import io.gan4j.report.verdict.Verdict;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/** Runs a training in the foreground: progress, Ctrl-C, and what to look at afterwards. */
final class TrainingSession {
  private final Console console;

  TrainingSession(Console console) {
    this.console = console;
  }

  private void tell(InitialWeights weights) {
    weights
        .skipped()
        .forEach(
            skipped ->
                console.note("skipped a damaged checkpoint of " + weights.run() + ": " + skipped));
    console
        .err()
        .println(
            "gan: "
                + weights.taken().size()
                + " weights from "
                + weights.run()
                + " at step "
                + weights.step()
                + ", into "
                + String.join(", ", WarmStart.layers(weights.taken().keySet()))
                + "; initialised: "
                + (weights.left().isEmpty()
                    ? "none"
                    : String.join(", ", WarmStart.layers(weights.left()))));
  }

  /** What a run in mixed precision computes in. */
  private static String computed(RunRecord record) {
    String arithmetic = record.versions().get(Provenance.ARITHMETIC);
    return arithmetic == null ? "" : " in " + arithmetic;
  }

  /**
   * Trains to the end, or until somebody asks for an end.
   *
   * @return the code to exit with: after Ctrl-C or SIGTERM that of a process that they have ended,
   *     though it has ended well
   */
  int run(Training training, RunDirectory directory) {
    console
        .err()
        .println(
            "gan: "
                + training.config().name()
                + " on "
                + training.dataset().description()
                + ", "
                + training.record().device()
                + computed(training.record())
                + ", into "
                + directory.path());
    training.dataset().notes().forEach(console::note);
    InitialWeights weights = training.record().initialWeights();
    if (weights != null && training.step() == 0) {
      tell(weights);
    }
    AtomicInteger signalled = stopOnSignals(training);
    Reason reason =
        training.runIn(
            directory,
            List.of(
                new Progress(console),
                new TimeEstimate(console, training.config().samples().every())));
    Path samples = directory.samples(training.step());
    console
        .err()
        .println(
            "gan: "
                + ended(reason)
                + training.step()
                + " steps; look at "
                + (samples.toFile().exists() ? samples + " and " : "")
                + directory.curves()
                + "; the generator is in "
                + directory.model());
    Verdict verdict = Report.verdict(directory);
    console
        .err()
        .println(
            "gan: "
                + verdict.kind().words().toLowerCase(Locale.ROOT)
                + ": "
                + verdict.because()
                + (verdict.next().isEmpty()
                    ? ""
                    : " " + verdict.next().replace("RUN_DIR", directory.path().toString())));
    console.err().println("gan: gan report " + directory.path() + " shows the whole run as a page");
    console.out().println(directory.path());
    return exitCode(reason, signalled.get());
  }

  /**
   * Trains as a worker beside the chief, whose run directory it does not change.
   *
   * @return the code to exit with
   */
  int follow(Training training, Path directory) {
    console.note(
        "worker "
            + training.plan().workers().index()
            + " of "
            + training.plan().workers().count()
            + ", "
            + training.plan().samplesHere()
            + " of the "
            + training.plan().batchSize()
            + " samples of a batch; worker 0 keeps the run in "
            + directory);
    AtomicInteger signalled = stopOnSignals(training);
    Reason reason = training.follow(directory, List.of(new Progress(console)));
    console.note(ended(reason) + training.step() + " steps");
    return exitCode(reason, signalled.get());
  }

  /** A worker that ends because another was asked to has heard of no signal itself. */
  private static int exitCode(Reason reason, int signalled) {
    if (reason != Reason.STOPPED) {
      return CommandLineRunner.DONE;
    }
    return signalled == 0 ? Signals.TERMINATED : signalled;
  }

  private AtomicInteger stopOnSignals(Training training) {
    AtomicInteger signalled = new AtomicInteger();
    Signals.handle(
        exitCode -> {
          signalled.set(exitCode);
          console
              .err()
              .println("\ngan: finishing the step, writing a checkpoint (again: leave at once)");
          training.stop();
        });
    return signalled;
  }

  private static String ended(Reason reason) {
    return switch (reason) {
      case COMPLETED -> "done, ";
      case STOPPED -> "stopped after ";
      case PATIENCE -> "out of patience (evaluation.patience) after ";
    };
  }
}
