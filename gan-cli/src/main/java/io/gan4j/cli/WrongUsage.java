package io.gan4j.cli;

import io.gan4j.api.spec.Suggestions;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Tells what is wrong with the arguments of a command, and where to read on. */
final class WrongUsage {
  private WrongUsage() {}

  /**
   * Prints what is wrong; of a command that wants another one after it, all there are.
   *
   * @return the exit code
   */
  static int tell(ParameterException failure, Console console) {
    CommandLine command = failure.getCommandLine();
    console.alarm(message(failure));
    PrintStream err = console.err();
    if (isUnfinished(failure)) {
      err.print(command.getUsageMessage(Ansi.OFF));
      return CommandLineRunner.USAGE;
    }
    String name = command.getCommandSpec().qualifiedName();
    err.println("Usage: " + Synopsis.of(command.getCommandSpec()));
    err.println(name + " --help explains it");
    return CommandLineRunner.USAGE;
  }

  /** Whether a command was given that is only the first of two words. */
  private static boolean isUnfinished(ParameterException failure) {
    return failure.getClass() == ParameterException.class
        && failure.getArgSpec() == null
        && !failure.getCommandLine().getSubcommands().isEmpty();
  }

  private static String message(ParameterException failure) {
    if (failure instanceof UnmatchedArgumentException unmatched) {
      CommandSpec command = failure.getCommandLine().getCommandSpec();
      String found = unmatched.getUnmatched().get(0);
      if (unmatched.isUnknownOption()) {
        return "unknown option '" + found + "'" + near(option(found), options(command));
      }
      if (!command.subcommands().isEmpty()) {
        return "there is no command '"
            + command.qualifiedName()
            + " "
            + found
            + "'"
            + near(found, command);
      }
      return command.qualifiedName() + " takes no further argument, found '" + found + "'";
    }
    if (failure instanceof MissingParameterException missing) {
      return missing(missing);
    }
    String message = String.valueOf(failure.getMessage());
    return message.isEmpty()
        ? message
        : message.substring(0, 1).toLowerCase(Locale.ROOT) + message.substring(1);
  }

  /** Everything that has to be there and is not: picocli stops at the first kind. */
  private static String missing(MissingParameterException failure) {
    if (String.valueOf(failure.getMessage()).contains("for option ")
        && failure.getMissing().get(0) instanceof OptionSpec option) {
      String name = option.longestName();
      return name + " wants a value: " + name + "=" + option.paramLabel();
    }
    CommandSpec command = failure.getCommandLine().getCommandSpec();
    List<String> words = new ArrayList<>();
    for (PositionalParamSpec parameter : Synopsis.arguments(command)) {
      int least = parameter.arity().min();
      if (parameter.stringValues().size() < least) {
        words.add(parameter.paramLabel() + (least > 1 ? " (at least " + least + ")" : ""));
      }
    }
    for (OptionSpec option : Synopsis.options(command)) {
      if (option.required() && option.stringValues().isEmpty()) {
        words.add(option.longestName() + "=" + option.paramLabel());
      }
    }
    return String.join(", ", words) + (words.size() == 1 ? " is missing" : " are missing");
  }

  /** An option without its value. */
  private static String option(String argument) {
    int equals = argument.indexOf('=');
    return equals < 0 ? argument : argument.substring(0, equals);
  }

  private static List<String> options(CommandSpec command) {
    return command.options().stream()
        .filter(option -> !option.hidden())
        .map(OptionSpec::longestName)
        .toList();
  }

  private static String near(String found, List<String> accepted) {
    List<String> near = Suggestions.near(found, accepted);
    return near.isEmpty() ? "" : "; did you mean '" + String.join("' or '", near) + "'?";
  }

  /** Commands that are nearly called so; also those that another one stands before. */
  private static String near(String found, CommandSpec command) {
    List<String> names = new ArrayList<>(command.subcommands().keySet());
    List<String> near = new ArrayList<>(Suggestions.near(found, names));
    for (Map.Entry<String, CommandLine> sub : command.subcommands().entrySet()) {
      if (sub.getValue().getSubcommands().containsKey(found)) {
        near.add(sub.getKey() + " " + found);
      }
    }
    return near.isEmpty()
        ? ""
        : "; did you mean '"
            + String.join(
                "' or '", near.stream().map(name -> command.qualifiedName() + " " + name).toList())
            + "'?";
  }
}
