package io.gan4j.cli;

import static java.util.Objects.requireNonNullElse;

import io.gan4j.api.PlayerRole;
import io.gan4j.api.config.TermConfig;
import io.gan4j.api.plugin.GanPlugin;
import io.gan4j.api.provider.GanProvider;
import io.gan4j.api.term.Need;
import io.gan4j.api.term.Term;
import io.gan4j.core.Gan;
import io.gan4j.core.config.Binder;
import io.gan4j.core.config.Node;
import io.gan4j.core.config.Place;
import io.gan4j.core.config.YamlTree;
import io.gan4j.core.plugin.Component;
import io.gan4j.core.plugin.Kind;
import io.gan4j.core.plugin.Parameter;
import io.gan4j.core.plugin.Registry;
import io.gan4j.testkit.ComponentContract;
import io.gan4j.testkit.Contract;
import io.gan4j.testkit.PluginContract;
import io.gan4j.testkit.Workbench;
import io.gan4j.testkit.Workbench.Penalty;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gan verify}: the conformance kit on the components of a jar. */
@Command(
    name = "verify",
    description = "Check what the plugins of a jar bring against the contracts of their kinds.",
    footer = {
      "",
      "Components are made with their defaults, or as the examples say, and trained in networks"
          + " of a few units. Readers are not opened; listeners and providers are not made.",
      "",
      "Exit codes: 0 everything holds, 1 something does not, 2 there is nothing to check."
    })
final class VerifyCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(index = "0", paramLabel = "PLUGIN.jar", description = "A jar with a plugin.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private Path jar;

  @Option(
      names = "--examples",
      paramLabel = "FILE",
      description =
          "Components to check instead of the defaults: a map from kinds, as gan list calls them,"
              + " to lists of components as run files write them.")
  private @Nullable Path examples;

  @Inject
  VerifyCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    try (PluginJar opened = PluginJar.open(jar)) {
      List<GanPlugin> plugins = opened.plugins();
      Registry registry = Registry.load(opened.loader());
      VerifyReport report = new VerifyReport(console);
      Workbench workbench =
          new Workbench(provider(registry), new RunFileNotation(registry), penalties(registry));
      List<Record> given = examples == null ? List.of() : read(examples, registry);
      for (GanPlugin plugin : plugins) {
        report.check("plugin " + plugin.name(), PluginContract.of(plugin, opened.others()));
        PluginInventory brought = PluginInventory.of(plugin);
        for (Kind kind : registry.kinds()) {
          for (Component component : registry.components(kind)) {
            if (component.kind().equals(kind) && brought.component(component.shape().type())) {
              check(component, given, workbench, report);
            }
          }
        }
        for (String other : brought.others()) {
          report.unchecked(other, "it is not made here: test it with its contract of gan-testkit");
        }
      }
      report.summary();
      return report.failed() ? CommandLineRunner.FAILED : CommandLineRunner.DONE;
    }
  }

  private static void check(
      Component component, List<Record> given, Workbench workbench, VerifyReport report) {
    String title = component.kind().word() + " " + component.name();
    List<Record> instances = new ArrayList<>(given);
    instances.removeIf(example -> example.getClass() != component.shape().type());
    List<String> required =
        component.shape().parameters().stream()
            .filter(Parameter::required)
            .map(Parameter::name)
            .toList();
    if (instances.isEmpty() && !required.isEmpty()) {
      report.unchecked(
          title, "it has no defaults for " + String.join(", ", required) + ": see --examples");
      return;
    }
    Class<?> kind = component.kind().type();
    if (instances.isEmpty()) {
      instances.add((Record) workbench.notation().read(component.name(), kind));
    }
    for (Record instance : instances) {
      Contract contract = ComponentContract.of(instance, kind, workbench);
      report.check(title + ": " + instance, contract);
    }
  }

  private static List<Record> read(Path file, Registry registry) {
    String text;
    try {
      text = Files.readString(file);
    } catch (IOException e) {
      throw new UsageException(file + ": cannot be read: " + e.getMessage());
    }
    List<Record> found = new ArrayList<>();
    if (!(YamlTree.parse(text, file.toString()) instanceof Node.Mapping kinds)) {
      throw new UsageException(file + ": must be a map from kinds to lists of components");
    }
    for (Node.Entry entry : kinds.entries()) {
      Kind kind =
          registry
              .kind(entry.key())
              .orElseThrow(
                  () -> new UsageException(at(entry.place()) + entry.key() + " is no kind"));
      if (!(entry.value() instanceof Node.Sequence list)) {
        throw new UsageException(at(entry.value().place()) + "must be a list of components");
      }
      for (Node item : list.items()) {
        found.add(component(item, kind, registry));
      }
    }
    return found;
  }

  /** A component as it stands in a run file; of a term, without how heavily it is paid. */
  private static Record component(Node item, Kind kind, Registry registry) {
    Class<?> asked = requireNonNullElse(kind.within(), kind.type());
    Object bound = new Binder(registry).bind(item, asked);
    return (Record) (bound instanceof TermConfig paid ? paid.term() : bound);
  }

  private static String at(Place place) {
    return place.source() + ":" + place.line() + ": ";
  }

  private static GanProvider provider(Registry registry) {
    return Gan.of(registry).provider();
  }

  /** Every term on the discriminator's slopes that there is. */
  private static List<Penalty> penalties(Registry registry) {
    Binder binder = new Binder(registry);
    Kind terms = registry.kind(Term.class).orElseThrow();
    List<Penalty> penalties = new ArrayList<>();
    for (Component component : registry.components(terms)) {
      if (component.shape().parameters().stream().noneMatch(Parameter::required)) {
        Term term = binder.bind(YamlTree.parse(component.name(), component.name()), Term.class);
        if (term.needs().contains(Need.INPUT_GRADIENTS)
            && term.paidBy().contains(PlayerRole.DISCRIMINATOR)) {
          penalties.add(new Penalty(component.name(), term));
        }
      }
    }
    return penalties;
  }
}
