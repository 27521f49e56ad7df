package io.gan4j.cli;

import com.google.inject.Inject;
import io.gan4j.api.GanException;
import io.gan4j.api.internal.FileTrees;
import io.gan4j.core.Gan;
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
  private final Gan gan;
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
  ReportCommand(Gan gan, Console console) {
    this.gan = gan;
    this.console = console;
  }

  @Override
  public Integer call() {
    String page = Report.of(CheckedRun.open(gan, runDirectory, console).directory());
    if (out != null) {
      write(page, out, console);
      return CommandLineRunner.DONE;
    }
    Path file = runDirectory.resolve("report.html");
    try {
      FileTrees.replace(file, page); // whatever stands there: a link is replaced, not followed
    } catch (IOException e) {
      throw new GanException(file + " cannot be written: " + e, e);
    }
    console.out().println(file);
    return CommandLineRunner.DONE;
  }

  /** Writes a page to a file at once, or to whatever else stands there as it is made. */
  static void write(String page, Path file, Console console) {
    try {
      if (Files.exists(file) && !Files.isRegularFile(file)) {
        Files.writeString(file, page); // a device
      } else {
        FileTrees.replace(Files.exists(file) ? file.toRealPath() : file.toAbsolutePath(), page);
      }
    } catch (IOException e) {
      throw new GanException(file + " cannot be written: " + e, e);
    }
    console.out().println(file);
  }
}
