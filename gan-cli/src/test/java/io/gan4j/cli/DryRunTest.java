package io.gan4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("gan train --dry-run")
class DryRunTest {
  private static final long MIB = 1 << 20;
  private static final int WEIGHTS = 2;
  private static final int STEP = 3;
  private static final Pattern SIZE = Pattern.compile("([0-9.]+) ([KMG])iB");

  private static Cli dryRun(Path temp, String... more) {
    String[] arguments = new String[more.length + 5];
    List<String> first =
        List.of("train", "digits-mlp", "--dry-run", "--run-dir", temp.resolve("run").toString());
    System.arraycopy(first.toArray(), 0, arguments, 0, 5);
    System.arraycopy(more, 0, arguments, 5, more.length);
    Cli cli = Cli.run(arguments);
    assertThat(cli.exitCode()).as(cli.err()).isZero();
    assertThat(temp.resolve("run")).doesNotExist();
    return cli;
  }

  /** Every size that is shown, rounded as it is. */
  private static List<Double> mebibytes(Cli cli) {
    return SIZE.matcher(cli.out()).results().map(DryRunTest::mebibytes).toList();
  }

  private static double mebibytes(MatchResult found) {
    double count = Double.parseDouble(found.group(1));
    return switch (found.group(2)) {
      case "K" -> count / 1024;
      case "M" -> count;
      default -> count * 1024;
    };
  }

  @Test
  @DisplayName("shows the configuration, both networks and the memory, and makes nothing")
  void shows(@TempDir Path temp) {
    Cli cli = dryRun(temp, "--steps", "77");
    assertThat(cli.out())
        .contains("steps: 77")
        .contains("[28, 28, 1]", "0.dense")
        .contains("memory at its peak", "activations and gradients");
    List<Double> parts = mebibytes(cli);
    assertThat(parts).hasSize(7);
    double sum = parts.subList(1, 6).stream().mapToDouble(Double::doubleValue).sum();
    assertThat(parts.get(0)).as("the sum of the rounded parts").isBetween(sum - 3, sum + 3);
    assertThat(parts.get(5)).as("10,000 digits of 784 bytes, with their labels").isEqualTo(7.5);
    assertThat(parts.get(6)).as("memory there is").isGreaterThan(parts.get(0));
  }

  @Test
  @DisplayName("shows which layers are frozen, and until when")
  void frozen(@TempDir Path temp) {
    Cli cli =
        dryRun(
            temp,
            "--set",
            "generator.freeze={layers: 0.dense, until: 1000}",
            "--set",
            "discriminator.freeze={layers: '*/kernel'}");
    assertThat(cli.out().lines().filter(line -> line.endsWith("frozen until step 1000")))
        .singleElement()
        .asString()
        .startsWith("0.dense");
    assertThat(cli.out().lines().filter(line -> line.endsWith("  kernel frozen"))).hasSize(3);
  }

  @Test
  @DisplayName("plans more for larger networks and batches")
  void grows(@TempDir Path temp) {
    List<Double> small = mebibytes(dryRun(temp));
    List<Double> wide = mebibytes(dryRun(temp, "--set", "discriminator.network.units=[4000]"));
    List<Double> many = mebibytes(dryRun(temp, "--set", "data.batchSize=4000"));
    assertThat(wide.get(WEIGHTS)).isGreaterThan(small.get(WEIGHTS) + 3.0 * 4 * 784 * 3000 / MIB);
    assertThat(many.get(WEIGHTS)).isEqualTo(small.get(WEIGHTS));
    assertThat(many.get(STEP)).isGreaterThan(5 * small.get(STEP));
  }
}
