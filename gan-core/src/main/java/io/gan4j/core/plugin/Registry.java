package io.gan4j.core.plugin;

import io.gan4j.api.config.ConfigException;
import io.gan4j.api.config.Problem;
import io.gan4j.api.data.DatasetDetector;
import io.gan4j.api.data.RowFormat;
import io.gan4j.api.plugin.Contributions;
import io.gan4j.api.plugin.GanPlugin;
import io.gan4j.api.plugin.ListenerFactory;
import io.gan4j.api.provider.GanProvider;
import io.gan4j.api.spec.ScalarForm;
import io.gan4j.core.plugin.RecordShape.UnbindableException;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Everything that plugins bring, by kind and name. A name is unique within its kind and the kinds
 * below it: an activation is a layer, so no layer may have an activation's name. Immutable.
 */
public final class Registry {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

  /** A broken service file can fail once per line; after this many the rest adds nothing. */
  private static final int MAX_LOADING_PROBLEMS = 20;

  private final List<Kind> kinds;
  private final List<Component> components;
  private final List<DatasetDetector> detectors;
  private final Map<String, Supplier<? extends GanProvider>> providers;
  private final Map<String, ListenerFactory> listeners;
  private final Map<String, URL> presets;
  private final Map<String, RowFormat> rowFormats;

  /** Shapes asked for so far: reflection is slow, and a run file asks for few of them, often. */
  private final Map<Class<?>, RecordShape> shapes = new ConcurrentHashMap<>();

  private Registry(Collector collector) {
    kinds = List.copyOf(collector.kinds.values());
    components = List.copyOf(collector.components);
    detectors = List.copyOf(collector.detectors);
    providers = values(collector.providers);
    listeners = values(collector.listeners);
    presets = values(collector.presets);
    rowFormats = values(collector.rowFormats);
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
    return collect(find(loader, problems), problems);
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

  /** The kind of this interface. */
  public Optional<Kind> kind(Class<?> type) {
    return kinds.stream().filter(k -> k.type() == type).findFirst();
  }

  /** The kind that {@code gan list} and messages call so: {@code losses} or {@code loss}. */
  public Optional<Kind> kind(String word) {
    return kinds.stream().filter(k -> k.plural().equals(word) || k.word().equals(word)).findFirst();
  }

  /** What run files can name where this kind is asked for, in the order of contribution. */
  public List<Component> components(Kind kind) {
    return components.stream().filter(c -> kind.covers(c.kind())).toList();
  }

  /** The component that run files call so where this kind is asked for. */
  public Optional<Component> component(Kind kind, String name) {
    return components.stream()
        .filter(c -> c.name().equals(name) && kind.covers(c.kind()))
        .findFirst();
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

  /** What recognises files and folders, in the order of contribution. */
  public List<DatasetDetector> detectors() {
    return detectors;
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

  /** Files that rows of a table can be written into, by what their names end in. */
  public Map<String, RowFormat> rowFormats() {
    return rowFormats;
  }

  private static <T> Map<String, T> values(Map<String, Owned<T>> owned) {
    Map<String, T> values = new LinkedHashMap<>();
    owned.forEach((name, value) -> values.put(name, value.value()));
    return Collections.unmodifiableMap(values);
  }

  private static List<GanPlugin> find(ClassLoader loader, List<Problem> problems) {
    List<GanPlugin> plugins = new ArrayList<>();
    Iterator<GanPlugin> found = ServiceLoader.load(GanPlugin.class, loader).iterator();
    while (problems.size() < MAX_LOADING_PROBLEMS) {
      try {
        plugins.add(found.next());
      } catch (NoSuchElementException e) {
        break;
      } catch (ServiceConfigurationError | LinkageError e) {
        // The iterator goes on behind an entry that failed, so that all of them are reported.
        problems.add(new Problem("plugins", null, "", "cannot load a plugin: " + reason(e)));
      }
    }
    return plugins;
  }

  private static String reason(Throwable e) {
    Throwable cause = e.getCause();
    String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    return cause == null || message.contains(cause.toString()) ? message : message + ": " + cause;
  }

  private static Registry collect(List<GanPlugin> plugins, List<Problem> problems) {
    Collector collector = new Collector(problems);
    for (GanPlugin plugin : plugins) {
      collector.take(plugin);
    }
    collector.check();
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    return new Registry(collector);
  }

  private record Owned<T>(T value, String plugin) {}

  /** A component before all plugins were asked: its parameters may be of kinds yet to come. */
  private record Raw(Kind kind, String name, Class<?> type, String plugin) {}

  /** Takes what the plugins bring, and notes what is wrong with it. */
  private static final class Collector implements Contributions {
    private final List<Problem> problems;
    private final Map<Class<?>, Kind> kinds = new LinkedHashMap<>();
    private final List<Raw> raw = new ArrayList<>();
    private final List<Component> components = new ArrayList<>();
    private final List<DatasetDetector> detectors = new ArrayList<>();
    private final Map<String, Owned<Supplier<? extends GanProvider>>> providers =
        new LinkedHashMap<>();
    private final Map<String, Owned<ListenerFactory>> listeners = new LinkedHashMap<>();
    private final Map<String, Owned<URL>> presets = new LinkedHashMap<>();
    private final Map<String, Owned<RowFormat>> rowFormats = new LinkedHashMap<>();
    private String plugin = "";

    Collector(List<Problem> problems) {
      this.problems = problems;
      Kind.VOCABULARY.forEach(kind -> kinds.put(kind.type(), kind));
    }

    void take(GanPlugin contributor) {
      plugin = "plugin " + contributor.getClass().getName();
      try {
        plugin = "plugin '" + contributor.name() + "' (" + contributor.getClass().getName() + ")";
        contributor.contribute(this);
      } catch (RuntimeException | LinkageError e) {
        // Somebody else's code: whatever it throws is told as that plugin's problem.
        problem("", "failed while contributing: " + e);
      }
    }

    @Override
    public <C> void component(Class<C> kind, String name, Class<? extends C> component) {
      if (!kind.isInterface()) {
        problem(name, "the kind " + kind.getName() + " is not an interface");
        return;
      }
      Kind known = kinds.computeIfAbsent(kind, Kind::of);
      String what = known.word() + " '" + name + "'";
      if (!wellNamed(what, name)) {
        return;
      }
      if (!component.isRecord()) {
        problem(what, component.getName() + " is not a record");
        return;
      }
      if (!kind.isAssignableFrom(component)) {
        problem(what, component.getName() + " does not implement " + kind.getName());
        return;
      }
      Optional<Raw> taken =
          raw.stream().filter(r -> r.name().equals(name) && related(r.kind(), known)).findFirst();
      if (taken.isEmpty()) {
        raw.add(new Raw(known, name, component, plugin));
      } else if (taken.get().type() != component || !taken.get().plugin().equals(plugin)) {
        taken(what, taken.get().plugin());
      } else if (known.covers(taken.get().kind()) == taken.get().kind().covers(known)) {
        taken(what, plugin);
      }
      // What is left is one plugin's record under a kind and a kind above it, which says one thing
      // twice: an activation is a layer anyway.
    }

    @Override
    public void detector(DatasetDetector detector) {
      detectors.add(detector);
    }

    @Override
    public void rowFormat(String extension, RowFormat format) {
      put(rowFormats, "row format", extension, format);
    }

    @Override
    public void provider(String name, Supplier<? extends GanProvider> provider) {
      put(providers, "provider", name, provider);
    }

    @Override
    public void listener(String name, ListenerFactory factory) {
      put(listeners, "listener", name, factory);
    }

    @Override
    public void preset(String name, URL yaml) {
      // Class.getResource gives null for a file that isn't there.
      if (yaml == null) {
        problem("preset '" + name + "'", "has no file (its URL is null)");
        return;
      }
      put(presets, "preset", name, yaml);
    }

    /** Looks at the components' parameters, now that all kinds are known. */
    void check() {
      for (Raw component : raw) {
        plugin = component.plugin();
        String what = component.kind().word() + " '" + component.name() + "'";
        try {
          RecordShape shape = shapeOf(component.type());
          checkNested(shape, new HashSet<>());
          if (shape.parameter("type").isPresent()) {
            problem(
                what,
                shape.type().getName()
                    + " has a component called 'type', which run files use for its name");
          }
          components.add(new Component(component.kind(), component.name(), shape, plugin));
        } catch (UnbindableException e) {
          problem(what, e.problem());
        }
      }
      for (Kind kind : kinds.values()) {
        checkScalarForm(kind);
      }
    }

    private RecordShape shapeOf(Class<?> type) {
      return RecordShape.of(
          type.asSubclass(Record.class), kind -> Optional.ofNullable(kinds.get(kind)));
    }

    private void checkNested(RecordShape shape, Set<Class<?>> seen) {
      for (Parameter parameter : shape.parameters()) {
        for (Class<? extends Record> inner : nested(parameter.type())) {
          if (seen.add(inner)) {
            checkNested(shapeOf(inner), seen);
          }
        }
      }
    }

    private static List<Class<? extends Record>> nested(ValueType type) {
      if (type instanceof ValueType.Nested record) {
        return List.of(record.type());
      }
      if (type instanceof ValueType.ListOf list) {
        return nested(list.item());
      }
      if (type instanceof ValueType.SetOf set) {
        return nested(set.item());
      }
      if (type instanceof ValueType.MapOf map) {
        return nested(map.value());
      }
      return List.of();
    }

    private void checkScalarForm(Kind kind) {
      ScalarForm form = kind.type().getAnnotation(ScalarForm.class);
      if (form == null) {
        return;
      }
      for (Component component : components) {
        if (kind.covers(component.kind()) && component.name().equals(form.value())) {
          long required =
              component.shape().parameters().stream().filter(Parameter::required).count();
          if (required != 1) {
            plugin = component.plugin();
            problem(
                kind.word() + " '" + component.name() + "'",
                "stands for a bare number, so it must have exactly one parameter without a default,"
                    + " found "
                    + required);
          }
        }
      }
    }

    private static boolean related(Kind one, Kind other) {
      return one.covers(other) || other.covers(one);
    }

    private <T> void put(Map<String, Owned<T>> map, String what, String name, T value) {
      String named = what + " '" + name + "'";
      if (!wellNamed(named, name)) {
        return;
      }
      Owned<T> before = map.putIfAbsent(name, new Owned<>(value, plugin));
      if (before != null) {
        taken(named, before.plugin());
      }
    }

    private boolean wellNamed(String what, String name) {
      // "null" is how YAML writes nothing.
      boolean good = NAME.matcher(name).matches() && !name.equals("null");
      if (!good) {
        problem(what, "the name must be lower-case words joined by hyphens");
      }
      return good;
    }

    private void taken(String what, String by) {
      problem(what, by.equals(plugin) ? "is brought twice" : "is already brought by " + by);
    }

    private void problem(String path, String message) {
      problems.add(new Problem(plugin, null, path, message));
    }
  }
}
