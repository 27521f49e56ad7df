package io.gan4j.tabular.internal.sql;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A statement: its text, and the values that are bound to it. There are no others than the
 * factories make, and only their own words, {@link SqlNames#name quoted names} and the names of
 * {@link SqlType}s are in a text; the exceptions are {@link #createRows the user's own query} and
 * {@link RowExpression}s, which were looked through. All of them stand here, so that one file shows
 * what a database is ever told: hence its length.
 */
public final class Sql {
  /** The table that the rows to be learnt are put into, so that file and query are read once. */
  public static final String ROWS = "learnt_rows";

  /** The database that all tables are in. */
  static final String DATABASE = "work";

  /** The table that a source's rows are put into, before it gets its own name. */
  static final String SOURCE = "source_rows";

  /** The table of the rows to be written. */
  static final String GENERATED = "generated_rows";

  private static final String NO_DATE = "no text is %Y";

  private final String text;
  private final List<Object> values;

  /** Files that rows are written to. */
  public enum Format {
    CSV("FORMAT csv, HEADER"),
    PARQUET("FORMAT parquet"),
    JSON_LINES("FORMAT json");

    private final String options;

    Format(String options) {
      this.options = options;
    }
  }

  /** What times can be whole numbers of. */
  public enum Unit {
    DAY,
    HOUR,
    MINUTE
  }

  /** Which rows are meant. */
  public static final class Condition {
    private final String text;

    private Condition(String text) {
      this.text = text;
    }

    /** NULL in a column. */
    public static Condition isNull(String column) {
      return new Condition(SqlNames.name(column) + " IS NULL");
    }

    /** NULL in any of them, of which there is at least one. */
    public static Condition anyNull(List<String> columns) {
      return new Condition(
          columns.stream().map(c -> isNull(c).text).collect(Collectors.joining(" OR ")));
    }

    /** NaN or infinite in a column. */
    public static Condition notFinite(String column) {
      return new Condition("NOT isfinite(" + SqlNames.name(column) + ")");
    }

    /** A number that is another as a double in a column. */
    public static Condition inexact(String column, SqlType type) {
      String c = SqlNames.name(column);
      return new Condition(
          "TRY_CAST(CAST(" + c + " AS DOUBLE) AS " + type.name() + ") IS DISTINCT FROM " + c);
    }

    /** An expression that is false. */
    public static Condition isFalse(RowExpression rule) {
      return new Condition("NOT " + inside(rule.text()));
    }

    /** A column that is not what an expression makes of the row. */
    public static Condition differs(ComputedColumn computed) {
      String c = SqlNames.name(computed.name());
      String value = inside(computed.expression().text());
      return new Condition(
          switch (computed.type().meaning()) {
            case WHOLE, FLOATING, DECIMAL ->
                "(("
                    + c
                    + " IS NULL) <> ("
                    + value
                    + " IS NULL) OR abs("
                    + cast(c, "DOUBLE")
                    + " - "
                    + cast(value, "DOUBLE")
                    + ") > "
                    + computed.rounding()
                    + " + 1e-9 * abs("
                    + cast(c, "DOUBLE")
                    + "))";
            case DATE, TIMESTAMP, TIME, CATEGORY -> c + " IS DISTINCT FROM " + value(computed);
          });
    }

    /** A text that is no number in a column. */
    public static Condition noNumber(String column) {
      return new Condition(
          asDouble(column) + " IS NULL AND " + SqlNames.name(column) + " IS NOT NULL");
    }

    private static String asDouble(String column) {
      return "TRY_CAST(" + SqlNames.name(column) + " AS DOUBLE)";
    }
  }

  private Sql(String text, Object... values) {
    this.text = text;
    this.values = List.of(values);
  }

  String text() {
    return text;
  }

  /** Texts, numbers, and arrays of texts, in the order of the text's question marks. */
  List<Object> values() {
    return values;
  }

  @Override
  public String toString() {
    return text;
  }

  /** Makes or opens the database in a file, and uses it. The path is no part of a URL. */
  static List<Sql> use(Path database) {
    return List.of(
        new Sql("ATTACH ? AS " + DATABASE, database.toString()), new Sql("USE " + DATABASE));
  }

  /** From the last of these on no file but the given ones is reached, and no setting changed. */
  static List<Sql> confine(List<Path> files) {
    // As they are called, and as patterns that stand for just themselves.
    String[] names =
        files.stream()
            .flatMap(file -> Stream.of(file.toString(), SqlNames.pattern(file)))
            .toArray(String[]::new);
    return List.of(
        new Sql("SET allowed_paths = ?", (Object) names),
        new Sql("SET enable_external_access = false"),
        new Sql("SET lock_configuration = true"));
  }

  /** A table for the rows of a source, under the columns' own names and in their own types. */
  public static Sql createSource(List<TypedColumn> columns) {
    return new Sql(
        columns.stream()
            .map(column -> SqlNames.name(column.name()) + " " + column.type().name())
            .collect(Collectors.joining(", ", "CREATE TABLE " + SOURCE + " (", ")")));
  }

  /** Gives the table of a source another name, so that there can be a next one. */
  public static Sql renameSource(String table) {
    return new Sql("ALTER TABLE " + SOURCE + " RENAME TO " + SqlNames.name(table));
  }

  /** Puts a source's columns in place of those of a table that have their names, row by row. */
  public static Sql replaceBySource(String table, List<String> columns) {
    return new Sql(
        "CREATE OR REPLACE TABLE "
            + SqlNames.name(table)
            + " AS SELECT own.* REPLACE ("
            + columns.stream()
                .map(
                    column -> SOURCE + "." + SqlNames.name(column) + " AS " + SqlNames.name(column))
                .collect(Collectors.joining(", "))
            + ") FROM "
            + SqlNames.name(table)
            + " AS own POSITIONAL JOIN "
            + SOURCE);
  }

  /** Makes room for the next source. */
  public static Sql dropSource() {
    return new Sql("DROP TABLE " + SOURCE);
  }

  /**
   * Reads a JSON file into a table. Types are told by all rows. No text is of the format that dates
   * are said to have, so that all of them stay texts: read_json has one format for all columns.
   */
  public static Sql createTableOfJson(String table, Path file) {
    return new Sql(
        "CREATE TABLE "
            + SqlNames.name(table)
            + " AS FROM read_json(?, sample_size = -1, dateformat = ?, timestampformat = ?)",
        SqlNames.pattern(file),
        NO_DATE,
        NO_DATE);
  }

  /** A table for the texts of some columns of a JSON file, as they stand there. */
  public static Sql createSourceOfJson(List<String> columns, Path file) {
    return new Sql(
        "CREATE TABLE "
            + SOURCE
            + " AS FROM read_json(?, columns = {"
            + columns.stream()
                .map(column -> SqlNames.name(column) + ": 'VARCHAR'")
                .collect(Collectors.joining(", "))
            + "})",
        SqlNames.pattern(file));
  }

  /** Reads a Parquet file into a table. */
  public static Sql createTableOfParquet(String table, Path file) {
    return new Sql(
        "CREATE TABLE " + SqlNames.name(table) + " AS FROM read_parquet(?)",
        SqlNames.pattern(file));
  }

  /** A view of a Parquet file. A view takes no bound values: the file is a quoted text. */
  public static Sql createViewOfParquet(String view, Path file) {
    return new Sql(
        "CREATE VIEW "
            + SqlNames.name(view)
            + " AS FROM read_parquet("
            + SqlNames.literal(SqlNames.pattern(file))
            + ")");
  }

  /** A view of the rows of several Parquet files of equal columns, one behind the other. */
  public static Sql createRowsOfParquet(List<Path> files) {
    return new Sql(
        "CREATE VIEW "
            + ROWS
            + " AS FROM read_parquet(["
            + files.stream()
                .map(file -> SqlNames.literal(SqlNames.pattern(file)))
                .collect(Collectors.joining(", "))
            + "])");
  }

  /** The bytes of a column and the text of another, or NULL, of each row, in their order. */
  public static Sql readBytes(String column, boolean inStruct, @Nullable String text) {
    return new Sql(
        "SELECT "
            + (inStruct
                ? "struct_extract(" + SqlNames.name(column) + ", 'bytes')"
                : SqlNames.name(column))
            + ", "
            + (text == null ? "NULL" : cast(SqlNames.name(text), "VARCHAR"))
            + from());
  }

  /** The names that Hugging Face's metadata of a Parquet file give the classes of a column. */
  public static Sql classNames(Path file, String column) {
    return new Sql(
        "SELECT unnest(json_extract_string(decode(value), ?)) FROM parquet_kv_metadata(?)"
            + " WHERE decode(key) = 'huggingface'",
        "$.info.features.\"" + column.replace("\"", "\\\"") + "\".names[*]",
        SqlNames.pattern(file));
  }

  /** What SQL makes of a query: its syntax error or null, and the number of its statements. */
  public static Sql parse(String query) {
    return new Sql(
        "SELECT json_extract_string(p, '$.error_message'),"
            + " json_array_length(json_extract(p, '$.statements'))"
            + " FROM (SELECT json_serialize_sql(?) AS p)",
        query);
  }

  /**
   * Puts a query's result into the rows.
   *
   * @param query of which {@link #parse} has said that it is one SELECT
   * @param most rows that are put there, of however many it gives
   */
  public static Sql createRows(String query, long most) {
    String select = query.strip().replaceAll(";\\s*$", "");
    return new Sql("CREATE TABLE " + ROWS + " AS FROM (\n" + select + "\n) LIMIT " + most);
  }

  /**
   * What SQL makes of an expression: its syntax error or null, whether it is one expression and
   * nothing else, whether it says that a column is equal to something, and that column or null.
   */
  static Sql frame(String expression) {
    String node = "'$.statements[0].node.";
    String first = node + "select_list[0].";
    return new Sql(
        "SELECT json_extract_string(p, '$.error_message'), CAST(coalesce("
            + "json_array_length(p, '$.statements') = 1"
            + " AND json_array_length(p, "
            + node
            + "select_list') = 1"
            + Stream.of("modifiers", "group_expressions", "group_sets", "cte_map.map")
                .map(list -> " AND json_array_length(p, " + node + list + "') = 0")
                .collect(Collectors.joining())
            + Stream.of("where_clause", "having", "qualify", "sample")
                .map(part -> " AND json_type(p, " + node + part + "') = 'NULL'")
                .collect(Collectors.joining())
            + " AND json_extract_string(p, "
            + node
            + "from_table.type') = 'EMPTY', false) AS VARCHAR), CAST(coalesce("
            + "json_extract_string(p, "
            + first
            + "type') = 'COMPARE_EQUAL' AND json_extract_string(p, "
            + first
            + "left.class') = 'COLUMN_REF', false) AS VARCHAR), json_extract_string(p, "
            + first
            + "left.column_names[0]') FROM (SELECT json_serialize_sql(?) AS p)",
        selected(expression));
  }

  /** The parts of an expression: what each is (class, function_name or column), and its name. */
  static Sql parts(String expression) {
    return new Sql(
        "SELECT DISTINCT CASE WHEN key IN ('class', 'function_name') THEN key ELSE 'column' END,"
            + " json_extract_string(atom, '$') FROM json_tree(json_serialize_sql(?)) WHERE key IN"
            + " ('class', 'function_name') OR fullkey LIKE '%column\\_names[%' ESCAPE '\\'",
        selected(expression));
  }

  private static String selected(String expression) {
    return "SELECT " + inside(expression);
  }

  /** On lines of its own, for it may end in a comment. */
  private static String inside(String expression) {
    return "(\n" + expression + "\n)";
  }

  /** Leaves only these columns of the rows, in this order. */
  public static Sql keepColumns(List<String> columns) {
    return new Sql(
        "CREATE OR REPLACE TABLE "
            + ROWS
            + " AS SELECT "
            + columns.stream().map(SqlNames::name).collect(Collectors.joining(", "))
            + from());
  }

  /** Name and type of each column of the rows. */
  public static Sql describeRows() {
    return describe(ROWS);
  }

  /** Name and type of each column of a table. */
  public static Sql describe(String table) {
    return new Sql("SELECT column_name, column_type FROM (DESCRIBE " + SqlNames.name(table) + ")");
  }

  /** These columns of a table, in the order of its rows. */
  public static Sql readColumns(String table, List<String> columns) {
    return new Sql(
        "SELECT "
            + columns.stream().map(SqlNames::name).collect(Collectors.joining(", "))
            + " FROM "
            + SqlNames.name(table));
  }

  /** How many rows there are. */
  public static Sql countRows() {
    return new Sql("SELECT count(*)" + from());
  }

  /** Of how many rows something holds. */
  public static Sql countRows(Condition where) {
    return new Sql("SELECT count(*)" + from(where));
  }

  /** The number of the first row of which something holds, from 1. */
  public static Sql firstRow(Condition where) {
    return new Sql("SELECT min(rowid) + 1" + from(where));
  }

  /** Leaves rows out. */
  public static Sql deleteRows(Condition where) {
    return new Sql("DELETE" + from(where));
  }

  /** A column's rows, those that are not NULL, and its different values, about. */
  public static Sql counts(String column) {
    String c = SqlNames.name(column);
    return new Sql("SELECT count(*), count(" + c + "), approx_count_distinct(" + c + ")" + from());
  }

  /** How many of a column's times are within a unit, and not at its beginning. */
  public static Sql countWithin(String column, Unit unit) {
    String c = SqlNames.name(column);
    return new Sql(
        "SELECT count(*)" + from() + " WHERE date_trunc(?, " + c + ") <> " + c, unit.name());
  }

  /** A column's different values, exactly. */
  public static Sql countDifferent(String column) {
    return new Sql("SELECT count(DISTINCT " + SqlNames.name(column) + ")" + from());
  }

  /** The first of a column's different values, in their own order, as texts. */
  public static Sql differentValues(String column, long most) {
    return new Sql(
        "SELECT CAST(v AS VARCHAR) FROM (SELECT DISTINCT "
            + SqlNames.name(column)
            + " AS v"
            + from()
            + " WHERE v IS NOT NULL) ORDER BY v LIMIT ?",
        most);
  }

  /** The share of a column of texts that are numbers. */
  public static Sql shareOfNumbers(String column) {
    return new Sql(
        "SELECT count("
            + Condition.asDouble(column)
            + ") / count("
            + SqlNames.name(column)
            + ")"
            + from());
  }

  /** One value of a column as text, in the rows of which something holds. */
  public static Sql oneText(String column, Condition where) {
    return new Sql("SELECT " + cast(SqlNames.name(column), "VARCHAR") + from(where) + " LIMIT 1");
  }

  /** One value of a column in the rows of which something holds. */
  public static Sql oneValue(String column, Condition where) {
    return new Sql("SELECT " + SqlNames.name(column) + from(where) + " LIMIT 1");
  }

  /**
   * How many of a column's numbers have more decimals, but for what rounding leaves of a
   * computation: 0.1 + 0.2 has one.
   */
  public static Sql countLonger(String column, SqlType type, int decimals) {
    String number = toDouble(column, type);
    return new Sql(
        "SELECT count(*) FILTER (WHERE abs(round("
            + number
            + ", ?) - "
            + number
            + ") > 4e-16 * abs("
            + number
            + "))"
            + from(),
        decimals);
  }

  /** The rows, with these columns. */
  public static Sql readRows(List<TypedColumn> columns) {
    return new Sql(
        "SELECT "
            + columns.stream()
                .map(
                    c ->
                        c.text()
                            ? cast(SqlNames.name(c.name()), "VARCHAR")
                            : toDouble(c.name(), c.type()))
                .collect(Collectors.joining(", "))
            + from());
  }

  /** The first text that is no value of a type, if there is one. */
  public static Sql noValue(SqlType type, List<String> texts) {
    return new Sql(
        "SELECT v FROM (SELECT unnest(CAST(? AS VARCHAR[])) AS v) WHERE TRY_CAST(v AS "
            + type.name()
            + ") IS NULL LIMIT 1",
        (Object) texts.toArray(String[]::new));
  }

  /** A table for rows to be written, whose columns have numbers for names. */
  public static Sql createGenerated(List<TypedColumn> columns) {
    return new Sql(
        IntStream.range(0, columns.size())
            .mapToObj(i -> place(i) + (columns.get(i).text() ? " VARCHAR" : " DOUBLE"))
            .collect(Collectors.joining(", ", "CREATE TABLE " + GENERATED + " (", ")")));
  }

  /** Writes these rows into a file, under their columns' own names and in their own types. */
  public static Sql copyGenerated(List<TypedColumn> columns, Path file, Format format) {
    return new Sql(
        IntStream.range(0, columns.size())
            .mapToObj(
                i ->
                    original(place(i), columns.get(i))
                        + " AS "
                        + SqlNames.name(columns.get(i).name()))
            .collect(
                Collectors.joining(
                    ", ",
                    "COPY (SELECT ",
                    " FROM " + GENERATED + ") TO ? (" + format.options + ")")),
        file.toString());
  }

  /**
   * What is computed of the rows to be written, in doubles and texts, and then for each condition
   * whether it holds, 1 or 0.
   *
   * @param columns of the rows
   * @param computed further columns, each over those before it
   * @param rules conditions that a NULL does not speak against
   * @param where conditions that it does speak against
   */
  public static Sql complete(
      List<TypedColumn> columns,
      List<ComputedColumn> computed,
      List<RowExpression> rules,
      List<RowExpression> where) {
    String rows =
        IntStream.range(0, columns.size())
            .mapToObj(
                i ->
                    original(place(i), columns.get(i))
                        + " AS "
                        + SqlNames.name(columns.get(i).name()))
            .collect(Collectors.joining(", ", "SELECT ", " FROM " + GENERATED));
    for (ComputedColumn column : computed) {
      rows =
          "SELECT *, "
              + value(column)
              + " AS "
              + SqlNames.name(column.name())
              + " FROM ("
              + rows
              + ")";
    }
    return new Sql(
        Stream.concat(
                computed.stream().map(column -> held(column.name(), column.type())),
                Stream.concat(
                    rules.stream().map(rule -> holds(rule, true)),
                    where.stream().map(condition -> holds(condition, false))))
            .collect(Collectors.joining(", ", "SELECT ", " FROM (" + rows + ")")));
  }

  private static String holds(RowExpression condition, boolean ofNull) {
    String truth = cast(inside(condition.text()), "BOOLEAN");
    return cast("coalesce(" + truth + ", " + ofNull + ")", "INTEGER");
  }

  /** The value of a computed column; NULL where the type has none. */
  private static String value(ComputedColumn column) {
    String value = inside(column.expression().text());
    String rounded =
        switch (column.type().meaning()) {
          case WHOLE -> "round(" + value + ")";
          case FLOATING, DECIMAL ->
              column.decimals() < 0 ? value : "round(" + value + ", " + column.decimals() + ")";
          case DATE, TIMESTAMP, TIME, CATEGORY -> value;
        };
    return "TRY_CAST(" + rounded + " AS " + column.type().name() + ")";
  }

  private static String held(String name, SqlType type) {
    return type.meaning() == SqlType.Meaning.CATEGORY
        ? cast(SqlNames.name(name), "VARCHAR")
        : toDouble(name, type);
  }

  /** Makes room for the next rows to be written. */
  public static Sql clearGenerated() {
    return new Sql("DELETE FROM " + GENERATED);
  }

  /** The different pairs of values of two columns. */
  public static Sql differentPairs(TypedColumn one, TypedColumn other) {
    return new Sql("SELECT DISTINCT" + readRows(List.of(one, other)).text.substring(6));
  }

  private static String place(int column) {
    return "c" + column;
  }

  private static String from() {
    return " FROM " + ROWS;
  }

  private static String from(Condition where) {
    return from() + " WHERE " + where.text;
  }

  private static String cast(String expression, String type) {
    return "CAST(" + expression + " AS " + type + ")";
  }

  /** A double of a column's value; NULL stays NULL. */
  private static String toDouble(String column, SqlType type) {
    String c = SqlNames.name(column);
    return switch (type.meaning()) {
      case WHOLE, FLOATING, DECIMAL -> cast(c, "DOUBLE");
      case DATE -> cast("date_diff('day', DATE '1970-01-01', " + c + ")", "DOUBLE");
      case TIMESTAMP, TIME -> cast("epoch(" + c + ")", "DOUBLE");
      case CATEGORY -> throw new IllegalArgumentException(column + " holds no numbers");
    };
  }

  /** A value of a column's own type, of a text or of a double that lies within its limits. */
  private static String original(String held, TypedColumn column) {
    if (column.text()) {
      return cast(held, column.type().name());
    }
    String instant = "make_timestamp(" + cast("round(" + held + " * 1e6)", "BIGINT") + ")";
    return switch (column.type().meaning()) {
      case WHOLE, FLOATING, DECIMAL -> cast(held, column.type().name());
      case DATE -> "DATE '1970-01-01' + " + cast(held, "INTEGER");
      case TIMESTAMP -> instant;
      case TIME -> cast(instant, "TIME");
      case CATEGORY -> throw new IllegalArgumentException(column + " holds no numbers");
    };
  }
}
