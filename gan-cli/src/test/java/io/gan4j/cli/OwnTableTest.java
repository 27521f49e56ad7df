package io.gan4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gan4j.core.Gan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A table of one's own, without a preset")
class OwnTableTest {
  private static final Gan GAN = Gan.load();

  @TempDir Path folder;

  private Path table(String name, String first, String row) throws IOException {
    return Files.writeString(
        folder.resolve(name),
        IntStream.range(0, 30)
            .mapToObj(i -> String.format(row, i, i % 2 == 0 ? "a" : "b", i * i))
            .collect(Collectors.joining("\n", first + "\n", "\n")));
  }

  @ParameterizedTest
  @CsvSource({
    "rows.csv, comma, 44",
    "rows.csv, semicolon, 59",
    "rows.tsv, tab, 9",
    "rows.csv, pipe, 124"
  })
  @DisplayName("is learnt as rows, also where one column of words could be labels:")
  void preset(String name, String called, int character) throws IOException {
    String separator = Character.toString(character);
    String first = String.join(separator, "age", "\"city,or;town\"", "income");
    Path data = table(name, first, String.join(separator, "%d", "%s", "%d"));
    OwnData own = OwnData.of(GAN, data, List.of());
    assertThat(own.preset()).isEqualTo("table");
    assertThat(own.changes()).containsExactly("data.reader.separator=" + called);
    assertThat(GAN.plan(own.file(GAN, data, List.of())).samples().plural()).isEqualTo("rows");
  }

  @Test
  @DisplayName("that is a wide file of numbers is none")
  void wide() throws IOException {
    String first = IntStream.range(0, 256).mapToObj(i -> "p" + i).collect(Collectors.joining(","));
    String row = IntStream.range(0, 256).mapToObj(i -> "" + i).collect(Collectors.joining(","));
    Path data = table("pixels.csv", first, row);
    assertThat(OwnData.of(GAN, data, List.of()).preset()).isNotEqualTo("table");
  }

  @Test
  @DisplayName("is told how to be read where it is refused, and calls its rows rows")
  void told() throws IOException {
    Path data = table("shop.csv", "id;price", "%1$d;1.%1$03d,5 €");
    Path run = folder.resolve("run");
    Cli cli =
        Cli.run("train", "--data", data.toString(), "--steps", "3", "--run-dir", run.toString());
    assertThat(cli.exitCode()).as(cli.err()).isZero();
    assertThat(cli.err())
        .contains("gan: fields are separated by a semicolon")
        .contains("column 'price' holds numbers that are written '1.000,5 €'")
        .contains("add: --set 'data.reader.sql=SELECT * EXCLUDE (\"id\") REPLACE (TRY_CAST(")
        .contains("30 rows are few")
        .contains(" rows  ")
        .contains("3 training steps are few: the rows say little")
        .doesNotContain(" images ");
    Cli inspected = Cli.run("data", "inspect", run.resolve("config.yaml").toString());
    assertThat(inspected.out()).contains("rows        30", "note        column 'price'");
  }
}
