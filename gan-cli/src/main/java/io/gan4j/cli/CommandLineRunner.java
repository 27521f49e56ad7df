package io.gan4j.cli;

import com.google.inject.Inject;
import com.google.inject.Injector;
import io.gan4j.api.GanException;
import io.gan4j.api.config.ConfigException;
import io.gan4j.api.config.Problem;
import io.gan4j.api.internal.FileNames;
import io.gan4j.api.spec.InvalidValueException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.ColorScheme;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

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

  /** As of a program that SIGPIPE has ended. */
  static final int READER_GONE = 128 + 13;

  private static final String VERBOSE = "--verbose";
  private static final String COLOUR = "--color";

  /** Columns of a help text; picocli takes no fewer than these. */
  private static final int NARROWEST = 55;

  private static final int WIDEST = 120;

  /** Columns of help whose lines {@link NarrowHelp} breaks. */
  private static final int UNBROKEN = 2000;

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
      if (console.isOutAPipe()) {
        return READER_GONE; // who reads the beginning wants no more
      }
      console.alarm("standard output cannot be written, and results are lost");
      return FAILED;
    }
    return exitCode;
  }

  /** What {@code --color} says among the arguments: {@code auto} without it. */
  static String colour(String... arguments) {
    String colour = "auto";
    for (int i = 0; i < arguments.length; i++) {
      if (arguments[i].startsWith(COLOUR + "=")) {
        colour = arguments[i].substring(COLOUR.length() + 1);
      } else if (arguments[i].equals(COLOUR) && i + 1 < arguments.length) {
        colour = arguments[i + 1];
      }
    }
    return colour;
  }

  private CommandLine commands() {
    CommandFactory factory = new CommandFactory(injector);
    CommandLine commands = new CommandLine(GanCommand.class, factory);
    // Help is made of gan4j's own texts, and brings picocli's colours.
    PrintWriter out =
        new PrintWriter(
            console.outColours() ? console.rawOut() : console.out(), true, StandardCharsets.UTF_8);
    boolean narrow = console.width() < NARROWEST;
    commands.setOut(narrow ? new PrintWriter(new NarrowHelp(out, console.width()), true) : out);
    commands.setErr(new PrintWriter(console.err(), true, StandardCharsets.UTF_8));
    commands.setColorScheme(Help.defaultColorScheme(console.outColours() ? Ansi.ON : Ansi.OFF));
    commands.setHelpFactory(factory);
    commands.setExpandAtFiles(false); // a name may begin with @
    commands.setUsageHelpAutoWidth(false);
    commands.setUsageHelpWidth(narrow ? UNBROKEN : Math.min(WIDEST, console.width()));
    commands.setCaseInsensitiveEnumValuesAllowed(true);
    commands.registerConverter(Path.class, CommandLineRunner::path);
    commands.setParameterExceptionHandler(factory);
    commands.setExecutionExceptionHandler(
        (failure, command, parsed) -> report(failure, parsed.expandedArgs().contains(VERBOSE)));
    return commands;
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
      List<Problem> problems = configuration.problems();
      if (problems.size() == 1) {
        console.alarm(indented(problems.get(0)));
      } else {
        console.err().println(problems.size() + " mistakes:");
        problems.forEach(problem -> console.err().println("  " + indented(problem)));
      }
    } else {
      console.alarm(message(failure, verbose));
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

  private static String indented(Problem problem) {
    return Console.inShort(problem.toString()).replace("\n", "\n  ");
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

  /**
   * What picocli wants made: commands come from Guice, lists and the like from picocli, help and
   * the messages of wrong usage from here, each when it is needed.
   */
  private record CommandFactory(Injector injector)
      implements CommandLine.IFactory,
          CommandLine.IHelpFactory,
          CommandLine.IParameterExceptionHandler {
    @Override
    public <K> K create(Class<K> type) throws Exception {
      return type.getPackage() == CommandLineRunner.class.getPackage()
          ? injector.getInstance(type)
          : CommandLine.defaultFactory().create(type);
    }

    @Override
    public Help create(CommandSpec command, ColorScheme colours) {
      return new GroupedHelp(command, colours);
    }

    @Override
    public int handleParseException(ParameterException failure, String[] arguments) {
      return WrongUsage.tell(failure, injector.getInstance(Console.class));
    }
  }
}
