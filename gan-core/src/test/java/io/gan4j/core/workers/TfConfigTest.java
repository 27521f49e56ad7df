package io.gan4j.core.workers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gan4j.api.GanException;
import io.gan4j.api.provider.Workers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("TF_CONFIG")
class TfConfigTest {
  private static Workers read(String text) {
    return TfConfig.of(Map.of(TfConfig.VARIABLE, text));
  }

  @Test
  @DisplayName("names nobody where it is absent or empty")
  void absent() {
    assertThat(TfConfig.of(Map.of())).isEqualTo(Workers.ALONE);
    assertThat(read(" ")).isEqualTo(Workers.ALONE);
  }

  @Test
  @DisplayName("puts the chief first, and without one the first worker")
  void order() {
    assertThat(
            read(
                "{\"cluster\": {\"worker\": [\"b:1\", \"c:1\"], \"chief\": [\"a:1\"]}, \"task\":"
                    + " {\"type\": \"worker\", \"index\": 1}}"))
        .isEqualTo(new Workers(2, List.of("a:1", "b:1", "c:1")));
    assertThat(read("{\"cluster\": {\"worker\": [\"b:1\", \"c:1\"]}, \"task\": {\"index\": 0}}"))
        .isEqualTo(new Workers(0, List.of("b:1", "c:1")));
  }

  @Test
  @DisplayName("is written as it is read")
  void roundTrip() {
    Workers workers = new Workers(1, List.of("127.0.0.1:2222", "[::1]:2223"));
    assertThat(read(TfConfig.describe(workers))).isEqualTo(workers);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[] | has no object 'cluster'",
        "{\"cluster\": {\"worker\": [\"a:1\"]}} | has no object 'task'",
        "{\"cluster\": {\"ps\": [\"a:1\"]}, \"task\": {}} | has a job 'ps'",
        "{\"cluster\": {}, \"task\": {}} | has no workers",
        "{\"cluster\": {\"worker\": \"a:1\"}, \"task\": {}} | must be a list of host:port",
        "{\"cluster\": {\"worker\": [\"a\"]}, \"task\": {}} | must be host:port, found 'a'",
        "{\"cluster\": {\"worker\": [\"a:70000\"]}, \"task\": {}} | must be host:port",
        "{\"cluster\": {\"worker\": [\"a:1\", \"a:1\"]}, \"task\": {}} | two workers have the address",
        "{\"cluster\": {\"chief\": [\"a:1\", \"b:1\"]}, \"task\": {}} | there are two chiefs",
        "{\"cluster\": {\"worker\": [\"a:1\"]}, \"task\": {\"index\": 1}} | task.index is 1",
        "{\"cluster\": {\"worker\": [\"a:1\"]}, \"task\": {\"index\": \"x\"}} | a whole number",
        "{\"cluster\": {\"worker\": [\"a:1\"]}, \"task\": {\"type\": \"evaluator\"}} | chief or worker",
        "{ | TF_CONFIG",
      })
  @DisplayName("that is none is told for what it is")
  void wrong(String text, String message) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(GanException.class)
        .hasMessageStartingWith("TF_CONFIG")
        .hasMessageContaining(message);
  }
}
