package io.gan4j.core.config;

import io.gan4j.core.config.Node.Entry;
import io.gan4j.core.config.Node.Mapping;
import io.gan4j.core.config.Node.Scalar;
import io.gan4j.core.plugin.FlatShape;
import io.gan4j.core.plugin.Parameter;
import io.gan4j.core.plugin.RecordShape;
import io.gan4j.core.plugin.ValueType;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Binds maps to records: a value for each parameter, given, by default, or told to be missing. */
final class RecordBinding {
  /** Binds the value of a parameter; empty if it cannot be, which is noted then. */
  interface Values {
    Optional<Object> value(Node node, ValueType type, String path);
  }

  /**
   * The values of a record's parameters.
   *
   * @param values in the order of the parameters; null what is absent or could not be bound
   * @param failed the parameters that could not be bound
   * @param misspelt parameters that unknown keys were meant for
   */
  private record Bound(
      Site site, List<@Nullable Object> values, Set<String> failed, Set<String> misspelt) {}

  private final Values values;
  private final UnknownKeys unknownKeys;
  private final Problems problems;
  private final Set<Parameter> defaultsBeingBound = new HashSet<>();

  RecordBinding(Values values, UnknownKeys unknownKeys, Problems problems) {
    this.values = values;
    this.unknownKeys = unknownKeys;
    this.problems = problems;
  }

  /** A record of a map; empty if a part of it could not be bound, which is noted then. */
  Optional<Object> record(RecordShape shape, Site given) {
    Bound bound = bound(shape, given);
    return maker(shape, bound).make(bound.values().toArray(), bound.failed());
  }

  /** A component and the record around it, from one map. */
  Optional<Object> flat(FlatShape shape, Site given) {
    Bound bound = bound(shape.whole(), given);
    int size = shape.own().parameters().size();
    Set<String> ownFailed = new HashSet<>(bound.failed());
    ownFailed.retainAll(shape.own().names());
    Optional<Object> own =
        maker(shape.own(), bound).make(bound.values().subList(0, size).toArray(), ownFailed);

    List<Parameter> parameters = shape.around().parameters();
    List<Parameter> common = shape.common();
    @Nullable Object[] whole = new Object[parameters.size()];
    Set<String> failed = new HashSet<>();
    for (int i = 0; i < whole.length; i++) {
      Parameter parameter = parameters.get(i);
      int place = common.indexOf(parameter);
      boolean wrong = false;
      if (shape.isInner(parameter)) {
        whole[i] = own.orElse(null);
        wrong = own.isEmpty();
      } else if (place >= 0) {
        whole[i] = bound.values().get(size + place);
        wrong = bound.failed().contains(shape.key(parameter));
      } else if (parameter.defaultYaml() != null) {
        whole[i] = standard(parameter, bound.site().at(parameter.name())).orElse(null);
      }
      if (wrong) {
        failed.add(parameter.name());
      }
    }
    return maker(shape.around(), bound).make(whole, failed);
  }

  private RecordMaker maker(RecordShape shape, Bound bound) {
    return new RecordMaker(problems, this::standard, shape, bound.site(), bound.misspelt());
  }

  private Bound bound(RecordShape shape, Site given) {
    Site site = given.with(RetiredKeys.replaced(given, shape, problems));
    Mapping mapping = site.mapping();
    Set<String> misspelt = unknownKeys.note(shape, site, problems);
    List<Parameter> parameters = shape.parameters();
    @Nullable Object[] bound = new Object[parameters.size()];
    Set<String> failed = new HashSet<>();
    for (int i = 0; i < bound.length; i++) {
      Parameter parameter = parameters.get(i);
      Optional<Entry> entry = mapping.entry(parameter.name());
      if (absent(entry, parameter)) {
        continue;
      }
      Optional<Object> value;
      if (entry.isPresent()) {
        value = values.value(entry.get().value(), parameter.type(), site.at(parameter.name()));
      } else if (parameter.defaultYaml() != null) {
        value = standard(parameter, site.at(parameter.name()));
      } else {
        value = missing(parameter, site, misspelt);
      }
      bound[i] = value.orElse(null);
      if (value.isEmpty()) {
        failed.add(parameter.name());
      }
    }
    return new Bound(site, Arrays.asList(bound), failed, misspelt);
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
      problems.add(
          site.mapping().place(),
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
      problems.add(node.place(), path, "is a default that asks for itself without end");
      return Optional.empty();
    }
    Optional<Object> value = values.value(node, parameter.type(), path);
    defaultsBeingBound.remove(parameter);
    return value;
  }
}
