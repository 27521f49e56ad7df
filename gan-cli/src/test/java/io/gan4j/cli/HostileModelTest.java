package io.gan4j.cli;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.gan4j.api.GanException;
import io.gan4j.api.data.CategoryColumn;
import io.gan4j.api.data.Column;
import io.gan4j.api.data.Columns;
import io.gan4j.api.data.NumberColumn;
import io.gan4j.api.data.NumberColumn.Limits;
import io.gan4j.api.data.RowFormat;
import io.gan4j.api.data.RowWriter;
import io.gan4j.api.data.Scale;
import io.gan4j.core.plugin.Registry;
import io.gan4j.core.run.ExportedSamples;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a stranger may have written beside a generator, read and used as {@code gan sample} does.
 */
@DisplayName("Whatever a model says its columns are, they are refused in a line or harmless:")
class HostileModelTest {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final JsonNodeFactory NODES = JSON.getNodeFactory();
  private static final String SECRET = "what nobody but the user may read";

  @TempDir Path folder;

  /** Every kind of column, scale and type. */
  private static Columns good() {
    List<Column> columns = new ArrayList<>();
    List<Scale> scales =
        List.of(
            new Scale.Standard(5, 2),
            new Scale.Bounded(-3, 9),
            new Scale.Quantiles(List.of(1.0, 2.0, 2.0, 7.0), List.of(-1.0, 0.0, 0.5, 2.0)));
    for (String type :
        List.of(
            "TINYINT",
            "UTINYINT",
            "SMALLINT",
            "USMALLINT",
            "INTEGER",
            "UINTEGER",
            "BIGINT",
            "UBIGINT",
            "HUGEINT",
            "UHUGEINT",
            "FLOAT",
            "DOUBLE",
            "DECIMAL(8,2)",
            "DATE",
            "TIME",
            "TIMESTAMP",
            "TIMESTAMP_NS",
            "TIMESTAMP WITH TIME ZONE")) {
      int place = columns.size();
      columns.add(
          new NumberColumn(
              "number " + place,
              type,
              place % 2 == 0,
              scales.get(place % scales.size()),
              new Limits(0, 100, place % 5 - 1)));
    }
    Map<String, List<String>> categories = new LinkedHashMap<>();
    categories.put("VARCHAR", List.of("dark red", "", "it's"));
    categories.put("BOOLEAN", List.of("true", "false"));
    categories.put("UUID", List.of("00000000-0000-0000-0000-000000000001"));
    categories.put("BIGINT", List.of("1", "2", "3"));
    categories.put("DATE", List.of("2020-01-01"));
    categories.forEach(
        (type, values) ->
            columns.add(new CategoryColumn("category " + type, type, type.equals("UUID"), values)));
    return new Columns(columns);
  }

  /** What is put in the place of something. */
  private List<JsonNode> hostile() {
    List<JsonNode> nodes = new ArrayList<>();
    for (String text :
        List.of(
            "VARCHAR) || (SELECT content FROM read_text('HERE/canary.txt')",
            "VARCHAR) AS x FROM generated_rows) TO 'HERE/x.csv' (FORMAT csv);"
                + " COPY (SELECT CAST(NULL AS VARCHAR",
            "DOUBLE); ATTACH 'HERE/x.db'; --",
            "x\", (SELECT content FROM read_text('HERE/canary.txt')) AS \"y",
            "'; COPY (SELECT 1) TO 'HERE/x.csv'; --",
            "DECIMAL(99999999999,3)",
            "DECIMAL(39,3)",
            "STRUCT(a INTEGER)",
            "VARCHAR",
            "number 0",
            "",
            "a\0b",
            "a\uD800",
            "line\nbreak\u001b[2J\u202E",
            "x".repeat(50_000),
            "NaN",
            "-Infinity")) {
      nodes.add(NODES.stringNode(text.replace("HERE", folder.toString())));
    }
    for (double number : new double[] {0, -1, 0.5, 1e300, -1e300, 4e9, Double.NaN}) {
      nodes.add(NODES.numberNode(number));
    }
    nodes.add(NODES.numberNode(Integer.MIN_VALUE));
    nodes.add(NODES.numberNode(new BigInteger("9".repeat(900))));
    nodes.add(NODES.booleanNode(true));
    nodes.add(NODES.nullNode());
    nodes.add(NODES.arrayNode());
    nodes.add(NODES.arrayNode().add(NODES.nullNode()).add("x").add(Double.NaN));
    nodes.add(NODES.objectNode());
    nodes.add(NODES.missingNode()); // that is: nothing in its place
    return nodes;
  }

  /** Something in the tree: the field of an object, or the element of an array. */
  private record Place(JsonNode parent, String field, int index) {
    /** The same for all columns: so every field is changed, and not mostly those of quantiles. */
    String kind() {
      return field.isEmpty() ? "element of " + parent.getNodeType() + parent.size() : field;
    }

    void put(JsonNode node) {
      if (parent instanceof ObjectNode object) {
        if (node.isMissingNode()) {
          object.remove(field);
        } else {
          object.set(field, node);
        }
      } else if (parent instanceof ArrayNode array) {
        if (node.isMissingNode()) {
          array.remove(index);
        } else {
          array.set(index, node);
        }
      }
    }
  }

  private static Map<String, List<Place>> places(JsonNode tree) {
    Map<String, List<Place>> places = new LinkedHashMap<>();
    List<JsonNode> open = new ArrayList<>(List.of(tree));
    while (!open.isEmpty()) {
      JsonNode node = open.remove(open.size() - 1);
      List<Place> within = new ArrayList<>();
      node.propertyStream().forEach(p -> within.add(new Place(node, p.getKey(), 0)));
      for (int i = 0; node.isArray() && i < node.size(); i++) {
        within.add(new Place(node, "", i));
      }
      within.forEach(p -> places.computeIfAbsent(p.kind(), kind -> new ArrayList<>()).add(p));
      node.forEach(open::add);
    }
    return places;
  }

  @Test
  @DisplayName("some")
  void some() throws IOException {
    mutants(100);
  }

  @Test
  @Tag("slow")
  @DisplayName("many")
  void many() throws IOException {
    mutants(3_000);
  }

  private void mutants(int count) throws IOException {
    Path canary = Files.writeString(folder.resolve("canary.txt"), SECRET);
    Path out = folder.resolve("out.csv");
    RowFormat csv = requireNonNull(Registry.load().rowFormats().get("csv"));
    String good = JSON.writeValueAsString(good());
    assertThat(write(good, csv, out)).isEmpty();
    assertThat(Files.readAllLines(out)).hasSize(2);
    List<JsonNode> hostile = hostile();
    Random random = new Random(14);
    int refused = 0;
    for (int n = 0; n < count; n++) {
      Files.deleteIfExists(out);
      JsonNode tree = JSON.readTree(good);
      List<List<Place>> kinds = List.copyOf(places(tree).values());
      List<Place> kind = kinds.get(n % kinds.size());
      Place place = kind.get(random.nextInt(kind.size()));
      JsonNode node = hostile.get(random.nextInt(hostile.size()));
      place.put(node);
      String mutant = String.format("mutant %d, %.80s in place of %s", n, node, place.kind());
      String refusal = write(JSON.writeValueAsString(tree), csv, out);
      assertThat(refusal)
          .as(mutant)
          .hasSizeLessThan(1_000)
          .doesNotContain(SECRET)
          .doesNotContainPattern("[\\p{Cntrl}\u202E]");
      refused += refusal.isEmpty() ? 0 : 1;
      try (Stream<Path> files = Files.list(folder)) {
        assertThat(files)
            .as(mutant)
            .containsExactlyInAnyOrderElementsOf(
                refusal.isEmpty() ? List.of(canary, out) : List.of(canary));
      }
      if (refusal.isEmpty()) {
        assertThat(Files.readString(out, StandardCharsets.UTF_8)).as(mutant).doesNotContain(SECRET);
      }
    }
    // Neither is everything refused, nor does everything pass.
    assertThat(refused).isBetween(count / 2, count * 9 / 10);
  }

  /** Writes a row, as {@code gan sample} does; why it did not, and nothing where it did. */
  private static String write(String json, RowFormat format, Path out) {
    try {
      Columns columns = ExportedSamples.columns(Map.of("columns", json)).orElseThrow();
      try (RowWriter writer = format.open(out, columns)) {
        writer.write(new float[columns.width()]);
        writer.finish();
      }
      return "";
    } catch (GanException e) {
      return requireNonNull(e.getMessage());
    }
  }
}
