package io.gan4j.core.config;

import io.gan4j.core.plugin.Component;
import io.gan4j.core.plugin.FlatShape;
import io.gan4j.core.plugin.Kind;
import io.gan4j.core.plugin.Parameter;
import io.gan4j.core.plugin.RecordShape;
import io.gan4j.core.plugin.Registry;
import io.gan4j.core.plugin.ValueType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What can stand in a run file, as data for {@code gan list} and the manual. */
public final class Describe {
  private final Registry registry;

  public Describe(Registry registry) {
    this.registry = registry;
  }

  /**
   * A kind of component.
   *
   * @param word for one of them: {@code loss}
   * @param plural for all of them: {@code losses}
   * @param components in the order of contribution; those of a kind below it included
   */
  public record KindInfo(String word, String plural, List<RecordInfo> components) {}

  /**
   * A component, or a section of the run file.
   *
   * @param name its name in run files; the record's own name for a section
   * @param meaning one line; empty if it doesn't say
   * @param paper where it comes from; empty if it doesn't say
   * @param plugin who brought it; empty for a section
   * @param parameters in the record's order
   */
  public record RecordInfo(
      String name, String meaning, String paper, String plugin, List<ParameterInfo> parameters) {}

  /**
   * A parameter.
   *
   * @param name its key
   * @param type what it takes: {@code a whole number}
   * @param defaultYaml its default; null if it has none
   * @param required whether a run file has to give it
   * @param meaning one line; empty if it doesn't say
   */
  public record ParameterInfo(
      String name, String type, @Nullable String defaultYaml, boolean required, String meaning) {}

  /** Every kind that has components. */
  public List<KindInfo> kinds() {
    return registry.kinds().stream()
        .map(this::kind)
        .filter(info -> !info.components().isEmpty())
        .toList();
  }

  /** One kind. */
  public KindInfo kind(Kind kind) {
    return new KindInfo(
        kind.word(),
        kind.plural(),
        registry.components(kind).stream().map(this::component).toList());
  }

  /** A section of the run file, such as {@code RunConfig} or {@code TrainingConfig}. */
  public RecordInfo section(Class<? extends Record> type) {
    return info(type.getSimpleName(), "", registry.shape(type));
  }

  private RecordInfo component(Component component) {
    RecordShape keys = registry.flat(component).map(FlatShape::whole).orElse(component.shape());
    return info(component.name(), component.plugin(), keys);
  }

  private RecordInfo info(String name, String plugin, RecordShape shape) {
    return new RecordInfo(
        name,
        shape.meaning(),
        shape.paper(),
        plugin,
        shape.parameters().stream().map(this::parameter).toList());
  }

  private ParameterInfo parameter(Parameter parameter) {
    return new ParameterInfo(
        parameter.name(),
        words(parameter.type()),
        parameter.defaultYaml(),
        parameter.required(),
        parameter.meaning());
  }

  private String words(ValueType type) {
    if (type instanceof ValueType.ListOf list) {
      return "a list of: " + words(list.item());
    }
    if (type instanceof ValueType.SetOf set) {
      return "a set of: " + words(set.item());
    }
    if (type instanceof ValueType.MapOf map) {
      return "a map of: " + words(map.value());
    }
    if (type instanceof ValueType.Plug plug) {
      return type.words()
          + registry.shortForm(plug.kind()).map(form -> " or " + form.words()).orElse("");
    }
    return type.words();
  }
}
