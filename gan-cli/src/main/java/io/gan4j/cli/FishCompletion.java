package io.gan4j.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The completion script of fish, from picocli's model of the command line. */
final class FishCompletion {
  private final String program;
  private final StringBuilder commands = new StringBuilder();
  private final StringBuilder lines = new StringBuilder();

  private FishCompletion(String program) {
    this.program = program;
  }

  /** The script of a command and all below it. */
  static String script(CommandSpec root) {
    FishCompletion completion = new FishCompletion(root.name());
    completion.command(root);
    return completion.text();
  }

  /** The words of the line lead to a command, whatever stands between them. */
  private String text() {
    String at = "__" + program + "_at";
    return String.format(
        Locale.ROOT,
        """
        # Completion of %1$s for fish: %1$s completion fish

        function %2$s --description 'Whether a command is being written'
            set -l path %1$s
            for word in (commandline -opc)[2..-1]
                if contains -- "$path $word" \
        %3$s
                    set path "$path $word"
                end
            end
            test "$path" = "$argv[1]"
        end

        complete -c %1$s -f
        %4$s""",
        program,
        at,
        commands.toString().stripTrailing().replaceAll(" \\\\$", ""),
        lines);
  }

  private void command(CommandSpec command) {
    String path = command.qualifiedName();
    for (CommandLine sub : command.subcommands().values()) {
      CommandSpec spec = sub.getCommandSpec();
      line(path, "-a " + quoted(spec.name()), spec.usageMessage().description());
    }
    for (OptionSpec option : Synopsis.options(command)) {
      option(path, option);
    }
    for (PositionalParamSpec parameter : Synopsis.arguments(command)) {
      if (parameter.completionCandidates() != null) {
        line(path, words(parameter), parameter.description());
      }
      if (isFile(parameter)) {
        line(path, "-F", new String[0]);
      }
    }
    for (CommandLine sub : command.subcommands().values()) {
      CommandSpec spec = sub.getCommandSpec();
      commands.append("            ").append(quoted(spec.qualifiedName())).append(" \\\n");
      command(spec);
    }
  }

  private void option(String path, OptionSpec option) {
    StringBuilder names = new StringBuilder();
    for (String name : option.names()) {
      names.append(name.startsWith("--") ? " -l " + name.substring(2) : " -s " + name.substring(1));
    }
    String value = option.arity().max() == 0 ? "" : isFile(option) ? " -r -F" : " -x";
    String words = option.completionCandidates() == null ? "" : " " + words(option);
    line(path, names.substring(1) + value + words, option.description());
  }

  /** Whether an argument is the name of a file or folder, perhaps among others. */
  private static boolean isFile(ArgSpec argument) {
    return argument.type() == Path.class
        || List.of(argument.auxiliaryTypes()).contains(Path.class)
        || argument.paramLabel().matches("CONFIG.*|SOURCE|FILE|DIR");
  }

  private static String words(ArgSpec argument) {
    return "-a " + quoted(String.join(" ", argument.completionCandidates()));
  }

  private void line(String path, String what, String[] description) {
    lines
        .append("complete -c ")
        .append(program)
        .append(" -n ")
        .append(quoted("__" + program + "_at '" + path + "'"))
        .append(' ')
        .append(what);
    if (description.length > 0) {
      lines.append(" -d ").append(quoted(first(ManPage.texts(description).get(0))));
    }
    lines.append('\n');
  }

  /** The first sentence: fish shows one line. */
  private static String first(String text) {
    return text.replaceFirst("[.;] .*", "").replaceFirst("\\.$", "");
  }

  private static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
