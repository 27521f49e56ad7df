package io.gan4j.tabular.internal;

import io.gan4j.api.DataException;
import io.gan4j.api.config.Suggestions;
import io.gan4j.tabular.TableReader;
import io.gan4j.tabular.TableReader.Nulls;
import io.gan4j.tabular.internal.SqlType.Meaning;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads a table once, from its file to rows in memory. */
public final class TableLoader {
  /** The table that the query is put into, so that file and query are read once. */
  private static final String ROWS = "learnt_rows";

  /** A column of words of which so many are numbers is one of numbers with a mistake in it. */
  private static final double NUMBERS = 0.9;

  private final TableReader reader;
  private final Path path;
  private final Map<String, Path> files = new LinkedHashMap<>();
  private final List<String> problems = new ArrayList<>();

  /**
   * @param path the reader's, which is there
   */
  public TableLoader(TableReader reader, Path path) {
    this.reader = reader;
    this.path = path;
  }

  /**
   * Loads the table.
   *
   * @throws DataException naming the file, what is wrong with which columns, and what would help
   */
  public TableDataset load() {
    files.put("data", real(path));
    reader.tables().forEach((name, file) -> files.put(name, real(file)));
    try (Duck duck = Duck.open(null)) {
      try {
        return load(duck);
      } catch (SQLException e) {
        throw new DataException(path + ": " + reason(e), e);
      }
    }
  }

  private static Path real(Path file) {
    try {
      if (Files.isDirectory(file)) {
        throw new DataException(file + " is a folder: a table is a CSV, Parquet or JSON file");
      }
      return file.toRealPath();
    } catch (IOException e) {
      throw new DataException(file + ": no such file, or it cannot be read", e);
    }
  }

  private TableDataset load(Duck duck) throws SQLException {
    duck.confine(List.copyOf(files.values()));
    if (reader.sql() == null) {
      make(duck, "TABLE " + ROWS, real(path));
    } else {
      for (Map.Entry<String, Path> file : files.entrySet()) {
        // Text is read here and now, for a view would look at all of it twice to find its types.
        boolean text = kind(file.getValue()) != FileKind.PARQUET;
        make(duck, (text ? "TABLE " : "VIEW ") + Sql.name(file.getKey()), file.getValue());
      }
      requireOneSelect(duck, reader.sql());
      String select = reader.sql().strip().replaceAll(";\\s*$", "");
      duck.execute("CREATE TABLE " + ROWS + " AS FROM (\n" + select + "\n)");
    }
    select(duck);
    List<String> left = skipNulls(duck);
    long rows = Long.parseLong(duck.texts("SELECT count(*) FROM " + ROWS).get(0));
    if (rows < 2) {
      throw new DataException(
          path
              + (rows == 0 ? ": there are no rows" : ": there is one row, and no two to compare")
              + (left.isEmpty() ? "" : left.get(0)));
    }
    List<RawColumn> columns = profile(duck);
    requireNames(columns);
    RowStore store = read(duck, columns);
    return TableDataset.of(path, store, columns, reader, String.join("", left));
  }

  private static FileKind kind(Path file) {
    return FileKind.of(file)
        .orElseThrow(
            () ->
                new DataException(
                    file
                        + ": neither its content nor its name says what it is: .csv, .tsv, .json or"
                        + " .jsonl, or Parquet, which begins with PAR1"));
  }

  /** Makes a table or a view of a file. Types are told by all rows, not by the first thousands. */
  private void make(Duck duck, String what, Path file) throws SQLException {
    String read =
        switch (kind(file)) {
          case PARQUET -> "read_parquet(" + Sql.file(file) + ")";
          case JSON -> "read_json(" + Sql.file(file) + ", sample_size = -1)";
          case CSV -> csv(file);
        };
    try {
      duck.execute("CREATE " + what + " AS FROM " + read);
    } catch (SQLException e) {
      if (kind(file) == FileKind.CSV) {
        new CsvLines(file, reader.separator()).requireEven(e);
      }
      throw new DataException(file + ": " + reason(e), e);
    }
  }

  private String csv(Path file) {
    new CsvLines(file, reader.separator()).requireNames();
    return "read_csv("
        + Sql.file(file)
        + ", delim = "
        + Sql.text(String.valueOf(reader.separator().character()))
        + ", quote = '\"', escape = '\"', comment = '', skip = 0, header = true"
        + ", null_padding = false, strict_mode = true, sample_size = -1, nullstr = "
        + Sql.texts(reader.nullTexts())
        + ")";
  }

  /** A first line like those below it is a row of a file without names. */
  private void requireNames(List<RawColumn> columns) {
    if (reader.sql() == null
        && reader.columns().isEmpty()
        && kind(path) == FileKind.CSV
        && columns.stream().allMatch(TableLoader::namedByValue)) {
      throw new DataException(
          path
              + ": the first line has values like those below it ("
              + columns.stream().map(RawColumn::name).collect(Collectors.joining(", "))
              + "): put a line of names before it, or, if these are the names, list them under"
              + " columns");
    }
  }

  private static boolean namedByValue(RawColumn column) {
    List<String> categories = column.categories();
    if (categories != null && column.type().meaning() == Meaning.CATEGORY) {
      return categories.stream().anyMatch(column.name()::equalsIgnoreCase);
    }
    return column.name().matches("[-+.]?\\d.*");
  }

  private void requireOneSelect(Duck duck, String sql) throws SQLException {
    String parsed = "json_serialize_sql(" + Sql.text(sql) + ")";
    List<String> found = new ArrayList<>();
    duck.query(
        "SELECT json_extract_string(p, '$.error_message'),"
            + " json_array_length(json_extract(p, '$.statements')) FROM (SELECT "
            + parsed
            + " AS p)",
        row -> {
          found.add(String.valueOf(row.getString(1)));
          found.add(String.valueOf(row.getString(2)));
        });
    if (!found.get(0).equals("null")) {
      throw new DataException(path + ": sql must be one SELECT: " + found.get(0));
    }
    if (!found.get(1).equals("1")) {
      throw new DataException(
          path + ": sql must be one SELECT, found " + found.get(1) + " statements");
    }
  }

  /** Leaves only the asked columns, in their order. */
  private void select(Duck duck) throws SQLException {
    List<String> there = names(duck);
    List<String> unknown = new ArrayList<>(reader.columns());
    unknown.addAll(reader.categories());
    unknown.removeAll(there);
    if (!unknown.isEmpty()) {
      throw new DataException(
          path
              + ": there is no column '"
              + unknown.get(0)
              + "'"
              + Suggestions.ending(Suggestions.near(unknown.get(0), there), there));
    }
    if (!reader.columns().isEmpty()) {
      duck.execute(
          "CREATE OR REPLACE TABLE "
              + ROWS
              + " AS SELECT "
              + reader.columns().stream().map(Sql::name).collect(Collectors.joining(", "))
              + " FROM "
              + ROWS);
    }
  }

  private static List<String> names(Duck duck) throws SQLException {
    return duck.texts("SELECT column_name FROM (DESCRIBE " + ROWS + ")");
  }

  /** Leaves out rows with NULLs where that is asked for; what it left out, in words. */
  private List<String> skipNulls(Duck duck) throws SQLException {
    if (reader.nulls() != Nulls.SKIP) {
      return List.of();
    }
    String anyNull =
        names(duck).stream()
            .map(name -> Sql.name(name) + " IS NULL")
            .collect(Collectors.joining(" OR "));
    String skipped = duck.texts("SELECT count(*) FROM " + ROWS + " WHERE " + anyNull).get(0);
    if (skipped.equals("0")) {
      return List.of();
    }
    duck.execute("DELETE FROM " + ROWS + " WHERE " + anyNull);
    return List.of(
        String.format(Locale.ROOT, " (%,d rows with NULLs left out)", Long.parseLong(skipped)));
  }

  private List<RawColumn> profile(Duck duck) throws SQLException {
    Map<String, String> types = new LinkedHashMap<>();
    duck.query(
        "SELECT column_name, column_type FROM (DESCRIBE " + ROWS + ")",
        row -> types.put(row.getString(1), row.getString(2)));
    List<RawColumn> columns = new ArrayList<>();
    for (Map.Entry<String, String> column : types.entrySet()) {
      RawColumn known = profile(duck, column.getKey(), column.getValue());
      if (known != null) {
        columns.add(known);
      }
    }
    if (problems.isEmpty()
        && columns.stream().allMatch(c -> c.categories() != null && c.categories().size() <= 1)
        && columns.stream()
            .noneMatch(c -> c.nulls() && c.categories() != null && !c.categories().isEmpty())) {
      problems.add("every column has the same value in all rows: there is nothing to learn");
    }
    if (!problems.isEmpty()) {
      throw new DataException(path + ": " + String.join("\n  ", problems));
    }
    return columns;
  }

  /** What a column is; null if it cannot be learnt, which is a problem. */
  private @Nullable RawColumn profile(Duck duck, String name, String typeName) throws SQLException {
    String quoted = Sql.name(name);
    SqlType type = SqlType.of(typeName).orElse(null);
    if (type == null) {
      problem(
          name,
          "is of type "
              + typeName
              + ", of which nothing is learnt: leave it out with columns, or take its parts with"
              + " sql");
      return null;
    }
    List<Long> counts = new ArrayList<>();
    duck.query(
        "SELECT count(*), count("
            + quoted
            + "), approx_count_distinct("
            + quoted
            + ") FROM "
            + ROWS,
        row -> {
          for (int i = 1; i <= 3; i++) {
            counts.add(row.getLong(i));
          }
        });
    boolean nulls = counts.get(1) < counts.get(0);
    if (counts.get(1) == 0) {
      problem(name, "is NULL in all rows: leave it out with columns");
      return null;
    }
    if (nulls && reader.nulls() == Nulls.REFUSE) {
      problem(
          name,
          "is NULL in "
              + (counts.get(0) - counts.get(1))
              + " rows, first in row "
              + first(duck, quoted + " IS NULL")
              + ": nulls can be learnt, or such rows skipped");
      return null;
    }
    if (!finite(duck, name, quoted, type)) {
      return null;
    }
    boolean asked = reader.categories().contains(name);
    long different = counts.get(2);
    if (type.meaning() == Meaning.CATEGORY || asked) {
      return category(duck, name, type, nulls, asked);
    }
    long few = Math.max(1, type.meaning() == Meaning.WHOLE ? reader.fewValues() : 1);
    // The approximation is within a few percent; whether it is really few, counting tells.
    if (different <= 2 * few + 2) {
      List<String> values = values(duck, quoted, few + 1);
      if (values.size() <= few) {
        return new RawColumn(name, type, nulls, values, 0);
      }
    }
    return new RawColumn(name, type, nulls, null, decimals(duck, quoted, type));
  }

  private @Nullable RawColumn category(
      Duck duck, String name, SqlType type, boolean nulls, boolean asked) throws SQLException {
    String quoted = Sql.name(name);
    List<String> values = values(duck, quoted, reader.mostCategories() + 1L);
    if (type.name().equals("VARCHAR") && !asked) {
      String notNumber =
          "TRY_CAST(" + quoted + " AS DOUBLE) IS NULL AND " + quoted + " IS NOT NULL";
      String share =
          duck.texts(
                  "SELECT count(TRY_CAST("
                      + quoted
                      + " AS DOUBLE)) / count("
                      + quoted
                      + ") FROM "
                      + ROWS)
              .get(0);
      double numbers = Double.parseDouble(share);
      if (numbers >= NUMBERS && numbers < 1) {
        problem(
            name,
            "holds numbers, but "
                + Sql.text(
                    duck.texts(
                            "SELECT "
                                + quoted
                                + " FROM "
                                + ROWS
                                + " WHERE "
                                + notNumber
                                + " LIMIT 1")
                        .get(0))
                + " in row "
                + first(duck, notNumber)
                + " is none: mend it, add it to nullTexts, or name the column under categories");
        return null;
      }
    }
    if (values.size() > reader.mostCategories()) {
      String count = duck.texts("SELECT count(DISTINCT " + quoted + ") FROM " + ROWS).get(0);
      problem(
          name,
          String.format(
              Locale.ROOT,
              "has %,d different values, more than %,d categories: leave it out with columns, join"
                  + " rare ones or make numbers of them with sql, or raise mostCategories",
              Long.parseLong(count),
              reader.mostCategories()));
      return null;
    }
    return new RawColumn(name, type, nulls, values, 0);
  }

  private static List<String> values(Duck duck, String quoted, long most) throws SQLException {
    return duck.texts(
        "SELECT CAST(v AS VARCHAR) FROM (SELECT DISTINCT "
            + quoted
            + " AS v FROM "
            + ROWS
            + " WHERE v IS NOT NULL) ORDER BY v LIMIT "
            + most);
  }

  private boolean finite(Duck duck, String name, String quoted, SqlType type) throws SQLException {
    String bad =
        switch (type.meaning()) {
          case FLOATING -> "NOT isfinite(" + quoted + ")";
          case DATE, TIMESTAMP -> "NOT isfinite(" + quoted + ")";
          case WHOLE, DECIMAL, TIME, CATEGORY -> "";
        };
    if (bad.isEmpty()) {
      return true;
    }
    List<String> found = duck.texts("SELECT count(*) FROM " + ROWS + " WHERE " + bad);
    if (found.get(0).equals("0")) {
      return true;
    }
    problem(
        name,
        "is NaN or infinite in "
            + found.get(0)
            + " rows, first in row "
            + first(duck, bad)
            + ": make them NULL or leave them out with sql");
    return false;
  }

  private static String first(Duck duck, String condition) throws SQLException {
    return duck.texts("SELECT min(rowid) + 1 FROM " + ROWS + " WHERE " + condition).get(0);
  }

  /** Decimals that all of a column's numbers have at most; −1 if more than are looked for. */
  private static int decimals(Duck duck, String quoted, SqlType type) throws SQLException {
    String number =
        switch (type.meaning()) {
          case FLOATING, DECIMAL, TIMESTAMP, TIME -> type.toNumber(quoted);
          case WHOLE, DATE, CATEGORY -> "";
        };
    if (number.isEmpty()) {
      return 0;
    }
    for (int decimals = 0; decimals <= RawColumn.MOST_DECIMALS; decimals++) {
      String rounded = "round(" + number + ", " + decimals + ") = " + number;
      if (duck.texts("SELECT coalesce(bool_and(" + rounded + "), true) FROM " + ROWS)
          .get(0)
          .equals("true")) {
        return decimals;
      }
    }
    return -1;
  }

  private RowStore read(Duck duck, List<RawColumn> columns) throws SQLException {
    List<Map<String, Integer>> places = new ArrayList<>();
    StringBuilder expressions = new StringBuilder();
    for (RawColumn column : columns) {
      String quoted = Sql.name(column.name());
      expressions.append(expressions.isEmpty() ? "" : ", ");
      Map<String, Integer> place = new HashMap<>();
      if (column.categories() == null) {
        expressions.append(column.type().toNumber(quoted));
      } else {
        expressions.append("CAST(" + quoted + " AS VARCHAR)");
        for (String value : column.categories()) {
          place.put(value, place.size());
        }
      }
      places.add(place);
    }
    RowStore store = new RowStore(columns.size());
    double[] values = new double[columns.size()];
    try {
      duck.query(
          "SELECT " + expressions + " FROM " + ROWS,
          row -> {
            for (int i = 0; i < values.length; i++) {
              if (columns.get(i).categories() == null) {
                double number = row.getDouble(i + 1);
                values[i] = row.wasNull() ? Double.NaN : number;
              } else {
                String text = row.getString(i + 1);
                Integer known = text == null ? null : places.get(i).get(text);
                values[i] = known == null ? Double.NaN : known;
              }
            }
            store.add(values);
          });
      return store;
    } catch (SQLException | RuntimeException e) {
      store.close();
      throw e;
    }
  }

  private void problem(String column, String what) {
    problems.add("column '" + column + "' " + what);
  }

  /** What DuckDB says, without its advice on its own options and the query's text. */
  private String reason(SQLException e) {
    String message = String.valueOf(e.getMessage());
    if (message.contains("not utf-8 encoded")) {
      return "it is not in UTF-8";
    }
    if (message.contains("Error when sniffing file")) {
      return "it is no CSV in UTF-8 with a "
          + reader.separator().name().toLowerCase(Locale.ROOT)
          + " between fields, every quote closed, and as many fields in each line";
    }
    return message
        .lines()
        .map(line -> line.replaceFirst(" ?Try increasing 'sample_size'.*", ""))
        .takeWhile(line -> !line.startsWith("Possible") && !line.startsWith("LINE "))
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .collect(Collectors.joining("; "));
  }
}
