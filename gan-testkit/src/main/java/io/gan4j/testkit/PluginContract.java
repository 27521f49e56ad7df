package io.gan4j.testkit;

import io.gan4j.api.data.DatasetDetector;
import io.gan4j.api.data.RowFormat;
import io.gan4j.api.plugin.Contributions;
import io.gan4j.api.plugin.GanPlugin;
import io.gan4j.api.plugin.ListenerFactory;
import io.gan4j.api.plugin.RunRule;
import io.gan4j.api.provider.GanProvider;
import io.gan4j.api.spec.Doc;
import java.io.InputStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.net.URL;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What every plugin promises: it is found, it can be made without arguments, and what it brings can
 * be named, bound and explained.
 */
public final class PluginContract {
  private PluginContract() {}

  /**
   * The contract of a plugin.
   *
   * @param others plugins that it stands beside: their names are taken
   */
  public static Contract of(GanPlugin plugin, List<GanPlugin> others) {
    PluginInventory brought = new PluginInventory();
    plugin.contribute(brought);
    Contract contract =
        new Contract(plugin.name())
            .promise("has a name", () -> written("name", plugin.name()))
            .promise("can be made without arguments", () -> constructor(plugin))
            .promise("is found by ServiceLoader", () -> found(plugin))
            .promise(
                "brings something",
                () ->
                    Expect.holds(
                        "what it brings", "something", !brought.names.isEmpty(), "nothing"))
            .promise("brings the same every time", () -> same(plugin, brought))
            .promise("takes no name twice, and none that is taken", () -> noClash(plugin, others));
    brought.components.forEach(
        (name, component) -> contract.promise("explains " + name, () -> explained(component)));
    brought.presets.forEach(
        (name, yaml) -> contract.promise("has the preset " + name, () -> readable(yaml)));
    return contract;
  }

  private static void constructor(GanPlugin plugin) throws NoSuchMethodException {
    Constructor<?> constructor = plugin.getClass().getDeclaredConstructor();
    isPublic("class", plugin.getClass().getModifiers());
    isPublic("constructor", constructor.getModifiers());
  }

  private static void found(GanPlugin plugin) {
    // By the thread's class loader, as gan4j looks for plugins.
    List<String> classes =
        ServiceLoader.load(GanPlugin.class).stream().map(p -> p.type().getName()).toList();
    String own = plugin.getClass().getName();
    String services = "META-INF/services/" + GanPlugin.class.getName();
    Expect.holds(services, own, classes.contains(own), classes);
  }

  private static void isPublic(String what, int modifiers) {
    Expect.holds(what, "public", Modifier.isPublic(modifiers), Modifier.toString(modifiers));
  }

  private static void written(String what, @Nullable String text) {
    Expect.present(what, text);
    Expect.holds(what, "words", text != null && !text.isBlank(), "'" + text + "'");
  }

  private static void same(GanPlugin plugin, PluginInventory first) {
    PluginInventory second = new PluginInventory();
    plugin.contribute(second);
    Expect.equal("what it brings", first.names, second.names);
  }

  private static void noClash(GanPlugin plugin, List<GanPlugin> others) {
    PluginInventory all = new PluginInventory();
    plugin.contribute(all);
    others.stream()
        .filter(other -> other.getClass() != plugin.getClass())
        .forEach(other -> other.contribute(all));
    Expect.empty("names that are taken", all.clashes);
    for (String named : all.names.keySet()) {
      String name = named.substring(named.indexOf(' ') + 1);
      boolean good = name.matches("[a-z0-9]+(-[a-z0-9]+)*");
      Expect.holds("name", "lower-case words joined by hyphens", good, name);
    }
  }

  private static void explained(Class<?> component) {
    Expect.holds("class", "a record", component.isRecord(), component);
    isPublic(component.getName(), component.getModifiers());
    documented(component.getName(), component.getAnnotation(Doc.class));
    for (RecordComponent parameter : component.getRecordComponents()) {
      String name = component.getName() + "." + parameter.getName();
      documented(name, parameter.getAnnotation(Doc.class));
    }
  }

  private static void documented(String of, @Nullable Doc doc) {
    String meaning = doc == null ? null : doc.value();
    written("@Doc of " + of, meaning);
    boolean oneLine = meaning != null && !meaning.contains("\n");
    Expect.holds("@Doc of " + of, "one line", oneLine, meaning == null ? "nothing" : meaning);
  }

  private static void readable(URL yaml) throws Exception {
    try (InputStream stream = yaml.openStream()) {
      Expect.holds(yaml.toString(), "some text", stream.read() >= 0, "nothing");
    }
  }

  /** Writes down what plugins bring. */
  private static final class PluginInventory implements Contributions {
    private final Map<String, Object> names = new HashMap<>();
    private final Map<String, Class<?>> components = new HashMap<>();
    private final Map<String, URL> presets = new HashMap<>();
    private final List<String> clashes = new ArrayList<>();

    private void bring(String kind, String name, Object what) {
      if (names.put(kind + " " + name, what) != null) {
        clashes.add(kind + " " + name);
      }
    }

    @Override
    public <C> void component(Class<C> kind, String name, Class<? extends C> component) {
      Expect.holds(
          "kind of " + name, kind.getName(), kind.isAssignableFrom(component), component.getName());
      bring(kind.getSimpleName(), name, component);
      components.put(kind.getSimpleName() + " " + name, component);
    }

    @Override
    public void detector(DatasetDetector detector) {
      written("what a detector accepts", detector.accepts());
      names.put(
          "detector " + detector.getClass().getSimpleName().toLowerCase(Locale.ROOT),
          detector.getClass());
    }

    @Override
    public void rule(RunRule rule) {
      names.put("rule " + names.size(), "rule");
    }

    @Override
    public void rowFormat(String extension, RowFormat format) {
      bring("rowFormat", extension, format.getClass());
    }

    @Override
    public void provider(String name, Supplier<? extends GanProvider> provider) {
      bring("provider", name, "provider");
    }

    @Override
    public void listener(String name, ListenerFactory factory) {
      bring("listener", name, "listener");
    }

    @Override
    public void preset(String name, URL yaml) {
      bring("preset", name, yaml.toString());
      presets.put(name, yaml);
    }
  }
}
