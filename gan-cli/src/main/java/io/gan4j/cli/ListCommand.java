package io.gan4j.cli;

import com.google.inject.Inject;
import io.gan4j.core.Gan;
import io.gan4j.core.config.Describe;
import io.gan4j.core.config.Describe.KindInfo;
import io.gan4j.core.config.Describe.ParameterInfo;
import io.gan4j.core.config.Describe.RecordInfo;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code gan list}: what run files can name. */
@Command(
    name = "list",
    description = "List what a run file can name, with parameters, defaults, meaning and paper.")
final class ListCommand implements Callable<Integer> {
  private static final int PARAMETER_WIDTH = 19;

  private final Gan gan;
  private final Console console;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "KIND",
      description = "losses, terms, architectures, layers, … Without it: all kinds.")
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
      overview(kinds);
      return CommandLineRunner.DONE;
    }
    if (kind.equals("presets")) {
      PresetSummary.print(gan, console);
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

  private void overview(List<KindInfo> kinds) {
    Map<String, List<String>> names = new LinkedHashMap<>();
    for (KindInfo info : kinds) {
      names.put(info.plural(), info.components().stream().map(RecordInfo::name).toList());
    }
    names.put("providers", gan.registry().providers().keySet().stream().sorted().toList());
    names.put("presets", gan.presets());
    int width = names.keySet().stream().mapToInt(String::length).max().orElse(0) + 2;
    names.forEach((plural, all) -> console.entry(plural, width, String.join(", ", all)));
  }

  private void show(RecordInfo component) {
    console.entry(
        component.name(),
        component.name().length() + 2,
        component.meaning() + (component.paper().isEmpty() ? "" : "  (" + component.paper() + ")"));
    for (ParameterInfo parameter : component.parameters()) {
      String value =
          parameter.required()
              ? "required"
              : parameter.defaultYaml() == null
                  ? "may be absent"
                  : "default " + parameter.defaultYaml();
      console.entry(
          "    " + parameter.name(),
          PARAMETER_WIDTH,
          parameter.type() + ", " + value + ". " + parameter.meaning());
    }
  }
}
