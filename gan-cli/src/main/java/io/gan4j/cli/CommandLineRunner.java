package io.gan4j.cli;

import com.google.inject.Inject;
import com.google.inject.Injector;
import io.gan4j.api.GanException;
import io.gan4j.api.config.ConfigException;
import io.gan4j.api.config.Problem;
import io.gan4j.api.internal.FileNames;
import io.gan4j.api.spec.Excerpt;
import io.gan4j.api.spec.InvalidValueException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

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

  private static final String VERBOSE = "--verbose";

  /** Characters of a message's line. */
  private static final int LONGEST = 4000;

  private final Injector injector;
  private final Console console;

  @Inject
  CommandLineRunner(Injector injector, Console console) {
    this.injector = injector;
    this.console = console;
  }

  /** Runs a command; whatever goes wrong ends in a message and a code. */
  int run(String... arguments) {
    int exitCode;
    try {
      exitCode = commands().execute(arguments);
    } catch (RuntimeException | Error e) {
      exitCode = report(e, List.of(arguments).contains(VERBOSE));
    }
    if (console.isOutLost() && exitCode == DONE) {
      console.err().println("gan: standard output cannot be written, and results are lost");
      return FAILED;
    }
    return exitCode;
  }

  private CommandLine commands() {
    CommandLine commands = new CommandLine(GanCommand.class, new CommandFactory(injector));
    commands.setOut(new PrintWriter(console.out(), true, StandardCharsets.UTF_8));
    commands.setErr(new PrintWriter(console.err(), true, StandardCharsets.UTF_8));
    commands.setUsageHelpAutoWidth(false);
    commands.setUsageHelpWidth(Math.max(80, Math.min(120, console.width())));
    commands.setCaseInsensitiveEnumValuesAllowed(true);
    commands.registerConverter(Path.class, CommandLineRunner::path);
    commands.setParameterExceptionHandler((failure, given) -> refuse(failure));
    commands.setExecutionExceptionHandler(
        (failure, command, parsed) -> report(failure, parsed.expandedArgs().contains(VERBOSE)));
    return commands;
  }

  /** What picocli does about arguments that it cannot take, without repeating all of them. */
  private static int refuse(ParameterException failure) {
    CommandLine command = failure.getCommandLine();
    command.getErr().println(inShort(String.valueOf(failure.getMessage())));
    if (!UnmatchedArgumentException.printSuggestions(failure, command.getErr())) {
      command.usage(command.getErr());
    }
    return command.getCommandSpec().exitCodeOnInvalidInput();
  }

  /** A message of which no line is longer than anybody reads: it repeats what it was given. */
  private static String inShort(String message) {
    return message
        .lines()
        .map(line -> line.length() > LONGEST ? Excerpt.of(line, LONGEST) : line)
        .collect(Collectors.joining("\n"));
  }

  private static Path path(String name) {
    try {
      return Path.of(name);
    } catch (InvalidPathException e) {
      throw new TypeConversionException(FileNames.problem(e));
    }
  }

  private int report(Throwable failure, boolean verbose) {
    if (failure instanceof ConfigException configuration) {
      int count = configuration.problems().size();
      if (count > 1) {
        console.err().println(count + " mistakes:");
      }
      for (Problem problem : configuration.problems()) {
        console
            .err()
            .println(
                (count > 1 ? "  " : "gan: ")
                    + inShort(problem.toString()).replace("\n", "\n  "));
      }
    } else {
      console.err().println("gan: " + inShort(message(failure, verbose)));
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

  /** What went wrong, and where that is not plain from it what helps. */
  private static String message(Throwable failure, boolean verbose) {
    if (failure instanceof GanException) {
      return String.valueOf(failure.getMessage());
    }
    if (failure instanceof InvalidPathException name) {
      return FileNames.problem(name);
    }
    if (failure instanceof OutOfMemoryError) {
      return "out of memory ("
          + failure.getMessage()
          + "): GAN_JAVA_OPTS=-Xmx8g gives Java 8 GiB; batches, grids and evaluations take less"
          + " with smaller counts";
    }
    if (failure instanceof LinkageError) {
      return "a library cannot be loaded: "
          + failure
          + (failure.getCause() == null ? "" : ", because of " + failure.getCause())
          + "; gan doctor says what is missing";
    }
    return "internal error: " + failure + (verbose ? "" : " (--verbose shows where)");
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
