package io.gan4j.tabular.internal.sql;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A column of texts read as numbers, as the part of a query that a user is offered. Its texts stand
 * between dollar signs, so that a shell takes the query between quotation marks for one word.
 *
 * @param column its name
 * @param decimal what stands before the decimals: a point or a comma
 * @param brackets whether negative numbers stand in brackets
 * @param dash whether no decimals are written as a dash behind a point
 * @param minus whether a sign is a minus that is no hyphen
 * @param dottedUnit whether there is a unit with a point in it
 */
public record OtherReading(
    String column,
    char decimal,
    boolean brackets,
    boolean dash,
    boolean minus,
    boolean dottedUnit) {

  /** The column as a number, under its own name. */
  private String expression() {
    String value = SqlNames.name(column);
    if (minus) {
      value = "replace(" + value + ", $$−$$, $$-$$)";
    }
    if (brackets) {
      value = "replace(" + value + ", $$($$, $$-$$)";
    }
    if (dash) {
      value = removed(value, "[.][-–—]+");
    }
    if (dottedUnit) {
      value = removed(value, "[A-Za-z]+[.]");
    }
    value = removed(value, "[^0-9" + decimal + "+-]");
    if (decimal == ',') {
      value = "replace(" + value + ", $$,$$, $$.$$)";
    }
    return "TRY_CAST(" + value + " AS DOUBLE) AS " + SqlNames.name(column);
  }

  private static String removed(String value, String pattern) {
    return "regexp_replace(" + value + ", $$" + pattern + "$$, $$$$, $$g$$)";
  }

  /**
   * A query for all columns but some, with others read so.
   *
   * @param source the query whose columns they are; null for the file's
   */
  public static String query(
      @Nullable String source, List<String> excluded, List<OtherReading> replaced) {
    List<String> words = new ArrayList<>();
    words.add("SELECT *");
    if (!excluded.isEmpty()) {
      words.add(
          "EXCLUDE (" + String.join(", ", excluded.stream().map(SqlNames::name).toList()) + ")");
    }
    if (!replaced.isEmpty()) {
      words.add(
          "REPLACE ("
              + String.join(", ", replaced.stream().map(OtherReading::expression).toList())
              + ")");
    }
    words.add(source == null ? "FROM data" : "FROM (" + source.strip() + ")");
    return String.join(" ", words);
  }
}
