package io.gan4j.docs;

import io.gan4j.api.config.RunConfig;
import io.gan4j.cli.ManualCommands;
import io.gan4j.core.Gan;
import io.gan4j.core.config.Describe;
import io.gan4j.core.config.Describe.KindInfo;
import io.gan4j.core.config.Describe.ParameterInfo;
import io.gan4j.core.config.Describe.RecordInfo;
import io.gan4j.core.plugin.Parameter;
import io.gan4j.core.plugin.RecordShape;
import io.gan4j.core.plugin.Registry;
import io.gan4j.core.plugin.ValueType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The pages of the reference, written from the records and the commands themselves. */
final class ReferencePages {
  private static final String NOTE =
      """

      This page is generated from the code, and a test compares it: `mvn -pl docs -am verify
      -Dmanual.write=true` writes it again.

      """;

  private final Registry registry = Gan.load().registry();
  private final Describe describe = new Describe(registry);

  /** Each page's text by its path from the repository's root. */
  static Map<String, Supplier<String>> all() {
    ReferencePages pages = new ReferencePages();
    Map<String, Supplier<String>> all = new LinkedHashMap<>();
    all.put("docs/reference/run-file.md", pages::runFile);
    all.put("docs/reference/components.md", pages::components);
    all.put("docs/reference/commands.md", ReferencePages::commands);
    return all;
  }

  private String runFile() {
    StringBuilder text = new StringBuilder("# The run file, key by key\n" + NOTE);
    text.append(
        """
        A key's name is its path, as `--set PATH=VALUE` takes it. A component (a loss, a reader) has
        keys of its own, which stand on the page of [components](components.md).
        """);
    Map<Class<? extends Record>, List<String>> sections = new LinkedHashMap<>();
    collect("", RunConfig.class, sections);
    for (Map.Entry<Class<? extends Record>, List<String>> section : sections.entrySet()) {
      RecordInfo info = describe.section(section.getKey());
      text.append("\n## ").append(heading(section.getValue())).append("\n\n");
      text.append(plain(info.meaning())).append(".\n\n");
      RecordShape shape = registry.shape(section.getKey());
      table(
          text,
          section.getValue().get(0),
          info,
          parameter ->
              shape
                  .parameter(parameter.name())
                  .flatMap(known -> place(known.type(), sections))
                  .map(place -> "[" + parameter.type() + "](" + place + ")")
                  .orElse(parameter.type()));
    }
    return text.toString();
  }

  /** The records that a record holds, with the paths at which they stand, outer ones first. */
  private void collect(
      String path,
      Class<? extends Record> type,
      Map<Class<? extends Record>, List<String>> sections) {
    boolean known = sections.containsKey(type);
    sections.computeIfAbsent(type, ignored -> new ArrayList<>()).add(path);
    if (known) {
      return;
    }
    for (Parameter parameter : registry.shape(type).parameters()) {
      nested(below(path, parameter.name()), parameter.type(), sections);
    }
  }

  private void nested(
      String path, ValueType type, Map<Class<? extends Record>, List<String>> sections) {
    if (type instanceof ValueType.Nested record) {
      collect(path, record.type(), sections);
    } else if (type instanceof ValueType.ListOf list) {
      nested(path + "[i]", list.item(), sections);
    } else if (type instanceof ValueType.MapOf map) {
      nested(path + ".NAME", map.value(), sections);
    }
  }

  private static String heading(List<String> paths) {
    return paths.get(0).isEmpty() ? "First level" : String.join(", ", paths);
  }

  /** Where the keys of a value stand: the components of a kind, or a section of this page. */
  private static Optional<String> place(
      ValueType type, Map<Class<? extends Record>, List<String>> sections) {
    if (type instanceof ValueType.Plug plug) {
      return Optional.of("components.md#" + plug.kind().plural());
    }
    if (type instanceof ValueType.Nested record) {
      return Optional.ofNullable(sections.get(record.type()))
          .map(paths -> "#" + Markdown.slug(heading(paths)));
    }
    if (type instanceof ValueType.ListOf list) {
      return place(list.item(), sections);
    }
    return type instanceof ValueType.MapOf map ? place(map.value(), sections) : Optional.empty();
  }

  private static void table(
      StringBuilder text, String path, RecordInfo info, Function<ParameterInfo, String> takes) {
    text.append("| key | takes | default | meaning |\n|---|---|---|---|\n");
    for (ParameterInfo parameter : info.parameters()) {
      text.append(
          String.format(
              Locale.ROOT,
              "| `%s` | %s | %s | %s |%n",
              below(path, parameter.name()),
              takes.apply(parameter),
              standard(parameter),
              plain(parameter.meaning())));
    }
  }

  private String components() {
    StringBuilder text = new StringBuilder("# Components\n" + NOTE);
    text.append(
        """
        What a run file can name, by kind. A name alone means all defaults; with keys it is
        `{type: NAME, key: value}`. The same lists on the command line: `gan list KIND`. A plugin
        [adds components of its own](../plugins.md).

        """);
    List<KindInfo> kinds = describe.kinds();
    text.append("| kind | components |\n|---|---|\n");
    for (KindInfo kind : kinds) {
      text.append(
          String.format(
              Locale.ROOT,
              "| [%s](#%s) | %s |%n",
              kind.plural(),
              kind.plural(),
              kind.components().stream()
                  .map(component -> "`" + component.name() + "`")
                  .collect(Collectors.joining(", "))));
    }
    for (KindInfo kind : kinds) {
      text.append("\n## ").append(kind.plural()).append('\n');
      for (RecordInfo component : kind.components()) {
        component(text, component);
      }
    }
    return text.toString();
  }

  private static void component(StringBuilder text, RecordInfo component) {
    text.append("\n### ").append(component.name()).append("\n\n");
    text.append(plain(component.meaning()));
    text.append(component.paper().isEmpty() ? "" : " (" + plain(component.paper()) + ")");
    text.append(".\n");
    if (!component.parameters().isEmpty()) {
      text.append('\n');
      table(text, "", component, ParameterInfo::type);
    }
  }

  private static String commands() {
    StringBuilder text = new StringBuilder("# Commands\n" + NOTE);
    CommandSpec root = ManualCommands.model();
    text.append(
        """
        `gan COMMAND --help` shows the same. From a checkout the launcher is `./gan`, from the
        distribution `bin/gan`. Every command takes `--help` and `--verbose`, which shows stack
        traces with errors.
        """);
    for (String line : root.usageMessage().footer()) {
      if (!line.isBlank()) {
        text.append('\n').append(plain(line)).append('\n');
      }
    }
    subcommands(text, root.subcommands(), "gan");
    text.append(
        """

        ## Environment

        | variable | meaning |
        |---|---|
        | `JAVA_HOME` | the JDK or JRE to run on; without it, the `java` on the `PATH` |
        | `GAN_JAVA_OPTS` | further options for the JVM: `GAN_JAVA_OPTS=-Xmx8g` |
        | `GAN_CLASSPATH` | jars of plugins, separated by colons |
        | `GAN_BUILD_ARGS` | further arguments for Maven, in a checkout: `GAN_BUILD_ARGS=-Pgpu` |
        | `GAN4J_CACHE` | folder of fetched sets and of what can be computed again |
        | `TF_CPP_MIN_LOG_LEVEL` | `0` shows all of TensorFlow's log; unset, it is silent |
        """);
    return text.toString();
  }

  private static void subcommands(
      StringBuilder text, Map<String, CommandLine> commands, String path) {
    commands.forEach(
        (name, commandLine) -> {
          CommandSpec command = commandLine.getCommandSpec();
          if (command.usageMessage().hidden() || !name.equals(command.name())) {
            return;
          }
          String full = path + " " + name;
          text.append("\n## ").append(full).append("\n\n");
          text.append(plain(String.join(" ", command.usageMessage().description()))).append('\n');
          arguments(text, command);
          subcommands(text, new TreeMap<>(command.subcommands()), full);
        });
  }

  private static void arguments(StringBuilder text, CommandSpec command) {
    List<String> rows = new ArrayList<>();
    command.positionalParameters().stream()
        .filter(given -> !given.hidden())
        .forEach(given -> rows.add(row(given.paramLabel(), given)));
    for (OptionSpec option : command.options()) {
      if (!option.inherited() && !option.hidden()) {
        String names = String.join(", ", List.of(option.names()));
        String value = option.arity().max() == 0 ? "" : " " + option.paramLabel();
        rows.add(row(names + value, option));
      }
    }
    if (!rows.isEmpty()) {
      text.append("\n| argument | meaning |\n|---|---|\n");
      rows.forEach(text::append);
    }
  }

  private static String row(String label, ArgSpec argument) {
    return String.format(
        Locale.ROOT,
        "| `%s` | %s%s |%n",
        label.replace("|", "\\|"),
        argument.required() && argument instanceof OptionSpec ? "Required. " : "",
        plain(String.join(" ", argument.description())));
  }

  private static String below(String path, String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  private static String standard(ParameterInfo parameter) {
    if (parameter.required()) {
      return "required";
    }
    return parameter.defaultYaml() == null ? "absent" : "`" + parameter.defaultYaml() + "`";
  }

  /** As Markdown shows it word by word, in a table too. */
  private static String plain(String text) {
    return text.replace("%%", "%")
        .replace("%n", " ")
        .replace("|", "\\|")
        .replace("*", "\\*")
        .replace("_", "\\_")
        .replace("<", "&lt;");
  }
}
