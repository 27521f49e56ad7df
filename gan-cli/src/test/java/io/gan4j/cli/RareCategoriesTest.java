package io.gan4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Rare categories of a table")
class RareCategoriesTest {
  private static final int ROWS = 1000;

  @TempDir private Path folder;

  private static String done(String... arguments) {
    Cli cli = Cli.run(arguments);
    assertThat(cli.exitCode()).as(cli.err()).isZero();
    return cli.err();
  }

  private void train(String run, int steps) throws IOException {
    StringBuilder rows = new StringBuilder("name,length,town\n");
    for (int i = 0; i < ROWS; i++) {
      rows.append("Anna Muster").append(i).append(',').append(i % 50);
      rows.append(i < 8 ? ",Zug\n" : i % 2 == 0 ? ",Bern\n" : ",Basel\n");
    }
    Path table = Files.writeString(folder.resolve("rows.csv"), rows);
    List<String> arguments = new ArrayList<>(Arrays.asList("train", "table", "--data"));
    arguments.addAll(List.of(table.toString(), "--run-dir", folder.resolve(run).toString()));
    arguments.addAll(List.of("--steps", "" + steps));
    for (String set :
        List.of(
            "data.batchSize=50",
            "data.reader.personal={name: full-name}",
            "generator.network.units=[16]",
            "discriminator.network.units=[16]",
            "generator.optimizer.learningRate=1e-3",
            "discriminator.optimizer.learningRate=1e-3",
            "samples.every=0")) {
      arguments.addAll(List.of("--set", set));
    }
    done(arguments.toArray(String[]::new));
  }

  private List<String> sample(String run, String... more) throws IOException {
    Path out = folder.resolve("out.csv");
    String[] plain = {"sample", folder.resolve(run).toString(), "--out", out.toString()};
    done(Stream.concat(Arrays.stream(plain), Arrays.stream(more)).toArray(String[]::new));
    List<String> lines = Files.readAllLines(out);
    assertThat(lines.get(0)).isEqualTo("name,length,town");
    return lines.subList(1, lines.size());
  }

  @Test
  @DisplayName(
      "come as often as in the source, are drawn alone when asked for, and resume to the bit")
  void rare() throws IOException {
    train("run", 4);
    List<String> rows = sample("run", "--count", "10000");
    long made = rows.stream().filter(row -> row.endsWith(",Zug")).count();
    assertThat(made).isBetween(44L, 116L); // of 80, four standard deviations
    assertThat(rows).allMatch(row -> row.matches("[\\p{L}.' -]+,\\d+,(Zug|Bern|Basel)"));

    List<String> zug = sample("run", "--where", "town = 'Zug' AND length >= 0", "--count", "300");
    assertThat(zug).hasSize(300).allMatch(row -> row.endsWith(",Zug"));
    assertThat(zug.stream().distinct().count()).isGreaterThan(200);
    assertThat(sample("run", "--where", "town = 'Zug' AND length >= 0", "--count", "20"))
        .isEqualTo(zug.subList(0, 20));
    assertThat(
            done(
                "sample",
                folder.resolve("run").toString(),
                "--where",
                "town = 'Zug'",
                "--out",
                folder.resolve("few.csv").toString()))
        .doesNotContain("did not hold");

    train("short", 2);
    done("resume", folder.resolve("short").toString(), "--steps", "4");
    assertThat(sample("short", "--count", "500")).isEqualTo(rows.subList(0, 500));
  }
}
