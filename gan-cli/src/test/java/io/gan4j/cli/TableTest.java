package io.gan4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A table")
class TableTest {
  @TempDir static Path folder;

  private static Path table;
  private static Path run;

  @BeforeAll
  static void train() throws IOException {
    StringBuilder rows = new StringBuilder("length,colour,day\n");
    for (int i = 0; i < 200; i++) {
      rows.append(i % 7 == 0 ? "" : Math.rint(Math.sin(i) * 100) / 4)
          .append(i % 4 == 0 ? ",dark red," : ",blue,")
          .append("2020-01-0")
          .append(1 + i % 9)
          .append('\n');
    }
    table = Files.writeString(folder.resolve("rows.csv"), rows);
    run = folder.resolve("run");
    done(
        "train",
        "table",
        "--data",
        table.toString(),
        "--run-dir",
        run.toString(),
        "--steps",
        "30",
        "--set",
        "data.batchSize=100",
        "--set",
        "data.holdOut=0.2",
        "--set",
        "samples.count=200",
        "--set",
        "evaluation.generated=300");
  }

  private static String done(String... arguments) {
    Cli cli = Cli.run(arguments);
    assertThat(cli.exitCode()).as(cli.err()).isZero();
    return cli.out();
  }

  private static List<String> sample(String file, int count) throws IOException {
    Path out = folder.resolve(file);
    done("sample", run.toString(), "--count", "" + count, "--out", out.toString());
    return file.endsWith(".parquet") ? List.of() : Files.readAllLines(out);
  }

  @Test
  @DisplayName(
      "comes out in its own columns, without the source, the first rows whatever the count")
  void rows() throws IOException {
    Path away = Files.move(table, folder.resolve("away.csv"));
    List<String> rows = sample("many.csv", 10_000);
    assertThat(rows).hasSize(10_001).first().isEqualTo("length,colour,day");
    assertThat(rows.subList(1, rows.size()))
        .allMatch(row -> row.matches("(-?\\d+\\.\\d{1,2})?,(dark red|blue),20\\d\\d-\\d\\d-\\d\\d"))
        .anyMatch(row -> row.startsWith(","));
    assertThat(sample("few.csv", 50)).isEqualTo(rows.subList(0, 51));
    Files.move(away, table);
    sample("rows.parquet", 50);
    assertThat(done("data", "inspect", folder.resolve("rows.parquet").toString()))
        .contains("format      table", "50 rows of 3 columns");
  }

  @Test
  @DisplayName("has other noise in every block of rows: shares are as exact as the rows are many")
  void noise() throws IOException {
    List<String> rows = sample("blocks.csv", 4 * 4096);
    List<Double> shares = new ArrayList<>();
    for (int block = 0; block < 4; block++) {
      shares.add(
          rows.subList(1 + block * 4096, 1 + (block + 1) * 4096).stream()
                  .filter(row -> row.contains("blue"))
                  .count()
              / 4096.0);
    }
    assertThat(shares.stream().distinct().count()).isGreaterThan(1);
    // Six standard deviations of a share of 4,096.
    assertThat(shares)
        .allSatisfy(share -> assertThat(share).isCloseTo(shares.get(0), within(0.067)));
  }

  @Test
  @DisplayName("gives the rows that hold a condition, and tells how many were drawn again")
  void where() throws IOException {
    Path out = folder.resolve("blue.csv");
    Cli cli =
        Cli.run(
            "sample",
            run.toString(),
            "--where",
            "colour = 'blue' AND length > 1",
            "--count",
            "5000",
            "--out",
            out.toString());
    assertThat(cli.exitCode()).as(cli.err()).isZero();
    assertThat(cli.err())
        .containsPattern("5,000 rows .* of [\\d,]+ that were drawn: .* did not hold");
    List<String> rows = Files.readAllLines(out);
    assertThat(rows).hasSize(5001);
    assertThat(rows.subList(1, rows.size())).allMatch(row -> row.split(",", -1)[1].equals("blue"));
    assertThat(rows.subList(1, rows.size()))
        .allMatch(row -> Double.parseDouble(row.split(",", -1)[0]) > 1);
    // They are the first of all rows that hold it.
    assertThat(
            sample("all.csv", 9000).stream()
                .filter(row -> row.matches("[^-,]+,blue,.*") && row.charAt(0) != '0')
                .filter(row -> Double.parseDouble(row.split(",", -1)[0]) > 1)
                .limit(100))
        .isEqualTo(rows.subList(1, 101));
    assertThat(
            Cli.run("sample", run.toString(), "--where", "price > 1", "--out", out.toString())
                .err())
        .contains("'price > 1' names 'price', which is no column that rows can be told by");
  }

  @Test
  @DisplayName("is exported only if its measures are as they have to be")
  void gate() {
    Path out = folder.resolve("gated");
    Cli refused =
        Cli.run(
            "export",
            run.toString(),
            "--out",
            out.toString(),
            "--require",
            "column-shapes>=0.9999");
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err())
        .containsPattern(
            "not exported: column-shapes is 0\\.\\d+, and --require wants at least 0.9999");
    assertThat(out).doesNotExist();
    for (String wrong : List.of("qualty>=0.5", "quality>0.5", "quality>=many")) {
      Cli usage = Cli.run("export", run.toString(), "--out", out.toString(), "--require", wrong);
      assertThat(usage.exitCode()).as(wrong).isEqualTo(2);
      assertThat(out).doesNotExist();
    }
    done(
        "export",
        run.toString(),
        "--out",
        out.toString(),
        "--require",
        "column-shapes>=0.01",
        "--require",
        "marginals<=100");
    assertThat(out).isDirectory();
  }

  @Test
  @DisplayName("is measured column by column, and drawn")
  void measured() {
    assertThat(done("evaluate", run.toString()))
        .contains("marginals ", "correlation-error ", "wasserstein-length ")
        .contains("null-share-length ", "total-variation-colour ", "wasserstein-day ");
    assertThat(run.resolve("figures/step-00000030.png")).isNotEmptyFile();
    assertThat(done("evaluate", run.toString(), "--data", table.toString()))
        .contains("200 rows of 3 columns");
  }

  @Test
  @DisplayName("that has changed since is told from the one that was learnt")
  void changed() throws IOException {
    String rows = Files.readString(table);
    Files.writeString(table, rows.replace("blue", "blau"));
    try {
      assertThat(Cli.run("resume", run.toString(), "--steps", "40").exitCode()).isNotZero();
      assertThat(Cli.run("evaluate", run.toString()).exitCode()).isNotZero();
      assertThat(Cli.run("evaluate", run.toString()).err())
          .contains("rows.csv", "not the data that the run learnt from");
      Cli exported =
          Cli.run("export", run.toString(), "--out", folder.resolve("exported").toString());
      assertThat(exported.err()).contains("not the data that the run learnt from");
      Cli model = Cli.run("evaluate", run.resolve("model").toString());
      assertThat(model.err()).contains("'blau' in row", "none of the categories that were learnt");
      assertThat(sample("unchanged.csv", 200)).anyMatch(row -> row.contains("blue"));
    } finally {
      Files.writeString(table, rows);
    }
  }

  /** The exported generator with something else in its metadata, and a manifest that has it so. */
  private static Path model(String name, UnaryOperator<String> change)
      throws IOException, NoSuchAlgorithmException {
    Path source = run.resolve("model");
    Path model = folder.resolve(name);
    try (Stream<Path> files = Files.walk(source)) {
      for (Path file : files.toList()) {
        Files.copy(file, model.resolve(source.relativize(file).toString()));
      }
    }
    Path metadata = model.resolve("assets.extra/gan4j.json");
    String old = Files.readString(metadata);
    Files.writeString(metadata, change.apply(old));
    assertThat(metadata).content().isNotEqualTo(old);
    Path manifest = model.resolve("assets.extra/manifest.json");
    Files.writeString(
        manifest,
        Files.readString(manifest)
            .replace(sha256(source.resolve("assets.extra/gan4j.json")), sha256(metadata)));
    return model;
  }

  private static String sha256(Path file) throws IOException, NoSuchAlgorithmException {
    return HexFormat.of()
        .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
  }

  private static void refused(Path model, String reason) {
    Path out = folder.resolve("hostile.csv");
    Cli cli = Cli.run("sample", model.toString(), "--count", "3", "--out", out.toString());
    assertThat(cli.exitCode()).isNotZero();
    assertThat(cli.err()).contains(reason).doesNotContain("internal error").hasLineCount(1);
    assertThat(out).doesNotExist();
  }

  @Test
  @DisplayName("reads and writes nothing of the user's, whatever a stranger's model says it is")
  void hostile() throws IOException, NoSuchAlgorithmException {
    Path secret = Files.writeString(folder.resolve("secret.txt"), "SECRET");
    Path stolen = folder.resolve("stolen.csv");
    String type = "\\\"type\\\":\\\"VARCHAR";
    refused(
        model(
            "reads",
            m -> m.replace(type, type + ") || (SELECT content FROM read_text('" + secret + "')")),
        "column 'colour' has the unknown type 'VARCHAR) || (SELECT content");
    refused(
        model(
            "writes",
            m ->
                m.replace(
                    type,
                    type
                        + ") AS x FROM generated_rows) TO '"
                        + folder.resolve("hostile.csv")
                        + "'; COPY (SELECT 1) TO '"
                        + stolen
                        + "'; COPY (SELECT CAST(NULL AS VARCHAR")),
        "column 'colour' has the unknown type 'VARCHAR) AS x FROM");
    assertThat(stolen).doesNotExist();
    refused(
        model("wide", m -> m.replace("\\\"dark red\\\"", "\\\"dark red\\\",\\\"a third\\\"")),
        "are no rows of 17 numbers, which its metadata has them be");
    refused(
        model("none", m -> m.replaceFirst("\"columns\" : \".*\"", "\"columns\" : \"null\"")),
        "this model's metadata does not say what its columns are: columns is missing");
  }

  @Test
  @DisplayName("makes no picture, and other samples make no rows")
  void refusals() throws IOException {
    Cli picture = Cli.run("sample", run.toString(), "--out", folder.resolve("rows.png").toString());
    assertThat(picture.exitCode()).isNotZero();
    assertThat(picture.err()).contains("no pictures");
    Path line = folder.resolve("line");
    done("train", "gaussian-1d", "--steps", "2", "--run-dir", line.toString());
    Cli rows = Cli.run("sample", line.toString(), "--out", folder.resolve("line.csv").toString());
    assertThat(rows.exitCode()).isNotZero();
    assertThat(rows.err()).contains("these samples are no rows of a table");
    Cli nothing = Cli.run("train", "table", "--run-dir", folder.resolve("no").toString());
    assertThat(nothing.err()).contains("the reader table has no file");
  }
}
