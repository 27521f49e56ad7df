package io.gan4j.core.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Files that are paired by their order")
class PairedFilesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      quoteCharacter = '"',
      value = {
        "1 2 3 | 1 2 3 | -",
        "1_A 2_A 3_A | 1_B 2_B 3_B | -",
        "1 2 x | 1 3 y | -",
        "1 2 3 | 1 3 2 | '2' would be the partner of '3'",
        "1 2 3 4 | 1 2 3 5 | 2 files have no partner of the same name: '4', '5'",
        "1 2 3 | 1 2 | 1 file has no partner of the same name: '3'",
        "a b c d 1 2 3 4 5 6 7 | 1 2 3 4 5 6 7"
            + " | 4 files have no partner of the same name: 'a', 'b', 'c', …"
      })
  @DisplayName("are told where their names say otherwise:")
  void told(String own, String partners, String problem) {
    assertThat(PairedFiles.problem(List.of(own.split(" ")), List.of(partners.split(" "))))
        .isEqualTo(Optional.ofNullable(problem));
  }
}
