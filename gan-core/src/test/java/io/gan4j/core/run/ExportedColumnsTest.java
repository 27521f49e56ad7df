package io.gan4j.core.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gan4j.api.GanException;
import io.gan4j.api.data.AddedColumn;
import io.gan4j.api.data.AddedColumn.Computed;
import io.gan4j.api.data.AddedColumn.Function;
import io.gan4j.api.data.CategoryColumn;
import io.gan4j.api.data.Columns;
import io.gan4j.api.data.NumberColumn;
import io.gan4j.api.data.NumberColumn.Limits;
import io.gan4j.api.data.Scale;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The columns beside an exported generator")
class ExportedColumnsTest {
  private static final String NUMBER =
      "{\"columns\": [{\"kind\": \"category\", \"name\": \"k\", \"type\": \"VARCHAR\","
          + " \"nulls\": false, \"values\": [\"a\"]}, {\"kind\": \"number\", \"name\": \"x\","
          + " \"type\": \"DOUBLE\", \"nulls\": true, \"scale\": {\"kind\": \"standard\","
          + " \"mean\": 1.5, \"deviation\": 2}, \"limits\": {\"low\": -9, \"high\": 9,"
          + " \"decimals\": 2}}]}";

  private static void refused(String json, String reason) {
    assertThatThrownBy(() -> ExportedSamples.columns(Map.of("columns", json)))
        .isExactlyInstanceOf(GanException.class)
        .satisfies(
            e ->
                assertThat(e.getMessage())
                    .startsWith(
                        "this model's metadata does not say what its columns are: " + reason)
                    .hasSizeLessThan(400)
                    .doesNotContainPattern("\\p{Cntrl}"));
  }

  private static void refused(String good, String bad, String reason) {
    assertThat(NUMBER).contains(good);
    refused(NUMBER.replace(good, bad), reason);
  }

  @Test
  @DisplayName("are read back as they were written")
  void kept() {
    Columns columns =
        new Columns(
            List.of(
                new CategoryColumn("k\n\"", "VARCHAR", true, List.of("a", "")),
                new NumberColumn(
                    "x", "DATE", false, new Scale.Bounded(-1, 2), new Limits(-5, 5, 0)),
                new NumberColumn(
                    "y",
                    "DECIMAL(5,2)",
                    true,
                    new Scale.Quantiles(List.of(1.0, 1.0), List.of(-1.0, 1.0)),
                    new Limits(-1e300, 1e300, -1))));
    assertThat(ExportedSamples.columns(ExportedSamples.describe(columns))).contains(columns);
    assertThat(ExportedSamples.columns(Map.of("columns", NUMBER)).orElseThrow().width())
        .isEqualTo(4);
    assertThat(ExportedSamples.columns(Map.of())).isEmpty();
  }

  @Test
  @DisplayName("keep spikes, columns that are not learnt and rules, and say nothing of none")
  void more() {
    NumberColumn plain =
        new NumberColumn("x", "BIGINT", false, new Scale.Standard(0, 1), new Limits(0, 99, 0));
    assertThat(ExportedSamples.describe(new Columns(List.of(plain))).get("columns"))
        .doesNotContain("spikes", "added", "rules");
    Columns columns =
        new Columns(
            List.of(
                new NumberColumn(
                    "x",
                    "BIGINT",
                    true,
                    new Scale.Standard(0, 1),
                    new Limits(0, 99, 0),
                    null,
                    List.of(0.0, 40.0))),
            List.of(
                new AddedColumn("id", "VARCHAR", 0, null, new AddedColumn.Key("\\A00", 0, false)),
                new AddedColumn("y", "DOUBLE", 2, "0.00", new Computed("x * 2", 2)),
                new AddedColumn(
                    "z", "VARCHAR", 3, null, new Function("k", Map.of("a", "b"), null))),
            List.of("x >= 0"));
    assertThat(ExportedSamples.columns(ExportedSamples.describe(columns))).contains(columns);
    assertThat(columns.width()).isEqualTo(5);
    refused(
        NUMBER.replace("\"decimals\": 2}}", "\"decimals\": 2}, \"spikes\": [1, 10]}"),
        "columns[1]: spikes must lie within the limits, found 10.0");
    refused(
        NUMBER.replace("\"decimals\": 2}}", "\"decimals\": 2}, \"spikes\": [1, 1]}"),
        "columns[1]: spikes must not have one twice, found 1.0");
  }

  @Test
  @DisplayName("are refused with the place and the rule that it breaks")
  void rules() {
    refused("-9", "\"NaN\"", "columns[1].limits: low must be a finite number, found NaN");
    refused("-9", "1e999", "columns[1].limits: low must be a finite number, found Infinity");
    refused("\"decimals\": 2", "\"decimals\": 400", "columns[1].limits: decimals must be <= 22");
    refused("\"x\"", "\"k\"", "columns must not have one name twice, found 'k'");
    refused("[\"a\"]", "[null]", "columns[0]: values[0] is missing");
    refused("[\"a\"]", "null", "columns[0]: values is missing");
    refused("\"deviation\": 2", "\"deviation\": -2", "columns[1].scale: deviation must be > 0");
    refused("\"standard\"", "\"evil\\u001b[2J\\n\"", "columns[1].scale: ");
  }

  @Test
  @DisplayName("are refused in one short line if they are something else altogether")
  void somethingElse() {
    refused("null", "columns is missing");
    refused("", "");
    refused("{", "");
    refused("[1, 2]", "");
    refused("{\"columns\": 3}", "");
    refused("{\"columns\": null}", "columns is missing");
    refused("{\"columns\": [null]}", "columns[0] is missing");
    refused("{\"columns\": [{\"kind\": \"" + "x".repeat(100_000) + "\"}]}", "columns[0]: ");
    refused("[".repeat(100_000), "");
    refused(NUMBER + NUMBER, "");
    refused("\"" + "\\u0007".repeat(1000) + "\"", "");
  }
}
