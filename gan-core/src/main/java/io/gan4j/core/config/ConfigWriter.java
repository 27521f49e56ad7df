package io.gan4j.core.config;

import static java.util.stream.Collectors.joining;

import io.gan4j.core.plugin.FlatShape;
import io.gan4j.core.plugin.Kind;
import io.gan4j.core.plugin.Parameter;
import io.gan4j.core.plugin.RecordShape;
import io.gan4j.core.plugin.Registry;
import io.gan4j.core.plugin.ShortForm;
import io.gan4j.core.plugin.ValueType;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Writes bound records back as YAML: every value spelt out, keys in the order of the records, so
 * that the text says all and reads back as the same records.
 *
 * <p>A component that was made in Java and is registered nowhere is written under its class name:
 * the text then still says what ran, though it cannot be read back.
 */
public final class ConfigWriter {
  private static final int WIDTH = 80;

  /** Text that reads as itself in every YAML, without quotes. */
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z][A-Za-z0-9._/-]*");

  private static final Set<String> WORDS_OF_YAML =
      Set.of("null", "true", "false", "yes", "no", "on", "off", "y", "n");

  private final Registry registry;
  private final UnaryOperator<Path> paths;

  /** Writes paths as they are. */
  public ConfigWriter(Registry registry) {
    this(registry, UnaryOperator.identity());
  }

  private ConfigWriter(Registry registry, UnaryOperator<Path> paths) {
    this.registry = registry;
    this.paths = paths;
  }

  /** Writes absolute paths, so that the text means the same in any folder. */
  public static ConfigWriter forAnyFolder(Registry registry) {
    return new ConfigWriter(registry, path -> path.toAbsolutePath().normalize());
  }

  /**
   * The record as YAML, ending with a line break.
   *
   * @throws IllegalArgumentException if run files cannot express the record
   */
  public String write(Record bound) {
    StringBuilder out = new StringBuilder();
    Block root = record(bound, null);
    if (root.entries().isEmpty()) {
      return "{}\n";
    }
    write(root, 0, out);
    return out.toString();
  }

  /**
   * A component in one line, as it would stand in a run file.
   *
   * @throws IllegalArgumentException if there is no such kind
   */
  public String line(Class<?> kind, Object component) {
    return flow(
        form(
            component,
            registry
                .kind(kind)
                .orElseThrow(() -> new IllegalArgumentException(kind + " is no kind"))
                .asked(kind)));
  }

  private static String flow(Form form) {
    if (form instanceof Items list) {
      return "[" + list.items().stream().map(ConfigWriter::flow).collect(joining(", ")) + "]";
    }
    if (form instanceof Block block) {
      return "{"
          + block.entries().entrySet().stream()
              .map(entry -> entry.getKey() + ": " + flow(entry.getValue()))
              .collect(joining(", "))
          + "}";
    }
    return ((Inline) form).text();
  }

  /** What is written: inline text, a map, or a list. */
  private sealed interface Form {}

  private record Inline(String text) implements Form {}

  /**
   * @param component whether it is a component, which stands in one line if it fits
   */
  private record Block(Map<String, Form> entries, boolean component) implements Form {}

  private record Items(List<Form> items) implements Form {}

  private Form form(Object value, ValueType type) {
    if (type instanceof ValueType.Nested nested) {
      Block block = record((Record) value, null);
      RecordShape shape = registry.shape(nested.type());
      // A list has no place for values that have a default.
      return shape.listForm() && shape.listed().equals(shape.names()) ? listed(block) : block;
    }
    if (type instanceof ValueType.Plug plug) {
      return plug.within() ? within((Record) value, plug.kind()) : component(value, plug.kind());
    }
    if (type instanceof ValueType.ListOf list) {
      return items((Collection<?>) value, list.item());
    }
    if (type instanceof ValueType.SetOf set) {
      return items(sorted((Set<?>) value, set.item()), set.item());
    }
    if (type instanceof ValueType.MapOf map) {
      Map<String, Form> entries = new LinkedHashMap<>();
      // Immutable maps have an order of their own that changes from one Java process to the next.
      new TreeMap<>((Map<?, ?>) value)
          .forEach((key, v) -> entries.put(quoted(String.valueOf(key)), form(v, map.value())));
      return new Block(entries, false);
    }
    return new Inline(scalar(value));
  }

  private String scalar(Object value) {
    if (value instanceof Double number) {
      return Numbers.written(number);
    }
    if (value instanceof Path path) {
      return quoted(paths.apply(path).toString());
    }
    if (value instanceof Enum<?> constant) {
      return quoted(ValueType.Choice.nameOf(constant));
    }
    return value instanceof Number || value instanceof Boolean
        ? value.toString()
        : quoted(value.toString());
  }

  private Block component(Object value, Kind kind) {
    Optional<String> name = registry.nameOf(kind, value.getClass());
    if (name.isPresent()) {
      return record((Record) value, name.get());
    }
    Map<String, Form> entries = new LinkedHashMap<>();
    entries.put("type", new Inline(quoted(value.getClass().getName())));
    if (value instanceof Record) {
      entries.put("value", new Inline(quoted(value.toString())));
    }
    return new Block(entries, true);
  }

  /** A component in the record around it, the keys of both in one map. */
  private Form within(Record around, Kind kind) {
    RecordShape shape = registry.shape(around.getClass());
    RecordComponent[] components = shape.type().getRecordComponents();
    Map<String, @Nullable Object> parts = new LinkedHashMap<>();
    for (RecordComponent component : components) {
      parts.put(component.getName(), read(around, component));
    }
    Object inner =
        parts.values().stream().filter(kind.type()::isInstance).findFirst().orElseThrow();
    Map<String, Form> entries = new LinkedHashMap<>(component(inner, kind).entries());
    FlatShape flat =
        new FlatShape(
            registry.nameOf(kind, inner.getClass()).isPresent()
                ? registry.shape(((Record) inner).getClass())
                : new RecordShape(around.getClass(), List.of()),
            shape);
    for (Parameter parameter : flat.common()) {
      Object part = parts.get(parameter.name());
      if (part != null) {
        entries.put(flat.key(parameter), form(part, parameter));
      }
    }
    return new Block(entries, true);
  }

  /** What a parameter has; a bare number where that is enough. */
  private Form form(Object value, Parameter parameter) {
    if (parameter.plainNumber() && parameter.type() instanceof ValueType.Plug plug) {
      Optional<ShortForm> form = registry.shortForm(plug.kind());
      Block block = component(value, plug.kind());
      List<Form> said = List.copyOf(block.entries().values());
      if (form.isPresent()
          && said.size() == 2
          && flow(said.get(0)).equals(form.get().component().name())) {
        return said.get(1);
      }
    }
    return form(value, parameter.type());
  }

  private Block record(Record value, @Nullable String name) {
    RecordShape shape = registry.shape(value.getClass());
    Map<String, Form> entries = new LinkedHashMap<>();
    if (name != null) {
      entries.put("type", new Inline(quoted(name)));
    }
    RecordComponent[] components = shape.type().getRecordComponents();
    for (int i = 0; i < components.length; i++) {
      Parameter parameter = shape.parameters().get(i);
      Object part = read(value, components[i]);
      if (part != null) {
        entries.put(parameter.name(), form(part, parameter));
      } else if (parameter.defaultYaml() != null) {
        // Left out, it would read back as the default.
        entries.put(parameter.name(), new Inline("null"));
      }
    }
    return new Block(entries, name != null);
  }

  /** A record whose values may stand without their names: one for all, if they are the same. */
  private static Form listed(Block record) {
    List<Form> values = List.copyOf(record.entries().values());
    return values.stream().distinct().count() == 1 ? values.get(0) : new Items(values);
  }

  /** A part of a record. */
  static @Nullable Object read(Record value, RecordComponent component) {
    try {
      component.getAccessor().setAccessible(true);
      return component.getAccessor().invoke(value);
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException(
          "cannot read " + value.getClass().getName() + "." + component.getName(), e);
    }
  }

  private Form items(Collection<?> values, ValueType item) {
    List<Form> items = new ArrayList<>();
    values.forEach(value -> items.add(form(value, item)));
    return new Items(items);
  }

  /** A set has no order of its own, but files that are compared should have one. */
  private static List<Object> sorted(Set<?> set, ValueType item) {
    if (item instanceof ValueType.Choice choice) {
      return Arrays.stream(choice.type().getEnumConstants())
          .filter(set::contains)
          .<Object>map(constant -> constant)
          .toList();
    }
    return set.stream().<Object>map(v -> v).sorted(Comparator.comparing(Object::toString)).toList();
  }

  private static void write(Block block, int indent, StringBuilder out) {
    boolean first = true;
    for (Map.Entry<String, Form> entry : block.entries().entrySet()) {
      if (!first || indent == 0) {
        out.append(" ".repeat(indent));
      }
      first = false;
      out.append(entry.getKey()).append(':');
      Form value = entry.getValue();
      String inline = inline(value, WIDTH - indent - entry.getKey().length() - 2);
      if (inline != null) {
        out.append(' ').append(inline).append('\n');
      } else if (value instanceof Items list) {
        out.append('\n');
        write(list, indent + 2, out);
      } else {
        out.append('\n').append(" ".repeat(indent + 2));
        write((Block) value, indent + 2, out);
      }
    }
  }

  private static void write(Items list, int indent, StringBuilder out) {
    for (Form item : list.items()) {
      out.append(" ".repeat(indent)).append('-');
      String inline = inline(item, WIDTH - indent - 2);
      if (inline != null) {
        out.append(' ').append(inline).append('\n');
      } else if (item instanceof Block block) {
        out.append(' ');
        write(block, indent + 2, out);
      } else {
        out.append('\n');
        write((Items) item, indent + 2, out);
      }
    }
  }

  /** The form in one line; null if it is to be written over several. */
  private static @Nullable String inline(Form form, int width) {
    if (form instanceof Inline || (form instanceof Items list && flat(list.items()))) {
      return flow(form);
    }
    if (form instanceof Block block
        && (block.entries().isEmpty() || (block.component() && flat(block.entries().values())))) {
      String line = flow(block);
      return line.length() <= width ? line : null;
    }
    return null;
  }

  private static boolean flat(Collection<Form> forms) {
    return forms.stream().allMatch(Inline.class::isInstance);
  }

  /** Text, in quotes where YAML could take it for something else. */
  static String quoted(String text) {
    if (PLAIN.matcher(text).matches() && !WORDS_OF_YAML.contains(text.toLowerCase(Locale.ROOT))) {
      return text;
    }
    StringBuilder out = new StringBuilder("\"");
    text.codePoints()
        .forEach(
            c -> {
              if (c == '"' || c == '\\') {
                out.append('\\').appendCodePoint(c);
              } else if (c == '\n') {
                out.append("\\n");
              } else if (c < ' '
                  || (c >= 0x7F && c < 0xA0)
                  || c == 0xFEFF
                  || c == 0x2028
                  || c == 0x2029) {
                out.append(String.format(Locale.ROOT, "\\u%04X", c));
              } else {
                out.appendCodePoint(c);
              }
            });
    return out.append('"').toString();
  }
}
