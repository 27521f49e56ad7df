package io.gan4j.core.plugin;

import io.gan4j.api.spec.CommonKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A component and the record around it, whose keys stand in one map of a run file: {@code {type:
 * r1, gamma: 10, every: 16}} is a weighted term around an {@code r1}.
 *
 * @param own the component
 * @param around the record around it
 */
public record FlatShape(RecordShape own, RecordShape around) {

  /**
   * The keys of both, the component's first. What the component calls as a common key does is the
   * component's.
   */
  public RecordShape whole() {
    List<Parameter> parameters = new ArrayList<>(own.parameters());
    common().stream().map(this::here).forEach(parameters::add);
    return new RecordShape(own.type(), parameters);
  }

  /** The parameters of the record around that can stand beside the component's. */
  public List<Parameter> common() {
    return around.parameters().stream()
        .filter(p -> !isInner(p) && own.parameter(key(p)).isEmpty())
        .toList();
  }

  /** Whether a parameter of the record around is the component. */
  public boolean isInner(Parameter parameter) {
    return parameter.type() instanceof ValueType.Plug plug
        && around.type().equals(plug.kind().within());
  }

  /** What a common parameter is called here. */
  public String key(Parameter parameter) {
    return said(parameter).map(CommonKey::key).filter(k -> !k.isEmpty()).orElse(parameter.name());
  }

  /** A common parameter as it is with this component. */
  private Parameter here(Parameter parameter) {
    CommonKey said = said(parameter).orElse(null);
    return new Parameter(
        key(parameter),
        parameter.type(),
        said == null ? parameter.defaultYaml() : given(said.standard()),
        parameter.nullable(),
        said == null || said.doc().isEmpty() ? parameter.meaning() : said.doc(),
        parameter.owner(),
        parameter.retired(),
        parameter.plainNumber());
  }

  private Optional<CommonKey> said(Parameter parameter) {
    return Optional.ofNullable(own.type().getAnnotation(CommonKey.class))
        .filter(said -> said.parameter().equals(parameter.name()));
  }

  private static @Nullable String given(String text) {
    return text.isEmpty() ? null : text;
  }
}
