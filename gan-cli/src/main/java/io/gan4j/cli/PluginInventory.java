package io.gan4j.cli;

import io.gan4j.api.data.DatasetDetector;
import io.gan4j.api.data.RowFormat;
import io.gan4j.api.plugin.Contributions;
import io.gan4j.api.plugin.GanPlugin;
import io.gan4j.api.plugin.ListenerFactory;
import io.gan4j.api.provider.GanProvider;
import java.net.URL;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** What a plugin brings, written down. */
final class PluginInventory implements Contributions {
  private final Set<Class<?>> components = new LinkedHashSet<>();
  private final List<String> others = new ArrayList<>();

  static PluginInventory of(GanPlugin plugin) {
    PluginInventory brought = new PluginInventory();
    plugin.contribute(brought);
    return brought;
  }

  /** Whether it brings this component. */
  boolean component(Class<?> type) {
    return components.contains(type);
  }

  /** What no contract of components is about: {@code provider onnx}. */
  List<String> others() {
    return others;
  }

  @Override
  public <C> void component(Class<C> kind, String name, Class<? extends C> component) {
    components.add(component);
  }

  @Override
  public void detector(DatasetDetector detector) {
    // A detector has no name, and is asked about files only.
  }

  @Override
  public void rowFormat(String extension, RowFormat format) {
    others.add("row format " + extension);
  }

  @Override
  public void provider(String name, Supplier<? extends GanProvider> provider) {
    others.add("provider " + name);
  }

  @Override
  public void listener(String name, ListenerFactory factory) {
    others.add("listener " + name);
  }

  @Override
  public void preset(String name, URL yaml) {
    others.add("preset " + name);
  }
}
