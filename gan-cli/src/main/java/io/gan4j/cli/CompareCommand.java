package io.gan4j.cli;

import com.google.inject.Inject;
import io.gan4j.core.Gan;
import io.gan4j.report.page.Report;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gan compare}: runs side by side on one page. */
@Command(
    name = "compare",
    description = "Write one HTML page that shows several runs side by side.")
final class CompareCommand implements Callable<Integer> {
  private final Gan gan;
  private final Console console;

  @Parameters(arity = "2..*", paramLabel = "RUN_DIR", description = "The runs' directories.")
  private List<Path> runDirectories = new ArrayList<>();

  @Option(
      names = "--out",
      paramLabel = "FILE",
      defaultValue = "compare.html",
      description = "Where to write it (default: ${DEFAULT-VALUE}).")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private Path out;

  @Inject
  CompareCommand(Gan gan, Console console) {
    this.gan = gan;
    this.console = console;
  }

  @Override
  public Integer call() {
    ReportCommand.write(
        Report.compare(
            runDirectories.stream()
                .map(run -> CheckedRun.open(gan, run, console).directory())
                .toList()),
        out,
        console);
    return CommandLineRunner.DONE;
  }
}
