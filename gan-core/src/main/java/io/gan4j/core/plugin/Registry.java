package io.gan4j.core.plugin;

import io.gan4j.api.config.ConfigException;
import io.gan4j.api.config.Problem;
import io.gan4j.api.data.DatasetDetector;
import io.gan4j.api.data.RowFilters;
import io.gan4j.api.data.RowFormat;
import io.gan4j.api.data.RowTarget;
import io.gan4j.api.plugin.GanPlugin;
import io.gan4j.api.plugin.ListenerFactory;
import io.gan4j.api.plugin.RunRule;
import io.gan4j.api.provider.GanProvider;
import io.gan4j.api.spec.ScalarForm;
import io.gan4j.core.plugin.RecordShape.UnbindableException;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Everything that plugins bring, by kind and name. A name is unique within its kind and the kinds
 * below it: an activation is a layer, so no layer may have an activation's name. Immutable.
 */
public final class Registry {
  private final List<Kind> kinds;
  private final List<Component> components;
  private final List<DatasetDetector> detectors;
  private final List<RunRule> rules;
  private final Map<String, Supplier<? extends GanProvider>> providers;
  private final Map<String, ListenerFactory> listeners;
  private final Map<String, URL> presets;
  private final Map<String, String> retiredPresets;
  private final Map<String, RowFormat> rowFormats;
  private final Map<String, RowTarget> rowTargets;
  private final Map<String, RowFilters> rowFilters;
  private final Map<String, GanPlugin> plugins;

  /** Shapes asked for so far: reflection is slow, and a run file asks for few of them, often. */
  private final Map<Class<?>, RecordShape> shapes = new ConcurrentHashMap<>();

  private Registry(Collector collector) {
    kinds = List.copyOf(collector.kinds.values());
    components = List.copyOf(collector.components);
    detectors = List.copyOf(collector.detectors);
    rules = List.copyOf(collector.rules);
    providers = values(collector.providers);
    listeners = values(collector.listeners);
    presets = values(collector.presets);
    retiredPresets = values(collector.retiredPresets);
    rowFormats = values(collector.rowFormats);
    rowTargets = values(collector.rowTargets);
    rowFilters = values(collector.rowFilters);
    plugins = Map.copyOf(collector.plugins);
  }

  /** What the plugins found by ServiceLoader bring, with this thread's class loader. */
  public static Registry load() {
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    return load(context == null ? Registry.class.getClassLoader() : context);
  }

  /**
   * What the plugins found by ServiceLoader bring.
   *
   * @throws ConfigException if a plugin cannot be loaded, brings what cannot be used, or a name
   *     that another one brings too; all of it at once
   */
  public static Registry load(ClassLoader loader) {
    List<Problem> problems = new ArrayList<>();
    return collect(PluginLoader.find(loader, problems), problems);
  }

  /**
   * What those plugins bring that can be used: one that cannot be loaded, fails, or brings what
   * cannot be used is left out, whole.
   *
   * @param leftOut takes on which and why
   */
  public static Registry loadUsable(ClassLoader loader, Consumer<Problem> leftOut) {
    List<Problem> problems = new ArrayList<>();
    List<GanPlugin> plugins = PluginLoader.find(loader, problems);
    problems.forEach(leftOut);
    while (true) {
      List<Problem> found = new ArrayList<>();
      Collector collector = collector(plugins, found);
      if (found.isEmpty()) {
        return new Registry(collector);
      }
      found.forEach(leftOut);
      Set<GanPlugin> faulty = Collections.newSetFromMap(new IdentityHashMap<>());
      for (Problem problem : found) {
        GanPlugin plugin = collector.plugins.get(problem.source());
        if (plugin != null) {
          faulty.add(plugin);
        }
      }
      List<GanPlugin> others = plugins.stream().filter(each -> !faulty.contains(each)).toList();
      if (others.size() == plugins.size()) {
        throw new ConfigException(found); // nobody's fault
      }
      plugins = others;
    }
  }

  /** What these plugins bring. */
  public static Registry of(GanPlugin... plugins) {
    return of(List.of(plugins));
  }

  /**
   * What these plugins bring.
   *
   * @throws ConfigException as {@link #load(ClassLoader)} does
   */
  public static Registry of(List<GanPlugin> plugins) {
    return collect(plugins, new ArrayList<>());
  }

  /** The kinds, those of the vocabulary first. */
  public List<Kind> kinds() {
    return kinds;
  }

  /** The kind of this interface, or of what this record stands around. */
  public Optional<Kind> kind(Class<?> type) {
    return kinds.stream().filter(k -> k.isAskedBy(type)).findFirst();
  }

  /** The kind that {@code gan list} and messages call so: {@code losses} or {@code loss}. */
  public Optional<Kind> kind(String word) {
    return kinds.stream().filter(k -> k.plural().equals(word) || k.word().equals(word)).findFirst();
  }

  /** What run files can name where this kind is asked for, in the order of contribution. */
  public List<Component> components(Kind kind) {
    return components.stream().filter(c -> kind.covers(c.kind())).toList();
  }

  /**
   * The component that run files call so, or did in an earlier version, where this kind is asked
   * for.
   */
  public Optional<Component> component(Kind kind, String name) {
    Optional<Component> found =
        components.stream().filter(c -> c.name().equals(name) && kind.covers(c.kind())).findFirst();
    return found.isPresent() ? found : successor(kind, name);
  }

  /** The component that had this name in an earlier version. */
  public Optional<Component> successor(Kind kind, String retired) {
    return components.stream()
        .filter(c -> c.retired().contains(retired) && kind.covers(c.kind()))
        .findFirst();
  }

  /** The component of this kind that a bare number, or a list, stands for. */
  public Optional<ShortForm> shortForm(Kind kind) {
    ScalarForm form = kind.type().getAnnotation(ScalarForm.class);
    return form == null ? Optional.empty() : component(kind, form.value()).map(this::shortForm);
  }

  private ShortForm shortForm(Component component) {
    // The collector has checked that there is exactly one.
    Parameter taking =
        component.shape().parameters().stream()
            .filter(Parameter::required)
            .findFirst()
            .orElseThrow();
    boolean list =
        taking.type() instanceof ValueType.Nested record && shape(record.type()).listForm();
    return new ShortForm(component, taking.name(), list);
  }

  /**
   * The names that run files can use where this kind is asked for, in the order of contribution.
   */
  public List<String> names(Kind kind) {
    return components(kind).stream().map(Component::name).toList();
  }

  /**
   * What run files call this record where this kind is asked for; empty if it is not registered.
   */
  public Optional<String> nameOf(Kind kind, Class<?> component) {
    return components.stream()
        .filter(c -> c.shape().type() == component && kind.covers(c.kind()))
        .map(Component::name)
        .findFirst();
  }

  /**
   * A record as run files see it, registered or not.
   *
   * @throws IllegalArgumentException if run files cannot fill it in
   */
  public RecordShape shape(Class<? extends Record> type) {
    try {
      return shapes.computeIfAbsent(type, t -> RecordShape.of(type, this::kind));
    } catch (UnbindableException e) {
      throw new IllegalArgumentException(e.problem(), e);
    }
  }

  /** A component with the record that stands around it; empty if the kind has none. */
  public Optional<FlatShape> flat(Component component) {
    return flat(component.kind(), component.shape());
  }

  /** The same of a record that need not be registered. */
  public Optional<FlatShape> flat(Kind kind, RecordShape own) {
    return Optional.ofNullable(kind.within()).map(around -> new FlatShape(own, shape(around)));
  }

  /** The keys of a component where it is asked for so. */
  public RecordShape keys(ValueType.Plug asked, Component component) {
    return asked.within()
        ? flat(component).map(FlatShape::whole).orElse(component.shape())
        : component.shape();
  }

  /** The names of all plugins, gan4j's own among them. */
  public Set<String> pluginNames() {
    return plugins.values().stream().map(GanPlugin::name).collect(Collectors.toSet());
  }

  /** Where a plugin of this name was loaded from; empty for gan4j's own. */
  public Optional<PluginSource> source(String plugin) {
    return plugins.values().stream()
        .filter(brought -> brought.name().equals(plugin))
        .findFirst()
        .flatMap(PluginSource::of);
  }

  /** Where a component's plugin was loaded from; empty for gan4j's own. */
  public Optional<PluginSource> source(Component component) {
    return Optional.ofNullable(plugins.get(component.plugin())).flatMap(PluginSource::of);
  }

  /** What recognises files and folders, in the order of contribution. */
  public List<DatasetDetector> detectors() {
    return detectors;
  }

  /** What looks at runs before they train, in the order of contribution. */
  public List<RunRule> rules() {
    return rules;
  }

  /** The engines by name, in the order of contribution. */
  public Map<String, Supplier<? extends GanProvider>> providers() {
    return providers;
  }

  /** The listeners by name, in the order of contribution. */
  public Map<String, ListenerFactory> listeners() {
    return listeners;
  }

  /** The ready run files by name, in the order of contribution. */
  public Map<String, URL> presets() {
    return presets;
  }

  /** What a preset is called now that had this name in an earlier version. */
  public Optional<String> presetSuccessor(String retired) {
    return Optional.ofNullable(retiredPresets.get(retired));
  }

  /** Files that rows of a table can be written into, by what their names end in. */
  public Map<String, RowFormat> rowFormats() {
    return rowFormats;
  }

  /** Where rows of a table can be written to, by what URLs begin with. */
  public Map<String, RowTarget> rowTargets() {
    return rowTargets;
  }

  /** What tells rows of a table that hold conditions; empty if no plugin brings it. */
  public Optional<RowFilters> rowFilters() {
    return rowFilters.values().stream().findFirst();
  }

  private static <T> Map<String, T> values(Map<String, Collector.Owned<T>> owned) {
    Map<String, T> values = new LinkedHashMap<>();
    owned.forEach((name, value) -> values.put(name, value.value()));
    return Collections.unmodifiableMap(values);
  }

  private static Collector collector(List<GanPlugin> plugins, List<Problem> problems) {
    Collector collector = new Collector(problems);
    plugins.forEach(collector::take);
    collector.check();
    return collector;
  }

  private static Registry collect(List<GanPlugin> plugins, List<Problem> problems) {
    Collector collector = collector(plugins, problems);
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    return new Registry(collector);
  }
}
