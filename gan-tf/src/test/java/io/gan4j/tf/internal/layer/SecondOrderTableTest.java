package io.gan4j.tf.internal.layer;

import static org.assertj.core.api.Assertions.assertThat;

import io.gan4j.tf.examples.LayerExamples.Example;
import io.gan4j.tf.internal.graph.FloatKind;
import io.gan4j.tf.internal.layer.Critic.Deviation;
import io.gan4j.tf.internal.layer.SecondOrderMatrix.Combination;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
@DisplayName("The whole second-order matrix")
class SecondOrderTableTest {
  /** What the manual's tables are copied from. */
  private static final Path REPORT = Path.of("target", "second-order.md");

  /** Layers whose rows are computed, as -Dlayers names them; the first table needs all. */
  private static final Pattern LAYERS = Pattern.compile(System.getProperty("layers", ""));

  /** Every activation with every norm around every layer, and every weight transform with some. */
  private static List<Combination> combinations() {
    List<Combination> combinations = new ArrayList<>();
    for (Example example : SecondOrderMatrix.examples()) {
      if (!LAYERS.matcher(example.name()).find()) {
        continue;
      }
      for (String norm : SecondOrderMatrix.norms()) {
        if (SecondOrderMatrix.meet(example, norm)) {
          for (String activation : SecondOrderMatrix.activations()) {
            combinations.add(new Combination(example, activation, norm, SecondOrderMatrix.NONE));
          }
          for (String transform : SecondOrderMatrix.transforms()) {
            if (!transform.equals(SecondOrderMatrix.NONE)) {
              combinations.add(new Combination(example, "tanh", norm, transform));
              combinations.add(new Combination(example, "leaky-relu", norm, transform));
            }
          }
        }
      }
    }
    return combinations;
  }

  @Test
  @DisplayName("has no hole")
  void noHole() throws IOException {
    Map<Combination, Double> errors = new LinkedHashMap<>();
    for (Combination combination : combinations()) {
      try (Critic<?> critic = combination.critic(FloatKind.FLOAT64)) {
        Deviation deviation = critic.deviation();
        assertThat(deviation.largest()).as("gradient of %s", combination).isGreaterThan(1e-4);
        errors.put(combination, deviation.error());
      }
    }
    String report =
        errors.size()
            + " critics.\n\n"
            + table(errors, "activation", Combination::activation, Combination::norm)
            + table(errors, "layer", c -> c.example().name(), Combination::activation)
            + table(errors, "layer", c -> c.example().name(), Combination::weights);
    Files.createDirectories(REPORT.toAbsolutePath().getParent());
    Files.writeString(REPORT, report);
    System.out.println(report);
    assertThat(errors.entrySet().stream().filter(e -> e.getValue() > SecondOrderTest.TOLERANCE))
        .isEmpty();
  }

  /** The largest error of each cell, as a table in Markdown. */
  private static String table(
      Map<Combination, Double> errors,
      String corner,
      Function<Combination, String> row,
      Function<Combination, String> column) {
    Map<String, Map<String, Double>> cells = new LinkedHashMap<>();
    errors.forEach(
        (combination, error) ->
            cells
                .computeIfAbsent(row.apply(combination), name -> new LinkedHashMap<>())
                .merge(column.apply(combination), error, Math::max));
    List<String> columns =
        cells.values().stream().flatMap(c -> c.keySet().stream()).distinct().toList();
    StringBuilder lines = new StringBuilder();
    lines.append("| ").append(corner).append(" | ").append(String.join(" | ", columns));
    lines.append(" |\n|---").append("|---".repeat(columns.size())).append("|\n");
    cells.forEach(
        (name, values) ->
            lines
                .append("| ")
                .append(name)
                .append(" | ")
                .append(
                    columns.stream()
                        .map(c -> values.containsKey(c) ? written(values.get(c)) : "—")
                        .collect(Collectors.joining(" | ")))
                .append(" |\n"));
    return lines.append('\n').toString();
  }

  private static String written(double error) {
    return String.format(Locale.ROOT, "%.0e", error);
  }
}
