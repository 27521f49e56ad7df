package io.gan4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("gan data")
class DataCommandTest {
  @TempDir Path folder;

  @Test
  @DisplayName("lists readers and published sets, and what is in the cache")
  void list() {
    Cli result = Cli.run("data", "list", "--cache", folder.toString());
    assertThat(result.exitCode()).isZero();
    assertThat(result.out())
        .contains("tfrecord", "cifar10", "SHA-256 of the content", "not fetched");
  }

  @Test
  @DisplayName("inspects a table, and refuses a contact sheet of it")
  void inspect() throws IOException {
    Path table = Files.writeString(folder.resolve("t.csv"), "x,y,kind\n1,2,a\n3,5,b\n1,2,a\n");
    Cli result = Cli.run("data", "inspect", table.toString(), "--details");
    assertThat(result.exitCode()).isZero();
    assertThat(result.out().lines().map(line -> line.replaceAll(" +", " ")))
        .contains(
            "format csv: begins with rows of numbers and a column of words, 'kind', which is taken for"
                + " the class",
            "samples 3",
            "shape 2 (3)",
            "values 1 to 5, mean 2.3333",
            "duplicates 1",
            "labels a (2)",
            " b (1)");
    assertThat(Cli.run("data", "inspect", table.toString()).out().lines())
        .extracting(line -> line.replaceAll(" +", " "))
        .endsWith(
            "samples 3 of shape 2",
            "values 1 to 5, mean 2.3333",
            "labels 2 classes: a (2), b (1)",
            "faults 1 equal to an earlier one, none broken");
    Cli sheet =
        Cli.run("data", "inspect", table.toString(), "--sheet", folder.resolve("s.png").toString());
    assertThat(sheet.exitCode()).isEqualTo(2);
    assertThat(sheet.err()).contains("no pictures");
  }

  @Test
  @DisplayName("inspects rows in JSON, which are no run file")
  void json() throws IOException {
    for (String text :
        List.of(
            "[{\"a\": 1.5, \"b\": \"{[\"}, {\"a\": 2.5, \"b\": \"x\\\"\"}]",
            "{\"a\": 1.5, \"b\": \"x\"}\n{\"a\": 2.5, \"b\": \"y\"}\n")) {
      Path table = Files.writeString(folder.resolve("t.json"), text);
      Cli result = Cli.run("data", "inspect", table.toString());
      assertThat(result.err()).isEmpty();
      assertThat(result.out()).contains("2 rows of 2 columns (1 numbers, 1 categories)");
    }
    Path run = Files.writeString(folder.resolve("r.json"), "{\"data\": {\"reader\": \"digit\"}}");
    assertThat(Cli.run("data", "inspect", run.toString()).err()).contains("did you mean 'digits'");
  }

  @Test
  @DisplayName("names what can be fetched, and what is not in the cache")
  void refusals() {
    assertThat(Cli.run("data", "fetch", "imagenet").err())
        .contains("'imagenet'; accepted: mnist, fashion-mnist");
    assertThat(Cli.run("data", "fetch", "mnsit").err()).contains("did you mean 'mnist'?");
    assertThat(Cli.run("data", "inspect", "fashion").err())
        .contains("no such file or folder", "did you mean 'fashion-mnist'?");
    assertThat(Cli.run("data", "inspect", "mnist", "--cache", folder.toString()).err())
        .contains("gan data fetch mnist");
    assertThat(Cli.run("data").exitCode()).isEqualTo(2);
  }
}
