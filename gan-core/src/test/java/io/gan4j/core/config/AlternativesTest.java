package io.gan4j.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.gan4j.api.config.ConfigException;
import io.gan4j.core.config.Alternatives.Alternative;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Values of a path to be tried")
class AlternativesTest {
  private static final String RUN =
      """
      data: {batchSize: 64, name: "64"}
      rate: {type: constant, value: 0.2}
      terms:
        - {type: r1, weight: 0.1}
        - {type: r2, weight: {type: cosine, from: 2.0, to: 0.2, steps: 100}}
      """;

  private static List<String> of(String path, String list) {
    return alternatives(path, list).stream().map(Alternative::text).toList();
  }

  private static List<Alternative> alternatives(String path, String list) {
    return new Alternatives(YamlTree.parse(RUN, "run"), "--vary " + path).of(path, list);
  }

  @Test
  @DisplayName("are items of a list, of any kind, as a run file would have them")
  void items() {
    assertThat(of("any.path", "1.0e-4, 2, relu")).containsExactly("1.0e-4", "2", "relu");
    assertThat(of("loss", "{type: hinge}, [a, 'x2', \"y: z\"]"))
        .containsExactly("{type: hinge}", "[a, x2, \"y: z\"]");
  }

  @Test
  @DisplayName("or multiples of what the run has; whole numbers stay whole where they can")
  void multiples() {
    assertThat(of("terms[0].weight", "x0.5, x1, ×3, .7"))
        .containsExactly("0.05", "0.1", "0.3", ".7");
    assertThat(of("rate", "x0.5")).containsExactly("0.1");
    assertThat(alternatives("rate", "x0.5, 3"))
        .extracting(Alternative::words)
        .containsExactly("× 0.5", "= 3");
    assertThat(of("data.batchSize", "x0.25,x2,x0.01")).containsExactly("16", "128", "0.64");
  }

  @Test
  @DisplayName("of a schedule all values are multiplied, and no lengths")
  void schedules() {
    assertThat(of("terms[1].weight", "x2"))
        .containsExactly("{type: cosine, from: 4.0, to: 0.4, steps: 100}");
  }

  @ParameterizedTest(name = "{0}={1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "terms[2].weight | x2  | no such value to multiply",
        "data.batch      | x2  | no such value to multiply",
        "data.name       | x2  | is '64', which cannot be multiplied",
        "terms           | x2  | is a list, which cannot be multiplied",
        "data            | x2  | is a map, which cannot be multiplied",
        "terms[          | 1   | is not a path",
        "data.batchSize  | ''  | expected values separated by commas",
        "data.batchSize  | a: b: c | data.batchSize"
      })
  @DisplayName("and nothing else:")
  void refused(String path, String list, String message) {
    ConfigException e = catchThrowableOfType(ConfigException.class, () -> of(path, list));
    assertThat(e).isNotNull();
    assertThat(e).hasMessageContaining(message);
  }
}
