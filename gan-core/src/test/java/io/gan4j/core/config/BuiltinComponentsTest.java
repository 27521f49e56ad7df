package io.gan4j.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.gan4j.api.config.Problem;
import io.gan4j.api.config.RunConfig;
import io.gan4j.components.BuiltinPlugin;
import io.gan4j.core.config.Node.Mapping;
import io.gan4j.core.config.Node.Scalar;
import io.gan4j.core.plugin.Component;
import io.gan4j.core.plugin.Kind;
import io.gan4j.core.plugin.Parameter;
import io.gan4j.core.plugin.RecordShape;
import io.gan4j.core.plugin.Registry;
import io.gan4j.core.plugin.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

@DisplayName("Every built-in component")
class BuiltinComponentsTest {
  private final Registry registry = Registry.of(new BuiltinPlugin(), new ZooPlugin());
  private final Binder binder = new Binder(registry);

  private record Named(Kind kind, Component component) {
    @Override
    public String toString() {
      return kind.word() + " " + component.name();
    }
  }

  private Stream<Named> builtIns() {
    return registry.kinds().stream()
        .filter(kind -> kind.type().getName().startsWith("io.gan4j.api."))
        .flatMap(kind -> registry.components(kind).stream().map(c -> new Named(kind, c)));
  }

  private Stream<DynamicTest> each(Stream<Named> which, Consumer<Named> test) {
    List<Named> found = which.toList();
    assertThat(found).isNotEmpty();
    return found.stream().map(named -> dynamicTest(named.toString(), () -> test.accept(named)));
  }

  @TestFactory
  @DisplayName("binds from its bare name if nothing is required, and reads back as it was written")
  Stream<DynamicTest> bindsFromDefaults() {
    return each(
        builtIns()
            .filter(
                n -> n.component().shape().parameters().stream().noneMatch(Parameter::required)),
        named -> {
          Object bound = bind(named, named.component().name());

          assertThat(bound).isInstanceOf(named.component().shape().type());
          assertThat(bind(named, written(named, (Record) bound))).isEqualTo(bound);
        });
  }

  @TestFactory
  @DisplayName("asks for what is required, by name, and for nothing else")
  Stream<DynamicTest> asksForTheRest() {
    return each(
        builtIns()
            .filter(n -> n.component().shape().parameters().stream().anyMatch(Parameter::required)),
        named -> {
          List<String> required =
              named.component().shape().parameters().stream()
                  .filter(Parameter::required)
                  .map(Parameter::name)
                  .toList();
          Problems problems = new Problems("test");
          binder.bind(
              YamlTree.parse(named.component().name(), "test"), named.kind().type(), problems);

          assertThat(problems.exception().problems())
              .allSatisfy(problem -> assertThat(problem.message()).startsWith("is missing; "))
              .extracting(Problem::path)
              .containsExactlyElementsOf(required);
        });
  }

  @TestFactory
  @DisplayName("has defaults that can be read on their own, and so have the run file's sections")
  Stream<DynamicTest> defaultsBind() {
    List<RecordShape> shapes = new ArrayList<>(builtIns().map(n -> n.component().shape()).toList());
    sections(registry.shape(RunConfig.class), shapes);
    return shapes.stream()
        .distinct()
        .flatMap(shape -> shape.parameters().stream())
        .filter(parameter -> parameter.defaultYaml() != null)
        .map(
            parameter ->
                dynamicTest(
                    parameter.owner() + "." + parameter.name(),
                    () -> assertThat(problemsOfDefault(parameter)).isEmpty()));
  }

  private void sections(RecordShape shape, List<RecordShape> into) {
    into.add(shape);
    for (Parameter parameter : shape.parameters()) {
      ValueType type = parameter.type();
      if (type instanceof ValueType.ListOf list) {
        type = list.item();
      }
      if (type instanceof ValueType.Nested nested) {
        sections(registry.shape(nested.type()), into);
      }
    }
  }

  /** A record of one parameter is bound from a map that holds nothing but its default. */
  private List<String> problemsOfDefault(Parameter parameter) {
    String yaml = Objects.requireNonNull(parameter.defaultYaml());
    Problems problems = new Problems("default");
    binder.bindValue(YamlTree.parse(yaml, "default"), parameter.type(), problems);
    return problems.isEmpty()
        ? List.of()
        : problems.exception().problems().stream().map(Object::toString).toList();
  }

  private Object bind(Named named, String yaml) {
    return binder.bind(YamlTree.parse(yaml, "test"), named.kind().type());
  }

  private String written(Named named, Record bound) {
    String parameters = new ConfigWriter(registry).write(bound);
    Node tree = YamlTree.parse(parameters, "test");
    assertThat(tree).isInstanceOfAny(Mapping.class, Scalar.class);
    String type = "type: " + named.component().name() + "\n";
    return parameters.equals("{}\n") ? type : type + parameters;
  }
}
