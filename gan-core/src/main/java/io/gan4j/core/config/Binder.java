package io.gan4j.core.config;

import io.gan4j.core.config.Node.Entry;
import io.gan4j.core.config.Node.Mapping;
import io.gan4j.core.config.Node.Scalar;
import io.gan4j.core.config.Node.Sequence;
import io.gan4j.core.config.Node.Value;
import io.gan4j.core.plugin.Component;
import io.gan4j.core.plugin.FlatShape;
import io.gan4j.core.plugin.Kind;
import io.gan4j.core.plugin.Parameter;
import io.gan4j.core.plugin.RecordShape;
import io.gan4j.core.plugin.Registry;
import io.gan4j.core.plugin.ShortForm;
import io.gan4j.core.plugin.ValueType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Binds a parsed run file to records. It goes on after a mistake, so that all of them are told at
 * once, each with its line, its path, what was found and what is accepted. A record is made only
 * when all its parts could be.
 */
public final class Binder {
  private final Registry registry;
  private final ComponentNames names;
  private final UnknownKeys unknownKeys;

  public Binder(Registry registry) {
    this.registry = registry;
    this.names = new ComponentNames(registry);
    this.unknownKeys = new UnknownKeys(registry);
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
            .<ValueType>map(kind -> kind.asked(type))
            .orElseGet(() -> new ValueType.Nested(type.asSubclass(Record.class)));
    return bindValue(tree, target, problems).map(type::cast);
  }

  /**
   * The tree as a record, whether it is a component or not.
   *
   * @throws io.gan4j.api.config.ConfigException with every mistake found
   */
  Object bindRecord(Mapping tree, RecordShape shape) {
    Problems problems = new Problems(tree.place().source());
    Optional<Object> bound =
        new Pass(problems).records.record(shape, new Site(tree, "", "", false));
    problems.throwIfAny();
    return bound.orElseThrow();
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

  /** One binding: the problems it found so far. */
  private final class Pass {
    private final Problems problems;
    private final RecordBinding records;

    Pass(Problems problems) {
      this.problems = problems;
      this.records = new RecordBinding(this::value, unknownKeys, problems);
    }

    /** The value of a node; empty if it has problems, which are then noted. */
    Optional<Object> value(Node node, ValueType type, String path) {
      if (node instanceof Value made) {
        return Optional.of(made.value()); // its type is that of the part that it was given for
      }
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
        return component(node, plug, path);
      }
      if (node instanceof Scalar scalar) {
        try {
          return Optional.of(Scalars.value(scalar, type));
        } catch (Scalars.Refused e) {
          return problem(node, path, e.problem());
        }
      }
      return problem(node, path, "expected " + type.words() + ", found " + node.described());
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
          .flatMap(mapping -> records.record(shape, new Site(mapping, path, "", false)));
    }

    /** A record of a list of its values, or of one value for all of them. */
    private Optional<Object> listed(Node node, RecordShape shape, String path) {
      List<String> listed = shape.listed();
      List<Node> values =
          node instanceof Sequence sequence
              ? sequence.items()
              : Collections.nCopies(listed.size(), node);
      if (values.size() != listed.size() || (node instanceof Scalar scalar && scalar.isNull())) {
        String words = new ValueType.Nested(shape.type()).words();
        String found = node instanceof Sequence ? "a list of " + values.size() : node.described();
        return problem(node, path, "expected " + words + ", found " + found);
      }
      List<Entry> entries = new ArrayList<>();
      for (int i = 0; i < listed.size(); i++) {
        entries.add(new Entry(values.get(i).place(), listed.get(i), values.get(i)));
      }
      Site site = new Site(new Mapping(node.place(), entries), path, "", node instanceof Scalar);
      return records.record(shape, site);
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

    private Optional<Object> component(Node node, ValueType.Plug plug, String path) {
      Kind kind = plug.kind();
      Optional<ShortForm> form = registry.shortForm(kind).filter(f -> isBare(node, f));
      if (form.isPresent()) {
        return bare(node, plug, form.get(), path);
      }
      if (node instanceof Scalar scalar) {
        return named(scalar, kind, path)
            .flatMap(c -> plugged(plug, c, new Site(empty(node), path, c.name(), false)));
      }
      if (!(node instanceof Mapping mapping)) {
        return problem(
            node,
            path,
            "expected " + kind.withArticle() + ", found " + node.described() + names.oneOf(kind));
      }
      Optional<Entry> type = mapping.entry("type");
      if (type.isEmpty()) {
        return problem(
            node, path, "has no 'type'" + names.typeHint(mapping, kind) + names.oneOf(kind));
      }
      if (!(type.get().value() instanceof Scalar name) || name.isNull()) {
        return problem(
            type.get().value(),
            join(path, "type"),
            "expected the name of "
                + kind.withArticle()
                + ", found "
                + type.get().value().described()
                + names.oneOf(kind));
      }
      return named(name, kind, join(path, "type"))
          .flatMap(c -> plugged(plug, c, new Site(mapping, path, c.name(), false)));
    }

    private boolean isBare(Node node, ShortForm form) {
      return node instanceof Scalar scalar
          ? Numbers.looksLikeNumber(scalar.text())
          : form.list() && node instanceof Sequence;
    }

    private Optional<Object> bare(Node value, ValueType.Plug plug, ShortForm form, String path) {
      if (value instanceof Scalar number && number.quoted()) {
        return problem(
            number,
            path,
            "expected "
                + plug.kind().withArticle()
                + " or a number, found the text "
                + number.described()
                + " in quotes; leave the quotes out");
      }
      Entry entry = new Entry(value.place(), form.key(), value);
      Mapping whole = new Mapping(value.place(), List.of(entry));
      Component component = form.component();
      return plugged(plug, component, new Site(whole, path, component.name(), true));
    }

    private Optional<Component> named(Scalar name, Kind kind, String path) {
      Optional<Component> component = registry.component(kind, name.text());
      component
          .filter(c -> !c.name().equals(name.text()))
          .ifPresent(c -> RetiredKeys.tell(name.place(), name.text(), c.name()));
      return component.isPresent() ? component : problem(name, path, names.unknown(name, kind));
    }

    /** A component, or the record around it. */
    private Optional<Object> plugged(ValueType.Plug plug, Component component, Site site) {
      Optional<FlatShape> flat = plug.within() ? registry.flat(component) : Optional.empty();
      return flat.isPresent()
          ? records.flat(flat.get(), site)
          : records.record(component.shape(), site);
    }

    private <T> Optional<T> problem(Node at, String path, String message) {
      problems.add(at.place(), path, message);
      return Optional.empty();
    }
  }
}
