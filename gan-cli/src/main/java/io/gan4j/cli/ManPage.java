package io.gan4j.cli;

import io.gan4j.api.GanException;
import io.gan4j.core.run.Version;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Manual pages of commands, in the macros of man(7), from the same texts as their help. */
final class ManPage {
  private static final int LINE = 76;

  private final StringBuilder page = new StringBuilder();

  private ManPage() {}

  /** The page of a command. */
  static String of(CommandSpec command) {
    ManPage page = new ManPage();
    page.write(command);
    return page.page.toString();
  }

  /**
   * Writes the page of a command and those of all commands below it, {@code gan.1}, {@code
   * gan-train.1} and so on, into a folder, which is made.
   *
   * @return how many
   */
  static int writeAll(CommandSpec command, Path folder) {
    Path file = folder.resolve(name(command) + ".1");
    try {
      Files.createDirectories(folder);
      Files.writeString(file, of(command));
    } catch (IOException e) {
      throw new GanException(file + " cannot be written: " + e, e);
    }
    int pages = 1;
    for (CommandSpec sub : subcommands(command)) {
      pages += writeAll(sub, folder);
    }
    return pages;
  }

  /** {@code gan-data-list} of {@code gan data list}. */
  private static String name(CommandSpec command) {
    return command.qualifiedName("-");
  }

  private static List<CommandSpec> subcommands(CommandSpec command) {
    return command.subcommands().values().stream()
        .map(CommandLine::getCommandSpec)
        .filter(sub -> !sub.usageMessage().hidden())
        .toList();
  }

  private void write(CommandSpec command) {
    List<String> description = texts(command.usageMessage().description());
    macro(
        "TH", name(command).toUpperCase(Locale.ROOT), "1", "", "gan4j " + Version.gan4j(), "gan4j");
    macro("SH", "NAME");
    text(name(command) + " \\- ", description.get(0).replaceAll("\\.$", ""));
    macro("SH", "SYNOPSIS");
    text("", Synopsis.of(command));
    macro("SH", "DESCRIPTION");
    paragraphs(description);
    if (!Synopsis.arguments(command).isEmpty()) {
      macro("SH", "ARGUMENTS");
      for (PositionalParamSpec parameter : Synopsis.arguments(command)) {
        item("\\fI" + escaped(parameter.paramLabel()) + "\\fR", parameter.description());
      }
    }
    macro("SH", "OPTIONS");
    for (OptionSpec option : Synopsis.options(command)) {
      item(label(option), option.description());
    }
    if (!subcommands(command).isEmpty()) {
      macro("SH", "COMMANDS");
      for (CommandSpec sub : subcommands(command)) {
        String[] first = {sub.usageMessage().description()[0]};
        item("\\fB" + escaped(sub.name()) + "\\fR", first);
      }
    }
    List<String> footer = texts(command.usageMessage().footer());
    if (!footer.isEmpty()) {
      macro("SH", "NOTES");
      paragraphs(footer);
    }
    macro("SH", "SEE ALSO");
    page.append(seeAlso(command)).append('\n');
  }

  private static String label(OptionSpec option) {
    List<String> names = new ArrayList<>();
    for (String name : option.names()) {
      names.add("\\fB" + escaped(name) + "\\fR");
    }
    return String.join(", ", names)
        + (option.arity().max() == 0 ? "" : "=\\fI" + escaped(option.paramLabel()) + "\\fR");
  }

  private static String seeAlso(CommandSpec command) {
    List<CommandSpec> others = new ArrayList<>();
    for (CommandSpec above = command.parent(); above != null; above = above.parent()) {
      others.add(above);
    }
    others.addAll(subcommands(command));
    return String.join(
        ",\n", others.stream().map(other -> ".BR " + escaped(name(other)) + " (1)").toList());
  }

  private void macro(String macro, String... arguments) {
    page.append('.').append(macro);
    for (String argument : arguments) {
      page.append(" \"").append(escaped(argument).replace("\"", "\\(dq")).append('"');
    }
    page.append('\n');
  }

  private void item(String label, String[] description) {
    page.append(".TP\n").append(label).append('\n');
    text("", String.join(" ", texts(description)));
  }

  /** Texts, of which an empty one parts paragraphs. */
  private void paragraphs(List<String> texts) {
    boolean begun = false;
    for (String text : texts) {
      if (!text.isEmpty()) {
        text("", text);
        begun = true;
      } else if (begun) {
        macro("PP");
      }
    }
  }

  /** A text in short lines: one that began with a full stop or an apostrophe would be a macro. */
  private void text(String before, String text) {
    StringBuilder line = new StringBuilder(before);
    for (String word : escaped(text).split(" ", -1)) {
      if (line.length() + word.length() >= LINE) {
        page.append(line).append('\n');
        line.setLength(0);
      }
      boolean begins = line.isEmpty();
      boolean control = begins && (word.startsWith(".") || word.startsWith("\\(aq"));
      line.append(begins || line.toString().equals(before) ? "" : " ")
          .append(control ? "\\&" : "")
          .append(word);
    }
    page.append(line).append('\n');
  }

  /** What help prints of the texts of an annotation. */
  static List<String> texts(String[] written) {
    return Arrays.stream(written).map(text -> text.replace("%%", "%").replace("%n", " ")).toList();
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\e")
        .replace("-", "\\-")
        .replace("'", "\\(aq")
        .replace("…", "...")
        .strip();
  }
}
