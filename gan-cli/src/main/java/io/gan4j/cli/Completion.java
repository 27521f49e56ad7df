package io.gan4j.cli;

import io.gan4j.api.spec.Suggestions;
import io.gan4j.core.Gan;
import io.gan4j.core.config.Describe;
import io.gan4j.core.config.Describe.KindInfo;
import io.gan4j.datasets.catalog.Catalog;
import io.gan4j.datasets.catalog.CatalogSet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import picocli.AutoComplete;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ScopeType;

/**
 * Scripts with which shells complete commands, options and the names that commands take: presets,
 * kinds, published sets. picocli writes that of bash, which zsh reads too.
 */
final class Completion {
  private static final List<String> SHELLS = List.of("bash", "zsh", "fish");

  private Completion() {}

  /**
   * The script for a shell.
   *
   * @param root the command line, whose arguments are told what they can be
   * @throws UsageException if there is none for that shell
   */
  static String script(String shell, CommandSpec root, Gan gan) {
    if (!SHELLS.contains(shell)) {
      throw new UsageException(
          "no completion for '"
              + shell
              + "'"
              + Suggestions.ending(Suggestions.near(shell, SHELLS), SHELLS));
    }
    names(gan, root).forEach((argument, names) -> offer(root, argument, names));
    offerColours(root);
    return shell.equals("fish")
        ? FishCompletion.script(root)
        : AutoComplete.bash(root.name(), root.commandLine());
  }

  /** What can stand where: by the command, and the option or the place of its argument. */
  private static Map<String, List<String>> names(Gan gan, CommandSpec root) {
    List<String> kinds =
        new ArrayList<>(
            new Describe(gan.registry()).kinds().stream().map(KindInfo::plural).toList());
    kinds.addAll(List.of("providers", "presets"));
    List<String> commands = List.copyOf(root.subcommands().keySet());
    Map<String, List<String>> names = new LinkedHashMap<>();
    names.put("train 0", gan.presets());
    names.put("preset show 0", gan.presets());
    names.put("preset copy 0", gan.presets());
    names.put("list 0", kinds);
    names.put("data fetch 0", Catalog.sets().stream().map(CatalogSet::name).toList());
    names.put("picture interpolation --path", List.of("linear", "spherical"));
    names.put("completion 0", SHELLS);
    names.put("help 0", commands);
    names.put("man 0", commands);
    List<String> devices = List.of("auto", "cpu", "gpu:0");
    for (String command : List.of("train", "resume", "features train")) {
      names.put(command + " --device", devices);
    }
    return names;
  }

  /** Gives an argument the words that it can be. */
  private static void offer(CommandSpec root, String argument, List<String> words) {
    List<String> path = List.of(argument.split(" ", -1));
    CommandSpec command = root;
    for (String name : path.subList(0, path.size() - 1)) {
      command = Objects.requireNonNull(command.subcommands().get(name)).getCommandSpec();
    }
    String last = path.get(path.size() - 1);
    if (last.startsWith("-")) {
      offer(command, command.findOption(last), words);
    } else {
      PositionalParamSpec place = command.positionalParameters().get(Integer.parseInt(last));
      command.remove(place);
      command.addPositional(PositionalParamSpec.builder(place).completionCandidates(words).build());
    }
  }

  private static void offer(CommandSpec command, OptionSpec option, List<String> words) {
    command.remove(option);
    command.addOption(
        OptionSpec.builder(option).scopeType(ScopeType.LOCAL).completionCandidates(words).build());
  }

  /** The option that all commands have. */
  private static void offerColours(CommandSpec command) {
    offer(command, command.findOption("--color"), GanCommand.COLOURS);
    command.subcommands().values().forEach(sub -> offerColours(sub.getCommandSpec()));
  }
}
