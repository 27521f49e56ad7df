package io.gan4j.core.config;

import io.gan4j.api.GanException;
import io.gan4j.api.spec.InvalidValueException;
import io.gan4j.api.spec.ScalarForm;
import io.gan4j.api.spec.Suggestions;
import io.gan4j.core.config.Node.Entry;
import io.gan4j.core.config.Node.Mapping;
import io.gan4j.core.config.Node.Scalar;
import io.gan4j.core.config.Node.Sequence;
import io.gan4j.core.config.Numbers.NotANumber;
import io.gan4j.core.plugin.Component;
import io.gan4j.core.plugin.Kind;
import io.gan4j.core.plugin.Parameter;
import io.gan4j.core.plugin.RecordShape;
import io.gan4j.core.plugin.Registry;
import io.gan4j.core.plugin.ValueType;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Binds a parsed run file to records. It goes on after a mistake, so that all of them are told at
 * once, each with its line, its path, what was found and what is accepted. A record is made only
 * when all its parts could be.
 */
public final class Binder {
  private static final Set<String> TRUE = Set.of("true", "yes", "on");
  private static final Set<String> FALSE = Set.of("false", "no", "off");

  private static final Pattern CLASS_NAME = Pattern.compile("([a-z]\\w*\\.)+[A-Z][\\w.$]*");

  /** Regular expressions recurse on long text. */
  private static final int MAX_CLASS_NAME = 200;

  private final Registry registry;

  public Binder(Registry registry) {
    this.registry = registry;
  }

  /**
   * The tree as a record.
   *
   * @param type a record, or a kind of component
   * @throws io.gan4j.api.config.ConfigException with every mistake found, in the order of the file
   */
  public <T> T bind(Node tree, Class<T> type) {
    Problems problems = new Problems(tree.place().source());
    Optional<T> bound = bind(tree, type, problems);
    problems.throwIfAny();
    return bound.orElseThrow();
  }

  /** The tree as a record; what is empty has its reasons among the problems. */
  <T> Optional<T> bind(Node tree, Class<T> type, Problems problems) {
    ValueType target =
        registry
            .kind(type)
            .<ValueType>map(ValueType.Plug::new)
            .orElseGet(() -> new ValueType.Nested(type.asSubclass(Record.class)));
    return bindValue(tree, target, problems).map(type::cast);
  }

  /** The tree as a value of any type; what is empty has its reasons among the problems. */
  Optional<Object> bindValue(Node tree, ValueType type, Problems problems) {
    return new Pass(problems).value(tree, type, "");
  }

  static String join(String path, String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  private static Mapping empty(Node node) {
    return new Mapping(node.place(), List.of());
  }

  /**
   * A map that a record is made from.
   *
   * @param component the record's name in run files, the key {@code type} then being the name's;
   *     empty if it is no component
   * @param bareNumber whether the file has a bare number, and the map was made from it
   */
  private record Site(Mapping mapping, String path, String component, boolean bareNumber) {
    /** The path of a key, as the user would write it. */
    String at(String key) {
      return bareNumber ? path : join(path, key);
    }
  }

  /** One binding: the problems it found so far. */
  private final class Pass {
    private final Problems problems;
    private final Set<Parameter> defaultsBeingBound = new HashSet<>();

    Pass(Problems problems) {
      this.problems = problems;
    }

    /** The value of a node; empty if it has problems, which are then noted. */
    Optional<Object> value(Node node, ValueType type, String path) {
      if (type instanceof ValueType.Nested record) {
        return nested(node, registry.shape(record.type()), path);
      }
      if (type instanceof ValueType.ListOf list) {
        return items(node, list.item(), path).map(Collections::unmodifiableList);
      }
      if (type instanceof ValueType.SetOf set) {
        return set(node, set.item(), path);
      }
      if (type instanceof ValueType.MapOf map) {
        return map(node, map.value(), path);
      }
      if (node instanceof Scalar scalar && scalar.isNull()) {
        return problem(node, path, "has no value; expected " + type.words());
      }
      if (type instanceof ValueType.Plug plug) {
        return component(node, plug.kind(), path);
      }
      if (node instanceof Scalar scalar) {
        return scalar(scalar, type, path);
      }
      return problem(node, path, "expected " + type.words() + ", found " + node.described());
    }

    private Optional<Object> scalar(Scalar node, ValueType type, String path) {
      String text = node.text();
      if (type instanceof ValueType.Text) {
        return Optional.of(text);
      }
      if (type instanceof ValueType.FilePath) {
        try {
          return Optional.of(Path.of(text));
        } catch (InvalidPathException e) {
          return problem(
              node, path, "expected a path, found " + node.described() + ": " + e.getReason());
        }
      }
      if (type instanceof ValueType.Choice choice) {
        return choice(node, choice, path);
      }
      if (node.quoted()) {
        return problem(
            node,
            path,
            "expected "
                + type.words()
                + ", found the text "
                + node.described()
                + " in quotes; leave the quotes out");
      }
      if (type instanceof ValueType.Flag) {
        String word = text.toLowerCase(Locale.ROOT);
        return TRUE.contains(word)
            ? Optional.of(true)
            : FALSE.contains(word)
                ? Optional.of(false)
                : problem(node, path, "expected true or false, found " + node.described());
      }
      try {
        if (type instanceof ValueType.Decimal) {
          return Optional.of(Numbers.decimal(text));
        }
        if (type instanceof ValueType.Whole whole && whole.wide()) {
          return Optional.of(Numbers.whole(text, Long.MIN_VALUE, Long.MAX_VALUE));
        }
        return Optional.of((int) Numbers.whole(text, Integer.MIN_VALUE, Integer.MAX_VALUE));
      } catch (NotANumber e) {
        return problem(node, path, e.problem());
      }
    }

    private Optional<Object> choice(Scalar node, ValueType.Choice choice, String path) {
      for (Enum<?> constant : choice.type().getEnumConstants()) {
        if (ValueType.Choice.nameOf(constant).equals(node.text())) {
          return Optional.of(constant);
        }
      }
      return problem(
          node,
          path,
          "found "
              + node.described()
              + Suggestions.ending(Suggestions.near(node.text(), choice.names()), choice.names()));
    }

    private Optional<List<Object>> items(Node node, ValueType item, String path) {
      if (node instanceof Scalar scalar && scalar.isNull()) {
        return Optional.of(List.of());
      }
      if (!(node instanceof Sequence sequence)) {
        String hint =
            node instanceof Scalar scalar && scalar.isShort()
                ? "; write [" + scalar.text() + "]"
                : "; put it in [ ]";
        return problem(node, path, "expected a list, found " + node.described() + hint);
      }
      List<Object> values = new ArrayList<>();
      for (int i = 0; i < sequence.items().size(); i++) {
        value(sequence.items().get(i), item, path + "[" + i + "]").ifPresent(values::add);
      }
      return values.size() == sequence.items().size() ? Optional.of(values) : Optional.empty();
    }

    private Optional<Object> set(Node node, ValueType item, String path) {
      Optional<List<Object>> values = items(node, item, path);
      if (values.isEmpty()) {
        return Optional.empty();
      }
      Set<Object> set = new LinkedHashSet<>();
      boolean unique = true;
      for (int i = 0; i < values.get().size(); i++) {
        if (!set.add(values.get().get(i))) {
          unique = false;
          Node twice = ((Sequence) node).items().get(i);
          problem(twice, path + "[" + i + "]", twice.described() + " is in the list twice");
        }
      }
      return unique ? Optional.of(Collections.unmodifiableSet(set)) : Optional.empty();
    }

    private Optional<Object> map(Node node, ValueType type, String path) {
      Optional<Mapping> mapping = mapping(node, path, "expected a map");
      if (mapping.isEmpty()) {
        return Optional.empty();
      }
      Map<String, Object> values = new LinkedHashMap<>();
      for (Entry entry : mapping.get().entries()) {
        value(entry.value(), type, join(path, entry.key()))
            .ifPresent(value -> values.put(entry.key(), value));
      }
      return values.size() == mapping.get().entries().size()
          ? Optional.of(Collections.unmodifiableMap(values))
          : Optional.empty();
    }

    private Optional<Object> nested(Node node, RecordShape shape, String path) {
      if (shape.listForm() && !(node instanceof Mapping)) {
        return listed(node, shape, path);
      }
      List<String> required =
          shape.parameters().stream().filter(Parameter::required).map(Parameter::name).toList();
      String hint =
          node instanceof Scalar scalar && scalar.isShort() && required.size() == 1
              ? "; write {" + required.get(0) + ": " + scalar.text() + "}"
              : "";
      return mapping(
              node, path, "expected a map with keys of " + String.join(", ", shape.names()), hint)
          .flatMap(mapping -> record(shape, new Site(mapping, path, "", false)));
    }

    /** A record of a list of its values, or of one value for all of them. */
    private Optional<Object> listed(Node node, RecordShape shape, String path) {
      List<String> names = shape.listed();
      List<Node> values =
          node instanceof Sequence sequence
              ? sequence.items()
              : Collections.nCopies(names.size(), node);
      if (values.size() != names.size() || (node instanceof Scalar scalar && scalar.isNull())) {
        String words = new ValueType.Nested(shape.type()).words();
        String found = node instanceof Sequence ? "a list of " + values.size() : node.described();
        return problem(node, path, "expected " + words + ", found " + found);
      }
      List<Entry> entries = new ArrayList<>();
      for (int i = 0; i < names.size(); i++) {
        entries.add(new Entry(values.get(i).place(), names.get(i), values.get(i)));
      }
      Site site = new Site(new Mapping(node.place(), entries), path, "", node instanceof Scalar);
      return record(shape, site);
    }

    /** The node as a map; nothing at all is an empty one. */
    private Optional<Mapping> mapping(Node node, String path, String expected, String... hint) {
      if (node instanceof Mapping mapping) {
        return Optional.of(mapping);
      }
      if (node instanceof Scalar scalar && scalar.isNull()) {
        return Optional.of(empty(node));
      }
      return problem(node, path, expected + ", found " + node.described() + String.join("", hint));
    }

    private Optional<Object> component(Node node, Kind kind, String path) {
      if (node instanceof Scalar scalar) {
        ScalarForm form = kind.type().getAnnotation(ScalarForm.class);
        if (form != null && Numbers.looksLikeNumber(scalar.text())) {
          return bareNumber(scalar, kind, form, path);
        }
        return named(scalar, kind, path)
            .flatMap(c -> record(c.shape(), new Site(empty(node), path, c.name(), false)));
      }
      if (!(node instanceof Mapping mapping)) {
        return problem(
            node,
            path,
            "expected " + kind.withArticle() + ", found " + node.described() + oneOf(kind));
      }
      Optional<Entry> type = mapping.entry("type");
      if (type.isEmpty()) {
        return problem(node, path, "has no 'type'" + typeHint(mapping, kind) + oneOf(kind));
      }
      if (!(type.get().value() instanceof Scalar name) || name.isNull()) {
        return problem(
            type.get().value(),
            join(path, "type"),
            "expected the name of "
                + kind.withArticle()
                + ", found "
                + type.get().value().described()
                + oneOf(kind));
      }
      return named(name, kind, join(path, "type"))
          .flatMap(c -> record(c.shape(), new Site(mapping, path, c.name(), false)));
    }

    private Optional<Object> bareNumber(Scalar number, Kind kind, ScalarForm form, String path) {
      if (number.quoted()) {
        return problem(
            number,
            path,
            "expected "
                + kind.withArticle()
                + " or a number, found the text "
                + number.described()
                + " in quotes; leave the quotes out");
      }
      Scalar name = new Scalar(number.place(), form.value(), false);
      return named(name, kind, path)
          .flatMap(
              component -> {
                String key = numberParameter(component);
                Entry entry = new Entry(number.place(), key, number);
                Mapping whole = new Mapping(number.place(), List.of(entry));
                return record(component.shape(), new Site(whole, path, component.name(), true));
              });
    }

    private Optional<Component> named(Scalar name, Kind kind, String path) {
      Optional<Component> component = registry.component(kind, name.text());
      if (component.isEmpty()) {
        String elsewhere =
            registry.kinds().stream()
                .filter(other -> registry.component(other, name.text()).isPresent())
                .findFirst()
                .map(other -> " (it is the name of " + other.withArticle() + ")")
                .orElse("");
        String isClass =
            name.text().length() <= MAX_CLASS_NAME && CLASS_NAME.matcher(name.text()).matches()
                ? "; a class becomes available under a name that a GanPlugin gives it"
                : "";
        problem(
            name,
            path,
            "no "
                + kind.word()
                + " is called "
                + name.described()
                + elsewhere
                + isClass
                + oneOf(kind, Suggestions.near(name.text(), registry.names(kind))));
      }
      return component;
    }

    private String oneOf(Kind kind) {
      return oneOf(kind, List.of());
    }

    private String oneOf(Kind kind, List<String> suggested) {
      List<String> names = new ArrayList<>(registry.names(kind));
      if (kind.type().isAnnotationPresent(ScalarForm.class)) {
        names.add("or a number");
      }
      return names.isEmpty() ? "; none is installed" : Suggestions.ending(suggested, names);
    }

    private String typeHint(Mapping mapping, Kind kind) {
      for (Entry entry : mapping.entries()) {
        if (registry.component(kind, entry.key()).isPresent()) {
          return "; write {type: " + entry.key() + ", ...}";
        }
        if (Suggestions.near(entry.key(), List.of("type")).size() == 1) {
          return ", did you mean it by '" + entry.key() + "'?";
        }
      }
      return "";
    }

    private Optional<Object> record(RecordShape shape, Site site) {
      Mapping mapping = site.mapping();
      Set<String> misspelt = unknownKeys(shape, site);
      List<Parameter> parameters = shape.parameters();
      @Nullable Object[] values = new Object[parameters.size()];
      Set<String> failed = new HashSet<>();
      for (int i = 0; i < values.length; i++) {
        Parameter parameter = parameters.get(i);
        Optional<Entry> entry = mapping.entry(parameter.name());
        if (absent(entry, parameter)) {
          continue;
        }
        Optional<Object> value;
        if (entry.isPresent()) {
          value = value(entry.get().value(), parameter.type(), site.at(parameter.name()));
        } else if (parameter.defaultYaml() != null) {
          value = standard(parameter, site.at(parameter.name()));
        } else {
          value = missing(parameter, site, misspelt);
        }
        values[i] = value.orElse(null);
        if (value.isEmpty()) {
          failed.add(parameter.name());
        }
      }
      return new Maker(shape, site, misspelt).make(values, failed);
    }

    private boolean absent(Optional<Entry> entry, Parameter parameter) {
      return parameter.nullable()
          && (entry.isPresent()
              ? entry.get().value() instanceof Scalar scalar && scalar.isNull()
              : parameter.defaultYaml() == null);
    }

    private Optional<Object> missing(Parameter parameter, Site site, Set<String> misspelt) {
      if (!misspelt.contains(parameter.name())) {
        String meaning = parameter.meaning().isEmpty() ? "" : " (" + parameter.meaning() + ")";
        problem(
            site.mapping(),
            site.at(parameter.name()),
            "is missing; expected " + parameter.type().words() + meaning);
      }
      return Optional.empty();
    }

    private Optional<Object> standard(Parameter parameter, String path) {
      String yaml = String.valueOf(parameter.defaultYaml());
      String source = "default of " + parameter.owner() + "." + parameter.name();
      Node node = YamlTree.parseValue(yaml, source, problems);
      if (node == null) {
        return Optional.empty();
      }
      if (!defaultsBeingBound.add(parameter)) {
        return problem(node, path, "is a default that asks for itself without end");
      }
      Optional<Object> value = value(node, parameter.type(), path);
      defaultsBeingBound.remove(parameter);
      return value;
    }

    /** Notes keys that the record doesn't have; returns the parameters they were meant for. */
    private Set<String> unknownKeys(RecordShape shape, Site site) {
      Mapping mapping = site.mapping();
      String component = site.component();
      Set<String> meant = new HashSet<>();
      Set<String> given = new HashSet<>();
      mapping.entries().forEach(e -> given.add(e.key()));
      for (Entry entry : mapping.entries()) {
        String key = entry.key();
        if (shape.parameter(key).isPresent() || (!component.isEmpty() && key.equals("type"))) {
          continue;
        }
        List<String> free = shape.names().stream().filter(n -> !given.contains(n)).toList();
        List<String> near = Suggestions.near(key, free);
        meant.addAll(near);
        List<String> suggested = near.isEmpty() ? within(shape, key, "", 0) : near;
        if (suggested.isEmpty()) {
          suggested = Suggestions.near(key, shape.names());
        }
        problems.add(
            entry.place(),
            site.at(key),
            "unknown key"
                + (shape.names().isEmpty()
                    ? "; '" + component + "' takes no parameters"
                    : Suggestions.ending(suggested, shape.names())));
      }
      return meant;
    }

    /** Where a key that is unknown here would be at home further in: {@code training.steps}. */
    private List<String> within(RecordShape shape, String key, String prefix, int level) {
      List<String> found = new ArrayList<>();
      for (Parameter parameter : shape.parameters()) {
        String here = join(prefix, parameter.name());
        if (level > 0 && parameter.name().equalsIgnoreCase(key)) {
          found.add(here);
        }
        if (level < 3 && parameter.type() instanceof ValueType.Nested inner) {
          found.addAll(within(registry.shape(inner.type()), key, here, level + 1));
        }
      }
      return found.size() > 3 ? List.of() : found;
    }

    private <T> Optional<T> problem(Node at, String path, String message) {
      problems.add(at.place(), path, message);
      return Optional.empty();
    }

    /** Calls a record's constructor, and finds the place of what it refuses. */
    private final class Maker {
      private final RecordShape shape;
      private final Site site;
      private final Mapping mapping;
      private final Set<String> misspelt;

      Maker(RecordShape shape, Site site, Set<String> misspelt) {
        this.shape = shape;
        this.site = site;
        this.mapping = site.mapping();
        this.misspelt = misspelt;
      }

      /**
       * The record; empty if a part could not be bound or the constructor refuses one.
       *
       * @param failed the parameters that could not be bound, which is noted already
       */
      Optional<Object> make(@Nullable Object[] values, Set<String> failed) {
        Set<String> wrong = new HashSet<>(failed);
        for (String parameter : failed) {
          if (!putStandIn(parameter, values)) {
            return Optional.empty();
          }
        }
        // A constructor stops at the first value it refuses. With stand-ins for the wrong ones it
        // tells the next; what it says of the stand-ins is left out, and so is what it makes.
        while (true) {
          try {
            Object made = construct(values);
            return wrong.isEmpty() ? Optional.of(made) : Optional.empty();
          } catch (InvalidValueException e) {
            String parameter = e.parameter().replaceAll("[.\\[].*", "");
            if (followsFromOthers(e, parameter, wrong) || !wrong.add(parameter)) {
              return Optional.empty();
            }
            Place place = mapping.entry(parameter).map(Entry::place).orElse(mapping.place());
            String path = parameter.isEmpty() ? site.path() : site.at(e.parameter());
            problems.add(place, path, e.problem());
            if (!putStandIn(parameter, values)) {
              return Optional.empty();
            }
          } catch (GanException e) {
            return wrong.isEmpty()
                ? problem(mapping, site.path(), String.valueOf(e.getMessage()))
                : Optional.empty();
          } catch (RuntimeException | LinkageError e) {
            return wrong.isEmpty()
                ? problem(
                    mapping,
                    site.path(),
                    shape.type().getSimpleName() + " refuses its values: " + e)
                : Optional.empty();
          }
        }
      }

      /** Whether a refusal may come from a stand-in for what is wrong elsewhere. */
      private boolean followsFromOthers(
          InvalidValueException e, String parameter, Set<String> wrong) {
        Set<String> standIns = new HashSet<>(wrong);
        standIns.addAll(misspelt);
        standIns.remove(parameter);
        List<String> words = Arrays.asList(e.problem().split("\\W+"));
        return misspelt.contains(parameter)
            || (!standIns.isEmpty() && !given(parameter))
            || standIns.stream().anyMatch(words::contains);
      }

      private boolean given(String parameter) {
        return mapping.entry(parameter).isPresent();
      }

      /**
       * Puts a stand-in for a wrong value; false if there is none. What is then made is dropped.
       */
      private boolean putStandIn(String parameter, @Nullable Object[] values) {
        int index = shape.names().indexOf(parameter);
        if (index < 0) {
          return false;
        }
        Parameter which = shape.parameters().get(index);
        if (which.defaultYaml() == null || !given(parameter)) {
          values[index] = null;
          return !shape.constructorTypes()[index].isPrimitive();
        }
        Optional<Object> value = standard(which, site.at(parameter));
        value.ifPresent(v -> values[index] = v);
        return value.isPresent();
      }

      private Object construct(@Nullable Object[] values) {
        try {
          Constructor<? extends Record> constructor =
              shape.type().getDeclaredConstructor(shape.constructorTypes());
          constructor.setAccessible(true);
          return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
          if (e.getCause() instanceof RuntimeException runtime) {
            throw runtime;
          }
          if (e.getCause() instanceof Error error) {
            throw error;
          }
          throw new IllegalStateException(e.getCause());
        } catch (ReflectiveOperationException e) {
          throw new IllegalStateException("cannot be made: " + e, e);
        }
      }
    }
  }

  /** The parameter that a bare number fills in. */
  static String numberParameter(Component component) {
    // The registry has checked that there is exactly one.
    return component.shape().parameters().stream()
        .filter(Parameter::required)
        .map(Parameter::name)
        .findFirst()
        .orElseThrow();
  }
}
