package io.gan4j.cli;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Help that lists the commands by what they are for. */
final class GroupedHelp extends Help {
  /**
   * Commands that belong together.
   *
   * @param title what they are for
   * @param commands their names, in the order in which they are shown
   */
  record Group(String title, List<String> commands) {}

  /** All commands. */
  static final List<Group> GROUPS =
      List.of(
          new Group("Train", List.of("train", "resume", "tune")),
          new Group(
              "Look at a run",
              List.of(
                  "sample", "picture", "project", "directions", "evaluate", "report", "compare")),
          new Group("Use a trained generator elsewhere", List.of("export", "serve")),
          new Group("Find out what there is", List.of("preset", "list", "data")),
          new Group("Extend", List.of("features", "verify")),
          new Group("Help", List.of("help", "doctor", "completion", "man")));

  GroupedHelp(CommandSpec command, ColorScheme colours) {
    super(command, colours);
  }

  @Override
  public String synopsis(int headingLength) {
    return colorScheme().text(Synopsis.of(commandSpec())) + System.lineSeparator();
  }

  @Override
  public String descriptionHeading(Object... parameters) {
    return System.lineSeparator();
  }

  @Override
  public String parameterListHeading(Object... parameters) {
    return Synopsis.arguments(commandSpec()).isEmpty() ? "" : heading("Arguments");
  }

  @Override
  public String optionListHeading(Object... parameters) {
    return heading("Options");
  }

  @Override
  public String commandListHeading(Object... parameters) {
    return commandSpec().parent() == null || commandSpec().subcommands().isEmpty()
        ? ""
        : heading("Commands");
  }

  private String heading(String title) {
    return System.lineSeparator()
        + colorScheme().text("@|bold " + title + "|@")
        + System.lineSeparator();
  }

  @Override
  public Comparator<OptionSpec> createDefaultOptionSort() {
    return Comparator.comparing(OptionSpec::inherited); // else as they are written
  }

  @Override
  public String commandList(Map<String, Help> commands) {
    if (commandSpec().parent() != null) {
      return super.commandList(commands);
    }
    Map<String, Help> ordered = new LinkedHashMap<>();
    Map<Integer, String> titles = new LinkedHashMap<>();
    for (Group group : GROUPS) {
      titles.put(ordered.size(), group.title());
      for (String name : group.commands()) {
        Help command = commands.get(name);
        if (command != null) {
          ordered.put(name, command);
        }
      }
    }
    StringBuilder text = new StringBuilder();
    int entries = 0;
    for (String line : super.commandList(ordered).lines().toList()) {
      if (line.matches("  \\S.*")) { // what goes on stands further to the right
        String title = titles.get(entries++);
        if (title != null) {
          text.append(heading(title));
        }
      }
      text.append(line).append(System.lineSeparator());
    }
    return text.toString();
  }
}
