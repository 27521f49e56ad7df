package io.gan4j.cli;

import com.google.inject.Inject;
import io.gan4j.api.GanException;
import io.gan4j.api.internal.FileTrees;
import io.gan4j.core.Gan;
import io.gan4j.core.run.RunDirectory;
import io.gan4j.report.page.Report;
import io.gan4j.report.page.Report.Live;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gan report}: a run as one page. */
@Command(
    name = "report",
    description = "Write an HTML page about a run in one file: metrics, curves, pictures, origin.")
final class ReportCommand implements Callable<Integer> {
  /** Between two pages of a run that goes on. */
  private static final int SECONDS = 10;

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

  @Option(
      names = "--follow",
      description =
          "Write it again every few seconds until the run ends; the page loads itself again as"
              + " long.")
  private boolean follow;

  @Inject
  ReportCommand(Gan gan, Console console) {
    this.gan = gan;
    this.console = console;
  }

  @Override
  public Integer call() throws InterruptedException {
    RunDirectory directory = CheckedRun.open(gan, runDirectory, console).directory();
    Path file = out == null ? runDirectory.resolve("report.html") : out;
    if (!follow) {
      write(Report.of(directory), file);
      console.out().println(file);
      return CommandLineRunner.DONE;
    }
    console.err().println("gan: open " + file + " in a browser; Ctrl-C leaves the run alone");
    while (true) {
      Live page = Report.live(directory, SECONDS);
      write(page.html(), file);
      if (page.last()) {
        console.err().println("gan: the run has ended: " + page.verdict().kind().words());
        console.out().println(file);
        return CommandLineRunner.DONE;
      }
      Thread.sleep(Duration.ofSeconds(SECONDS).toMillis());
    }
  }

  /** A page of a run directory is replaced whatever stands there: a link is not followed. */
  private void write(String page, Path file) {
    try {
      if (out == null) {
        FileTrees.replace(file, page);
      } else {
        Files.writeString(file, page);
      }
    } catch (IOException e) {
      throw new GanException(file + " cannot be written: " + e, e);
    }
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
