package io.gan4j.cli;

import com.google.inject.Inject;
import com.google.inject.Injector;
import io.gan4j.api.GanException;
import io.gan4j.api.config.ConfigException;
import io.gan4j.api.config.Problem;
import io.gan4j.api.spec.InvalidValueException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/**
 * Parses the arguments, runs the command, and turns what is thrown into one readable message and an
 * exit code.
 */
final class CommandLineRunner {
  /** The command did what it was asked. */
  static final int DONE = 0;

  /** The run failed: diverged, data unreadable. */
  static final int FAILED = 1;

  /** Wrong usage or configuration. */
  static final int USAGE = 2;

  private final Injector injector;
  private final Console console;

  @Inject
  CommandLineRunner(Injector injector, Console console) {
    this.injector = injector;
    this.console = console;
  }

  int run(String... arguments) {
    CommandLine commands = new CommandLine(GanCommand.class, new CommandFactory(injector));
    commands.setOut(new PrintWriter(console.out(), true, StandardCharsets.UTF_8));
    commands.setErr(new PrintWriter(console.err(), true, StandardCharsets.UTF_8));
    commands.setUsageHelpAutoWidth(false);
    commands.setUsageHelpWidth(Math.max(80, Math.min(120, console.width())));
    commands.setCaseInsensitiveEnumValuesAllowed(true);
    commands.setExecutionExceptionHandler(this::report);
    return commands.execute(arguments);
  }

  private int report(Exception failure, CommandLine command, ParseResult parsed) {
    boolean verbose = parsed.expandedArgs().contains("--verbose");
    if (failure instanceof ConfigException configuration) {
      int count = configuration.problems().size();
      if (count > 1) {
        console.err().println(count + " mistakes:");
      }
      for (Problem problem : configuration.problems()) {
        console
            .err()
            .println((count > 1 ? "  " : "gan: ") + problem.toString().replace("\n", "\n  "));
      }
    } else if (failure instanceof GanException) {
      console.err().println("gan: " + failure.getMessage());
    } else {
      console
          .err()
          .println("gan: internal error: " + failure + (verbose ? "" : " (--verbose shows where)"));
    }
    if (verbose) {
      failure.printStackTrace(console.err());
    }
    return failure instanceof ConfigException
            || failure instanceof InvalidValueException
            || failure instanceof UsageException
        ? USAGE
        : FAILED;
  }

  /** Commands come from Guice; lists and whatever else picocli wants made, from picocli. */
  private record CommandFactory(Injector injector) implements CommandLine.IFactory {
    @Override
    public <K> K create(Class<K> type) throws Exception {
      return type.getPackage() == CommandLineRunner.class.getPackage()
          ? injector.getInstance(type)
          : CommandLine.defaultFactory().create(type);
    }
  }
}
