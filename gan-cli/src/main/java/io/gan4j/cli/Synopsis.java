package io.gan4j.cli;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.StringJoiner;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** How a command is called, in one line: {@code gan export RUN_DIR --out=DIR [OPTIONS]}. */
final class Synopsis {
  private Synopsis() {}

  /** Begins with the commands that this one stands behind, and their arguments. */
  static String of(CommandSpec command) {
    Deque<CommandSpec> path = new ArrayDeque<>();
    for (CommandSpec next = command; next != null; next = next.parent()) {
      path.addFirst(next);
    }
    StringJoiner line = new StringJoiner(" ");
    for (CommandSpec next : path) {
      line.add(next.name());
      for (PositionalParamSpec parameter : arguments(next)) {
        line.add(label(parameter, next != command));
      }
    }
    for (OptionSpec option : options(command)) {
      if (option.required()) {
        line.add(option.longestName() + "=" + option.paramLabel());
      }
    }
    line.add("[OPTIONS]");
    if (!command.subcommands().isEmpty()) {
      line.add("COMMAND");
    }
    return line.toString();
  }

  private static String label(PositionalParamSpec parameter, boolean more) {
    String label = parameter.paramLabel() + (parameter.arity().max() > 1 ? "..." : "");
    return parameter.arity().min() == 0 && !more && !isForCommands(parameter)
        ? "[" + label + "]"
        : label;
  }

  /** An argument that the commands below have to have. */
  private static boolean isForCommands(PositionalParamSpec parameter) {
    return !parameter.command().subcommands().isEmpty();
  }

  /** The arguments that are shown. */
  static List<PositionalParamSpec> arguments(CommandSpec command) {
    return command.positionalParameters().stream().filter(place -> !place.hidden()).toList();
  }

  /** The options that are shown, a command's own before those that all have. */
  static List<OptionSpec> options(CommandSpec command) {
    List<OptionSpec> options = new ArrayList<>();
    for (boolean inherited : new boolean[] {false, true}) {
      for (OptionSpec option : command.options()) {
        if (!option.hidden() && option.inherited() == inherited) {
          options.add(option);
        }
      }
    }
    return options;
  }
}
