package io.gan4j.core.plugin;

import io.gan4j.api.config.Problem;
import io.gan4j.api.data.DatasetDetector;
import io.gan4j.api.data.RowFilters;
import io.gan4j.api.data.RowFormat;
import io.gan4j.api.data.RowTarget;
import io.gan4j.api.plugin.Contributions;
import io.gan4j.api.plugin.GanPlugin;
import io.gan4j.api.plugin.ListenerFactory;
import io.gan4j.api.plugin.RunRule;
import io.gan4j.api.provider.GanProvider;
import io.gan4j.api.spec.ScalarForm;
import io.gan4j.core.plugin.RecordShape.UnbindableException;
import java.net.URL;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Takes what the plugins bring, and notes what is wrong with it. */
final class Collector implements Contributions {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

  /** What a plugin brought, and which. */
  record Owned<T>(T value, String plugin) {}

  /** An earlier name of a component. */
  private record Retirement(Class<?> kind, String retired, String name, String plugin) {}

  /** A component before all plugins were asked: its parameters may be of kinds yet to come. */
  private record Raw(Kind kind, String name, Class<?> type, String plugin) {}

  private final List<Problem> problems;
  final Map<Class<?>, Kind> kinds = new LinkedHashMap<>();
  private final List<Raw> raw = new ArrayList<>();
  private final List<Retirement> retired = new ArrayList<>();
  final List<Component> components = new ArrayList<>();
  final List<DatasetDetector> detectors = new ArrayList<>();
  final List<RunRule> rules = new ArrayList<>();
  final Map<String, Owned<Supplier<? extends GanProvider>>> providers = new LinkedHashMap<>();
  final Map<String, Owned<ListenerFactory>> listeners = new LinkedHashMap<>();
  final Map<String, Owned<URL>> presets = new LinkedHashMap<>();
  final Map<String, Owned<String>> retiredPresets = new LinkedHashMap<>();
  final Map<String, Owned<RowFormat>> rowFormats = new LinkedHashMap<>();
  final Map<String, Owned<RowTarget>> rowTargets = new LinkedHashMap<>();
  final Map<String, Owned<RowFilters>> rowFilters = new LinkedHashMap<>();

  /** Those that were asked, by what messages call them. */
  final Map<String, GanPlugin> plugins = new LinkedHashMap<>();

  private final Map<String, String> names = new HashMap<>();
  private String plugin = "";

  Collector(List<Problem> problems) {
    this.problems = problems;
    Kind.VOCABULARY.forEach(kind -> kinds.put(kind.type(), kind));
  }

  void take(GanPlugin contributor) {
    plugin = "plugin " + who(contributor);
    plugins.put(plugin, contributor);
    try {
      String name = contributor.name();
      if (name == null || name.isBlank()) {
        problem("", "has no name");
        return;
      }
      plugin = "plugin '" + name + "' (" + who(contributor) + ")";
      plugins.put(plugin, contributor);
      if (!name.equals(name.strip()) || name.chars().anyMatch(Character::isISOControl)) {
        problem("", "has a name that cannot be told from others: blanks around it, or controls");
        return;
      }
      String other = names.putIfAbsent(name.toLowerCase(Locale.ROOT), plugin);
      if (other != null) {
        problem("", "has the name of " + other);
        return;
      }
      contributor.contribute(this);
    } catch (RuntimeException | Error e) {
      // Somebody else's code: whatever it throws is told as that plugin's problem.
      problem("", "failed while contributing: " + e);
    }
  }

  private static String who(GanPlugin contributor) {
    Class<?> type = contributor.getClass();
    return PluginSource.fileOf(type)
        .filter(file -> file.toString().endsWith(".jar"))
        .map(jar -> type.getName() + ", " + jar)
        .orElse(type.getName());
  }

  @Override
  public <C> void component(Class<C> kind, String name, Class<? extends C> component) {
    if (kind == null || component == null) {
      problem(String.valueOf(name), "its kind or its class is null");
      return;
    }
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
  public void retired(Class<?> kind, String retiredName, String name) {
    if (wellNamed("retired name '" + retiredName + "'", retiredName)) {
      retired.add(new Retirement(kind, retiredName, name, plugin));
    }
  }

  @Override
  public void detector(DatasetDetector detector) {
    if (detector == null) {
      problem("detector", "is null");
      return;
    }
    detectors.add(detector);
  }

  @Override
  public void rule(RunRule rule) {
    if (rule == null) {
      problem("rule", "is null");
      return;
    }
    rules.add(rule);
  }

  @Override
  public void rowFormat(String extension, RowFormat format) {
    put(rowFormats, "row format", extension, format);
  }

  @Override
  public void rowFilters(RowFilters filters) {
    put(rowFilters, "row filters", "sql", filters);
  }

  @Override
  public void rowTarget(String scheme, RowTarget target) {
    put(rowTargets, "row target", scheme, target);
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
  public void retiredPreset(String retiredName, String name) {
    put(retiredPresets, "retired preset", retiredName, name);
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
        components.add(
            new Component(
                component.kind(), component.name(), shape, plugin, namesBefore(component)));
      } catch (UnbindableException e) {
        problem(what, e.problem());
      } catch (RuntimeException | LinkageError e) {
        // A record of somebody else's: a class that it names may be missing, or be of other code.
        problem(what, component.type().getName() + " cannot be looked at: " + e);
      }
    }
    for (Kind kind : kinds.values()) {
      checkScalarForm(kind);
    }
    retiredPresets.forEach(this::checkRetiredPreset);
    for (Retirement retirement : retired) {
      if (components.stream().noneMatch(c -> c.retired().contains(retirement.retired()))) {
        plugin = retirement.plugin();
        problem(
            "retired name '" + retirement.retired() + "'",
            "is said to be called '"
                + retirement.name()
                + "' now, which this plugin does not bring");
      }
    }
  }

  private void checkRetiredPreset(String retiredName, Owned<String> now) {
    plugin = now.plugin();
    Owned<URL> preset = presets.get(now.value());
    if (preset == null || !preset.plugin().equals(plugin)) {
      problem(
          "retired preset '" + retiredName + "'",
          "is said to be called '" + now.value() + "' now, which this plugin does not bring");
    }
    Owned<URL> other = presets.get(retiredName);
    if (other != null) {
      taken("preset '" + retiredName + "'", other.plugin());
    }
  }

  /** The names that a component had before; each is noted as a problem if it means two things. */
  private List<String> namesBefore(Raw component) {
    List<String> names = new ArrayList<>();
    for (Retirement retirement : retired) {
      if (retirement.kind() != component.kind().type()
          || !retirement.name().equals(component.name())
          || !retirement.plugin().equals(component.plugin())) {
        continue;
      }
      String what = component.kind().word() + " '" + retirement.retired() + "'";
      raw.stream()
          .filter(r -> r.name().equals(retirement.retired()) && related(r.kind(), component.kind()))
          .findFirst()
          .ifPresent(r -> taken(what, r.plugin()));
      names.add(retirement.retired());
    }
    return names;
  }

  private RecordShape shapeOf(Class<?> type) {
    return RecordShape.of(
        type.asSubclass(Record.class),
        asked -> kinds.values().stream().filter(kind -> kind.isAskedBy(asked)).findFirst());
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
        long required = component.shape().parameters().stream().filter(Parameter::required).count();
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
    if (value == null) {
      problem(named, "is null");
      return;
    }
    Owned<T> before = map.putIfAbsent(name, new Owned<>(value, plugin));
    if (before != null) {
      taken(named, before.plugin());
    }
  }

  private boolean wellNamed(String what, String name) {
    // "null" is how YAML writes nothing.
    boolean good = name != null && NAME.matcher(name).matches() && !name.equals("null");
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
