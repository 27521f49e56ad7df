package io.gan4j.testkit;

import io.gan4j.api.data.DatasetDetector;
import io.gan4j.api.data.RowFormat;
import io.gan4j.api.data.RowTarget;
import io.gan4j.api.plugin.Contributions;
import io.gan4j.api.plugin.GanPlugin;
import io.gan4j.api.plugin.ListenerFactory;
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
            .promise("has a name", () -> text("name()", plugin.name()))
            .promise("can be made without arguments", () -> constructor(plugin))
            .promise("is found by ServiceLoader", () -> found(plugin))
            .promise(
                "brings something",
                () -> Expect.holds("contribute", "something", !brought.names.isEmpty(), "nothing"))
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
    visible(plugin.getClass(), plugin.getClass().getModifiers());
    visible(constructor, constructor.getModifiers());
  }

  private static void found(GanPlugin plugin) {
    // By the thread's class loader, as gan4j looks for plugins.
    List<String> found =
        ServiceLoader.load(GanPlugin.class).stream().map(other -> other.type().getName()).toList();
    Expect.holds(
        "META-INF/services/" + GanPlugin.class.getName(),
        plugin.getClass().getName(),
        found.contains(plugin.getClass().getName()),
        String.join(", ", found));
  }

  private static void same(GanPlugin plugin, PluginInventory first) {
    PluginInventory second = new PluginInventory();
    plugin.contribute(second);
    Expect.equal("contribute, a second time", first.names, second.names);
  }

  private static void noClash(GanPlugin plugin, List<GanPlugin> others) {
    PluginInventory all = new PluginInventory();
    plugin.contribute(all);
    others.stream()
        .filter(other -> other.getClass() != plugin.getClass())
        .forEach(other -> other.contribute(all));
    Expect.holds(
        "names that are taken", "none", all.clashes.isEmpty(), String.join(", ", all.clashes));
    for (String brought : all.names.keySet()) {
      String name = brought.substring(brought.indexOf(' ') + 1);
      Expect.holds(
          "name of " + brought,
          "lower-case words joined by hyphens",
          name.matches("[a-z0-9]+(-[a-z0-9]+)*"),
          name);
    }
  }

  private static void text(String what, @Nullable String text) {
    Expect.holds(
        what,
        "a line of text",
        text != null && !text.isBlank() && !text.contains("\n"),
        text == null ? "null" : "'" + text + "'");
  }

  private static void visible(Object what, int modifiers) {
    Expect.holds(
        String.valueOf(what), "public", Modifier.isPublic(modifiers), Modifier.toString(modifiers));
  }

  private static void explained(Class<?> component) {
    Expect.holds(component.getName(), "a record", component.isRecord(), "a class");
    visible(component, component.getModifiers());
    Doc doc = component.getAnnotation(Doc.class);
    text("@Doc of " + component.getName(), doc == null ? null : doc.value());
    for (RecordComponent parameter : component.getRecordComponents()) {
      Doc meaning = parameter.getAnnotation(Doc.class);
      text(
          "@Doc of " + parameter.getName() + " of " + component.getName(),
          meaning == null ? null : meaning.value());
    }
  }

  private static void readable(URL yaml) throws Exception {
    try (InputStream stream = yaml.openStream()) {
      Expect.holds(yaml.toString(), "a run file", stream.read() >= 0, "an empty one");
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
          "class of " + name,
          kind.getName(),
          kind.isAssignableFrom(component),
          component.getName());
      bring(kind.getSimpleName(), name, component);
      components.put(kind.getSimpleName() + " " + name, component);
    }

    @Override
    public void detector(DatasetDetector detector) {
      text("what a detector accepts", detector.accepts());
      names.put(
          "detector " + detector.getClass().getSimpleName().toLowerCase(Locale.ROOT),
          detector.getClass());
    }

    @Override
    public void rowFormat(String extension, RowFormat format) {
      bring("rowFormat", extension, format.getClass());
    }

    @Override
    public void rowTarget(String scheme, RowTarget target) {
      bring("rowTarget", scheme, target.getClass());
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
