package io.gan4j.core.config;

import io.gan4j.api.config.ConfigException;
import io.gan4j.core.config.Node.Entry;
import io.gan4j.core.config.Node.Mapping;
import io.gan4j.core.config.Node.Scalar;
import io.gan4j.core.config.Node.Sequence;
import io.gan4j.core.config.Node.Value;
import io.gan4j.core.plugin.FlatShape;
import io.gan4j.core.plugin.Kind;
import io.gan4j.core.plugin.Parameter;
import io.gan4j.core.plugin.RecordShape;
import io.gan4j.core.plugin.Registry;
import java.io.Serializable;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Makes a configuration in Java: a run, a section of it, or a component. What is not said has the
 * default that a run file would have, what is said is checked as a run file is, and all mistakes
 * are told together, each by its path. A part is named by its accessor:
 *
 * <pre>{@code
 * RunConfig run =
 *     gan.builder(RunConfig.class)
 *         .set(RunConfig::seed).to(9L)
 *         .set(RunConfig::training)
 *         .to(gan.builder(TrainingConfig.class).set(TrainingConfig::steps).to(3000L))
 *         ...
 *         .build();
 * }</pre>
 *
 * @param <R> the record
 */
public final class RecordBuilder<R> {
  private static final Place PLACE = Place.of("configuration");

  /**
   * A record's accessor, as in {@code RunConfig::seed}.
   *
   * @param <R> the record
   * @param <V> its component's type
   */
  public interface Accessor<R, V extends @Nullable Object> extends Function<R, V>, Serializable {}

  private final Registry registry;
  private final Class<R> type;
  private final RecordShape shape;
  private final Map<String, Node> given = new LinkedHashMap<>();

  /** A record of which nothing is said yet. */
  public RecordBuilder(Registry registry, Class<R> type) {
    this.registry = registry;
    this.type = type;
    this.shape = registry.shape(type.asSubclass(Record.class));
  }

  /** A record like another, to be changed. */
  @SuppressWarnings("unchecked") // the class of an R is one of R
  public static <R extends Record> RecordBuilder<R> like(Registry registry, R other) {
    RecordBuilder<R> builder = new RecordBuilder<>(registry, (Class<R>) other.getClass());
    for (RecordComponent component : other.getClass().getRecordComponents()) {
      builder.given.put(component.getName(), node(ConfigWriter.read(other, component)));
    }
    return builder;
  }

  /** The part that is said next. */
  public <V extends @Nullable Object> Part<V> set(Accessor<R, V> part) {
    return new Part<>(name(part));
  }

  /** The same of a list. */
  public <E> ListPart<E> setAll(Accessor<R, ? extends @Nullable List<E>> part) {
    return new ListPart<>(name(part));
  }

  /** The same of a map by names: a game's players, say. */
  public <V> MapPart<V> setEach(Accessor<R, ? extends @Nullable Map<String, V>> part) {
    return new MapPart<>(name(part));
  }

  /**
   * A part about to be said.
   *
   * @param <V> its type
   */
  public final class Part<V extends @Nullable Object> {
    private final String name;

    private Part(String name) {
      this.name = name;
    }

    /** Says what it is. */
    public RecordBuilder<R> to(V value) {
      given.put(name, node(value));
      return RecordBuilder.this;
    }

    /** Says what it is to be made of, so that its mistakes are told with all others. */
    public RecordBuilder<R> to(RecordBuilder<? extends V> value) {
      given.put(name, value.asPart());
      return RecordBuilder.this;
    }
  }

  /**
   * A list about to be said.
   *
   * @param <E> its elements' type
   */
  public final class ListPart<E> {
    private final String name;

    private ListPart(String name) {
      this.name = name;
    }

    /** Says what its elements are to be made of. */
    @SafeVarargs
    public final RecordBuilder<R> to(RecordBuilder<? extends E>... elements) {
      List<Node> items = new ArrayList<>();
      for (RecordBuilder<? extends E> element : elements) {
        items.add(element.asPart());
      }
      given.put(name, new Sequence(PLACE, items));
      return RecordBuilder.this;
    }
  }

  /**
   * A map about to be said.
   *
   * @param <V> its values' type
   */
  public final class MapPart<V> {
    private final String name;

    private MapPart(String name) {
      this.name = name;
    }

    /** Says what its values are to be made of, by their names. */
    public RecordBuilder<R> to(Map<String, ? extends RecordBuilder<? extends V>> values) {
      List<Entry> entries = new ArrayList<>();
      for (Map.Entry<String, ? extends RecordBuilder<? extends V>> each : values.entrySet()) {
        RecordBuilder<? extends V> value = each.getValue();
        entries.add(new Entry(PLACE, each.getKey(), value.asPart()));
      }
      given.put(name, new Mapping(PLACE, entries));
      return RecordBuilder.this;
    }
  }

  /**
   * The record.
   *
   * @throws ConfigException with every mistake, each with its path
   */
  public R build() {
    boolean flat = registry.kind(type).isPresent();
    return new Binder(registry).bind(flat ? asPart() : map(Optional.empty()), type);
  }

  private static Node node(@Nullable Object value) {
    return value == null ? new Scalar(PLACE, "", false) : new Value(PLACE, value);
  }

  /** As a part of another record. */
  private Node asPart() {
    Optional<Kind> around = registry.kind(type);
    if (around.isPresent()) {
      return flat(around.get());
    }
    Optional<String> name = name();
    boolean component = registry.kinds().stream().anyMatch(k -> k.type().isAssignableFrom(type));
    return component && name.isEmpty() ? new Value(PLACE, build()) : map(name);
  }

  /** What run files call it; empty if they don't. */
  private Optional<String> name() {
    return registry.kinds().stream()
        .flatMap(kind -> registry.nameOf(kind, type).stream())
        .findFirst();
  }

  private Mapping map(Optional<String> name) {
    List<Entry> entries = new ArrayList<>();
    name.ifPresent(word -> entries.add(new Entry(PLACE, "type", new Scalar(PLACE, word, false))));
    given.forEach((key, value) -> entries.add(new Entry(PLACE, key, value)));
    return new Mapping(PLACE, entries);
  }

  /** A component and the record around it, in one map as in a run file. */
  private Node flat(Kind kind) {
    Parameter inner =
        shape.parameters().stream()
            .filter(p -> new FlatShape(shape, shape).isInner(p))
            .findFirst()
            .orElseThrow();
    Node component = given.get(inner.name());
    Mapping own;
    if (component instanceof Mapping map) {
      own = map;
    } else if (component instanceof Value value
        && value.value() instanceof Record record
        && registry.nameOf(kind, record.getClass()).isPresent()) {
      own = (Mapping) like(registry, record).asPart();
    } else {
      return new Value(PLACE, new Binder(registry).bindRecord(map(Optional.empty()), shape));
    }
    String word = ((Scalar) own.entry("type").orElseThrow().value()).text();
    FlatShape flat = registry.flat(registry.component(kind, word).orElseThrow()).orElseThrow();
    List<Entry> entries = new ArrayList<>(own.entries());
    for (Parameter parameter : flat.common()) {
      Node value = given.get(parameter.name());
      if (value != null) {
        entries.add(new Entry(PLACE, flat.key(parameter), value));
      }
    }
    return new Mapping(PLACE, entries);
  }

  private String name(Accessor<R, ?> part) {
    String name;
    try {
      Method replace = part.getClass().getDeclaredMethod("writeReplace");
      replace.setAccessible(true);
      name = ((SerializedLambda) replace.invoke(part)).getImplMethodName();
    } catch (ReflectiveOperationException | RuntimeException e) {
      throw new IllegalArgumentException(example(), e);
    }
    if (shape.parameter(name).isEmpty()) {
      throw new IllegalArgumentException(example());
    }
    return name;
  }

  private String example() {
    return "a part must be named by an accessor of its record, as in "
        + type.getSimpleName()
        + "::"
        + shape.names().stream().findFirst().orElse("");
  }
}
