package io.gan4j.cli;

import com.google.inject.Inject;
import io.gan4j.api.GanException;
import io.gan4j.core.run.RunDirectory;
import io.gan4j.report.page.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gan report}: a run as one page. */
@Command(
    name = "report",
    description = "Write a run as one self-contained HTML page: metrics, curves, pictures, origin.")
final class ReportCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(index = "0", paramLabel = "RUN_DIR", description = "The run's directory.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private Path runDirectory;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Where to write it. Default: RUN_DIR/report.html")
  private @Nullable Path out;

  @Inject
  ReportCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    String page = Report.of(RunDirectory.open(runDirectory));
    write(page, out == null ? runDirectory.resolve("report.html") : out, console);
    return CommandLineRunner.DONE;
  }

  static void write(String page, Path file, Console console) {
    try {
      Files.writeString(file, page);
    } catch (IOException e) {
      throw new GanException(file + " cannot be written: " + e, e);
    }
    console.out().println(file);
  }
}
