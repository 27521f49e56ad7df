package io.gan4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.gan4j.api.data.DatasetDetector;
import io.gan4j.api.data.RowFormat;
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
            .promise("has a name", () -> assertThat(plugin.name()).isNotBlank())
            .promise("can be made without arguments", () -> constructor(plugin))
            .promise("is found by ServiceLoader", () -> found(plugin))
            .promise("brings something", () -> assertThat(brought.names).isNotEmpty())
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
    assertThat(Modifier.isPublic(plugin.getClass().getModifiers())).as("public class").isTrue();
    assertThat(Modifier.isPublic(constructor.getModifiers())).as("public constructor").isTrue();
  }

  private static void found(GanPlugin plugin) {
    // By the thread's class loader, as gan4j looks for plugins.
    assertThat(ServiceLoader.load(GanPlugin.class))
        .as("META-INF/services/%s", GanPlugin.class.getName())
        .anySatisfy(other -> assertThat(other.getClass()).isEqualTo(plugin.getClass()));
  }

  private static void same(GanPlugin plugin, PluginInventory first) {
    PluginInventory second = new PluginInventory();
    plugin.contribute(second);
    assertThat(second.names).isEqualTo(first.names);
  }

  private static void noClash(GanPlugin plugin, List<GanPlugin> others) {
    PluginInventory all = new PluginInventory();
    plugin.contribute(all);
    others.stream()
        .filter(other -> other.getClass() != plugin.getClass())
        .forEach(other -> other.contribute(all));
    assertThat(all.clashes).as("names that are taken").isEmpty();
    assertThat(all.names.keySet())
        .allSatisfy(
            name ->
                assertThat(name.substring(name.indexOf(' ') + 1))
                    .as("lower-case words joined by hyphens")
                    .matches("[a-z0-9]+(-[a-z0-9]+)*"));
  }

  private static void explained(Class<?> component) {
    assertThat(component.isRecord()).as("%s is a record", component).isTrue();
    assertThat(Modifier.isPublic(component.getModifiers())).as("%s is public", component).isTrue();
    Doc doc = component.getAnnotation(Doc.class);
    assertThat(doc).as("@Doc of %s", component).isNotNull();
    assertThat(doc.value()).isNotBlank().doesNotContain("\n");
    for (RecordComponent parameter : component.getRecordComponents()) {
      Doc meaning = parameter.getAnnotation(Doc.class);
      assertThat(meaning).as("@Doc of %s of %s", parameter.getName(), component).isNotNull();
      assertThat(meaning.value()).isNotBlank().doesNotContain("\n");
    }
  }

  private static void readable(URL yaml) throws Exception {
    try (InputStream stream = yaml.openStream()) {
      assertThat(stream.readAllBytes()).as("%s", yaml).isNotEmpty();
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
      assertThat(kind).as("kind of %s", name).isAssignableFrom(component);
      bring(kind.getSimpleName(), name, component);
      components.put(kind.getSimpleName() + " " + name, component);
    }

    @Override
    public void detector(DatasetDetector detector) {
      assertThat(detector.accepts()).as("what a detector accepts").isNotBlank();
      names.put(
          "detector " + detector.getClass().getSimpleName().toLowerCase(Locale.ROOT),
          detector.getClass());
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
