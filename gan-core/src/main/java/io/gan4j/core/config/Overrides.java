package io.gan4j.core.config;

import io.gan4j.core.config.ConfigPath.Step;
import io.gan4j.core.config.Node.Entry;
import io.gan4j.core.config.Node.Mapping;
import io.gan4j.core.config.Node.Scalar;
import io.gan4j.core.config.Node.Sequence;
import io.gan4j.core.plugin.Parameter;
import io.gan4j.core.plugin.RecordShape;
import io.gan4j.core.plugin.Registry;
import io.gan4j.core.plugin.ShortForm;
import io.gan4j.core.plugin.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Changes single values of a parsed run file, as {@code --set path=value} asks: {@code
 * training.steps=100}, {@code terms[0].weight=5}, {@code loss=minimax}. The value is YAML.
 *
 * <p>On the way to the value, what the file says in short is spelt out: a bare name or number as
 * {@code {type: …}}, and what is not there as its default. Where a component's type changes, its
 * old parameters go. Later ones win over earlier ones.
 */
public final class Overrides {
  /** No run file is so deep. */
  private static final int MAX_PATH = 1000;

  private final Registry registry;
  private final ValueType root;

  /**
   * @param type the record that the tree will be bound to
   */
  public Overrides(Registry registry, Class<? extends Record> type) {
    this.registry = registry;
    this.root = new ValueType.Nested(type);
  }

  /**
   * The tree with the changes made.
   *
   * @param sets each {@code path=value}
   * @throws io.gan4j.api.config.ConfigException if a change cannot be made; all of them at once
   */
  public Node apply(Node tree, List<String> sets) {
    Problems problems = new Problems(tree.place().source());
    Node changed = apply(tree, sets, problems);
    problems.throwIfAny();
    return changed;
  }

  /** The tree with those changes made that can be made. */
  Node apply(Node tree, List<String> sets, Problems problems) {
    Node changed = tree;
    for (String set : sets) {
      changed = apply(changed, set, problems);
    }
    return changed;
  }

  private Node apply(Node tree, String set, Problems problems) {
    int equals = set.indexOf('=');
    String path = (equals < 0 ? set : set.substring(0, equals)).strip();
    if (path.length() > MAX_PATH) {
      Place whole = Place.of("--set");
      problems.expect(whole.source());
      problems.add(whole, "", "has a path of " + path.length() + " characters");
      return tree;
    }
    Place place = Place.of("--set " + path);
    problems.expect(place.source());
    if (equals < 0) {
      problems.add(place, "", "has no '='; write --set path=value, as in training.steps=100");
      return tree;
    }
    Optional<List<Step>> steps = ConfigPath.steps(path);
    if (steps.isEmpty()) {
      problems.add(
          place, "", "is not a path; write keys and dots, as in training.steps or terms[0].weight");
      return tree;
    }
    Node value = YamlTree.parseValue(set.substring(equals + 1), place.source(), problems);
    if (value == null) {
      return tree;
    }
    try {
      return new Change(place, steps.get(), value).at(tree, root, null, 0);
    } catch (Impossible e) {
      problems.add(place, "", e.problem);
      return tree;
    }
  }

  /** A change that cannot be made. */
  private static final class Impossible extends RuntimeException {
    private static final long serialVersionUID = 1L;

    final String problem;

    Impossible(String problem) {
      super(problem);
      this.problem = problem;
    }
  }

  /** One change on its way into the tree. */
  private final class Change {
    private final Place place;
    private final List<Step> steps;
    private final Node value;

    Change(Place place, List<Step> steps, Node value) {
      this.place = place;
      this.steps = steps;
      this.value = value;
    }

    /**
     * The node with the change made in it.
     *
     * @param node what is there; null if nothing is
     * @param type what it will be bound to; null under a key that is unknown, which the binder will
     *     report
     * @param standard the default, which stands in for what is not there
     */
    Node at(@Nullable Node node, @Nullable ValueType type, @Nullable String standard, int depth) {
      if (depth == steps.size()) {
        return value;
      }
      boolean nothing = node == null || (node instanceof Scalar scalar && scalar.isNull());
      Node here = nothing ? standardNode(standard) : Objects.requireNonNull(node);
      if (here instanceof Scalar scalar && type instanceof ValueType.Plug plug) {
        here = spelt(scalar, plug);
      }
      Step step = steps.get(depth);
      return step.key() == null
          ? inList(here, type, step.index(), depth)
          : inMap(here, type, step.key(), depth);
    }

    private Node standardNode(@Nullable String standard) {
      if (standard == null) {
        return new Mapping(place, List.of());
      }
      Problems none = new Problems(place.source());
      Node node = YamlTree.parseValue(standard, place.source(), none);
      return node == null ? new Mapping(place, List.of()) : node;
    }

    /** A bare name or number as a map, which parameters can be put in. */
    private Mapping spelt(Scalar scalar, ValueType.Plug plug) {
      Optional<ShortForm> form = registry.shortForm(plug.kind());
      if (form.isPresent() && !scalar.quoted() && Numbers.looksLikeNumber(scalar.text())) {
        Scalar name = new Scalar(scalar.place(), form.get().component().name(), false);
        return new Mapping(
            scalar.place(),
            List.of(
                new Entry(scalar.place(), "type", name),
                new Entry(scalar.place(), form.get().key(), scalar)));
      }
      return new Mapping(scalar.place(), List.of(new Entry(scalar.place(), "type", scalar)));
    }

    private Node inList(Node node, @Nullable ValueType type, int index, int depth) {
      if (!(node instanceof Sequence sequence)) {
        throw new Impossible(before(depth) + " is not a list, so it has no item [" + index + "]");
      }
      int size = sequence.items().size();
      if (index >= size) {
        throw new Impossible(
            before(depth)
                + (size == 0
                    ? " has no items; set the whole list"
                    : " has " + size + " items, [0] to [" + (size - 1) + "]")
                + ", found ["
                + index
                + "]");
      }
      List<Node> items = new ArrayList<>(sequence.items());
      items.set(index, at(items.get(index), itemType(type), null, depth + 1));
      return new Sequence(sequence.place(), items);
    }

    private static @Nullable ValueType itemType(@Nullable ValueType type) {
      if (type instanceof ValueType.ListOf list) {
        return list.item();
      }
      return type instanceof ValueType.SetOf set ? set.item() : null;
    }

    private Node inMap(Node node, @Nullable ValueType type, String given, int depth) {
      String key = inFile(node, type, given);
      if (node instanceof Sequence sequence && !sequence.items().isEmpty()) {
        throw new Impossible(
            before(depth) + " is a list; say which item: " + before(depth) + "[0]");
      }
      if (!(node instanceof Mapping mapping) || !mayHaveKeys(type)) {
        throw new Impossible(
            before(depth)
                + " is "
                + (type == null || mayHaveKeys(type) ? node.described() : type.words())
                + ", so it has no '"
                + key
                + "'");
      }
      Optional<Parameter> parameter =
          shape(mapping, type).flatMap(shape -> shape.parameter(shape.successor(key).orElse(key)));
      ValueType inner =
          type instanceof ValueType.MapOf map
              ? map.value()
              : parameter.map(Parameter::type).orElse(null);
      String standard = parameter.map(Parameter::defaultYaml).orElse(null);
      Optional<Entry> old = mapping.entry(key);
      Node changed = at(old.map(Entry::value).orElse(null), inner, standard, depth + 1);
      Entry entry = new Entry(place, key, changed);
      if (old.isEmpty()) {
        List<Entry> entries = new ArrayList<>(mapping.entries());
        entries.add(entry);
        return new Mapping(mapping.place(), entries);
      }
      if (type instanceof ValueType.Plug && key.equals("type") && !same(old.get(), changed)) {
        return new Mapping(place, List.of(entry));
      }
      // On the way in, the old key keeps its place: what is wrong beside the change is the file's.
      Entry kept = depth == steps.size() - 1 ? entry : new Entry(old.get().place(), key, changed);
      return new Mapping(
          mapping.place(),
          mapping.entries().stream().map(e -> e.key().equals(key) ? kept : e).toList());
    }

    /** What the file calls a parameter: a key of an earlier version is as good as the name. */
    private String inFile(Node node, @Nullable ValueType type, String given) {
      if (!(node instanceof Mapping mapping) || mapping.entry(given).isPresent()) {
        return given;
      }
      Optional<RecordShape> shape = shape(mapping, type);
      String now = shape.flatMap(s -> s.successor(given)).orElse(given);
      if (mapping.entry(now).isPresent()) {
        return now;
      }
      return shape.flatMap(s -> s.parameter(now)).stream()
          .flatMap(parameter -> parameter.retired().stream())
          .filter(retired -> mapping.entry(retired).isPresent())
          .findFirst()
          .orElse(now);
    }

    private static boolean mayHaveKeys(@Nullable ValueType type) {
      return type == null
          || type instanceof ValueType.Nested
          || type instanceof ValueType.Plug
          || type instanceof ValueType.MapOf;
    }

    private static boolean same(Entry old, Node type) {
      return old.value() instanceof Scalar before
          && type instanceof Scalar now
          && before.text().equals(now.text());
    }

    private Optional<RecordShape> shape(Mapping mapping, @Nullable ValueType type) {
      if (type instanceof ValueType.Nested nested) {
        return Optional.of(registry.shape(nested.type()));
      }
      if (type instanceof ValueType.Plug plug
          && mapping.entry("type").map(Entry::value).orElse(null) instanceof Scalar name) {
        return registry.component(plug.kind(), name.text()).map(c -> registry.keys(plug, c));
      }
      return Optional.empty();
    }

    /** The path before a step, for messages. */
    private String before(int depth) {
      return depth == 0 ? "the run file" : ConfigPath.written(steps.subList(0, depth));
    }
  }
}
