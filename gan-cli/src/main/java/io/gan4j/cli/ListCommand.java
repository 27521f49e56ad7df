package io.gan4j.cli;

import com.google.inject.Inject;
import io.gan4j.core.Gan;
import io.gan4j.core.config.Describe;
import io.gan4j.core.config.Describe.KindInfo;
import io.gan4j.core.config.Describe.ParameterInfo;
import io.gan4j.core.config.Describe.RecordInfo;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code gan list}: what run files can name. */
@Command(
    name = "list",
    description =
        "What run files can name: parameters, defaults, meaning and paper of every component.")
final class ListCommand implements Callable<Integer> {
  private final Gan gan;
  private final Console console;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "KIND",
      description = "losses, terms, architectures, layers, …; none: an overview.")
  private @Nullable String kind;

  @Inject
  ListCommand(Gan gan, Console console) {
    this.gan = gan;
    this.console = console;
  }

  @Override
  public Integer call() {
    List<KindInfo> kinds = new Describe(gan.registry()).kinds();
    if (kind == null) {
      int width = kinds.stream().mapToInt(k -> k.plural().length()).max().orElse(0);
      for (KindInfo info : kinds) {
        console
            .out()
            .printf(
                Locale.ROOT,
                "%-" + (width + 2) + "s%s%n",
                info.plural(),
                String.join(", ", info.components().stream().map(RecordInfo::name).toList()));
      }
      console
          .out()
          .printf(
              Locale.ROOT,
              "%-" + (width + 2) + "s%s%n",
              "providers",
              String.join(", ", new TreeSet<>(gan.registry().providers().keySet())));
      console
          .out()
          .printf(
              Locale.ROOT,
              "%-" + (width + 2) + "s%s%n",
              "presets",
              String.join(", ", gan.presets()));
      return CommandLineRunner.DONE;
    }
    if (kind.equals("presets")) {
      PresetCommand.list(gan, console);
      return CommandLineRunner.DONE;
    }
    if (kind.equals("providers")) {
      gan.registry().providers().keySet().stream().sorted().forEach(console.out()::println);
      return CommandLineRunner.DONE;
    }
    KindInfo info =
        kinds.stream()
            .filter(k -> k.plural().equals(kind) || k.word().equals(kind))
            .findFirst()
            .orElseThrow(
                () ->
                    new UsageException(
                        "there is no kind '"
                            + kind
                            + "'; there are: "
                            + String.join(", ", kinds.stream().map(KindInfo::plural).toList())
                            + ", providers, presets"));
    info.components().forEach(this::show);
    return CommandLineRunner.DONE;
  }

  private void show(RecordInfo component) {
    console
        .out()
        .println(
            component.name()
                + (component.meaning().isEmpty() ? "" : "  " + component.meaning())
                + (component.paper().isEmpty() ? "" : "  (" + component.paper() + ")"));
    for (ParameterInfo parameter : component.parameters()) {
      String value =
          parameter.required()
              ? "required"
              : parameter.defaultYaml() == null
                  ? "may be absent"
                  : "default " + parameter.defaultYaml();
      console
          .out()
          .printf(
              Locale.ROOT,
              "    %-14s %s, %s. %s%n",
              parameter.name(),
              parameter.type(),
              value,
              parameter.meaning());
    }
  }
}
