package io.gan4j.tabular.internal;

import static java.util.Objects.requireNonNull;

import io.gan4j.api.DataException;
import io.gan4j.api.GanException;
import io.gan4j.api.spec.Excerpt;
import io.gan4j.api.spec.Suggestions;
import io.gan4j.tabular.internal.sql.DuckDb;
import io.gan4j.tabular.internal.sql.Failures;
import io.gan4j.tabular.internal.sql.JdbcAddress;
import io.gan4j.tabular.internal.sql.RemoteDb;
import io.gan4j.tabular.internal.sql.RemoteSql;
import io.gan4j.tabular.internal.sql.RowAppender;
import io.gan4j.tabular.internal.sql.Sql;
import io.gan4j.tabular.internal.sql.Sql.Condition;
import io.gan4j.tabular.internal.sql.SqlType.Meaning;
import io.gan4j.tabular.internal.sql.TypedColumn;
import io.gan4j.tabular.options.Limits;
import io.gan4j.tabular.options.Nulls;
import io.gan4j.tabular.options.TableOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads a table once, from its file to rows in memory. */
public final class TableLoader {
  /** Fewer rows than that are told of. */
  private static final long FEW = 200;

  private final TableOptions options;

  /** The file, or the URL of the database. */
  private final String path;

  /** The file; null for a database. */
  private final @Nullable Path file;

  /** Of a table in a file. */
  public TableLoader(TableOptions options, Path file) {
    this(options, file.toString(), file);
  }

  /** Of what the query gives in a database. */
  public TableLoader(TableOptions options, String url) {
    this(options, url, null);
  }

  private TableLoader(TableOptions options, String path, @Nullable Path file) {
    this.options = options;
    this.path = path;
    this.file = file;
  }

  /**
   * Loads the table.
   *
   * @throws DataException naming the file, what is wrong with which columns, and what would help
   */
  public TableDataset load() {
    Map<String, Path> files = new LinkedHashMap<>();
    if (file != null) {
      files.put("data", real(file));
    }
    options.tables().forEach((name, file) -> files.put(name, real(file)));
    try (DuckDb duck = DuckDb.open(null, List.copyOf(files.values()), options.limits())) {
      try {
        TextTables texts = new TextTables(duck, options);
        makeRows(duck, files, texts);
        return load(duck, texts);
      } catch (SQLException e) {
        throw new DataException(path + ": " + Failures.inOneLine(e), e);
      } catch (DataException e) {
        throw e;
      } catch (GanException e) { // a column's name that SQL cannot write
        throw new DataException(path + ": " + e.getMessage(), e);
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

  /** Puts what is asked for of the files into the rows. */
  private void makeRows(DuckDb duck, Map<String, Path> files, TextTables texts)
      throws SQLException {
    String query = options.sql();
    if (file == null) {
      readDatabase(duck, requireNonNull(query));
      return;
    }
    if (query == null) {
      make(duck, Sql.ROWS, real(file), false, texts);
      return;
    }
    for (Map.Entry<String, Path> file : files.entrySet()) {
      // Text is read here and now, for a view would look at all of it twice to find its types.
      boolean view = kind(file.getValue()) == FileKind.PARQUET;
      make(duck, file.getKey(), file.getValue(), view, texts);
    }
    requireOneSelect(duck, query);
    Limits limits = options.limits();
    duck.execute(Sql.createRows(query, limits.rows() + 1), limits);
    if (duck.whole(Sql.countRows()) > limits.rows()) {
      throw new DataException(
          String.format(
              Locale.ROOT,
              "%s: sql gives more than %,d rows, which limits.rows sets",
              path,
              limits.rows()));
    }
  }

  /** Puts what a query gives in a database into the rows. */
  private void readDatabase(DuckDb duck, String query) throws SQLException {
    try (RemoteDb remote = RemoteDb.open(JdbcAddress.of(path), System.getenv(), true)) {
      Closer appender = new Closer();
      try (appender) {
        remote.query(
            RemoteSql.query(query),
            columns -> {
              requireDistinct(columns);
              duck.execute(Sql.createSource(columns));
              RowAppender rows = appender.holding(duck.sourceAppender());
              return values -> {
                rows.beginRow();
                for (Object value : values) {
                  rows.addValue(value);
                }
                rows.endRow();
              };
            });
      }
    } catch (GanException e) {
      String problem = String.valueOf(e.getMessage());
      throw new DataException(problem.startsWith(path) ? problem : path + ": " + problem, e);
    }
    duck.execute(Sql.renameSource(Sql.ROWS));
  }

  /** Closes what is made only when the columns are known. */
  private static final class Closer implements AutoCloseable {
    private @Nullable RowAppender held;

    RowAppender holding(RowAppender rows) {
      held = rows;
      return rows;
    }

    @Override
    public void close() throws SQLException {
      if (held != null) {
        held.close();
      }
    }
  }

  private void requireDistinct(List<TypedColumn> columns) {
    Set<String> seen = new HashSet<>();
    for (TypedColumn column : columns) {
      if (!seen.add(column.name().toLowerCase(Locale.ROOT))) {
        throw new DataException(
            path
                + ": the query gives two columns called "
                + Excerpt.quoted(column.name())
                + ": name one otherwise with AS");
      }
    }
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

  /** Makes a table of a file, or a view. */
  private void make(DuckDb duck, String name, Path file, boolean view, TextTables texts)
      throws SQLException {
    try {
      switch (kind(file)) {
        case PARQUET ->
            duck.execute(
                view ? Sql.createViewOfParquet(name, file) : Sql.createTableOfParquet(name, file));
        case JSON -> texts.readJson(name, file);
        case CSV -> texts.readCsv(name, file);
      }
    } catch (SQLException e) {
      throw new DataException(file + ": " + Failures.inOneLine(e), e);
    }
  }

  private void requireOneSelect(DuckDb duck, String query) throws SQLException {
    List<String> found = new ArrayList<>();
    duck.query(
        Sql.parse(query),
        row -> {
          found.add(String.valueOf(row.text(0)));
          found.add(String.valueOf(row.text(1)));
        });
    if (!found.get(0).equals("null")) {
      throw new DataException(path + ": sql must be one SELECT: " + found.get(0));
    }
    if (!found.get(1).equals("1")) {
      throw new DataException(
          path + ": sql must be one SELECT, found " + found.get(1) + " statements");
    }
  }

  private TableDataset load(DuckDb duck, TextTables texts) throws SQLException {
    keepColumns(duck);
    requireFormats(texts);
    String left = skipNulls(duck);
    long rows = duck.whole(Sql.countRows());
    if (rows < 2) {
      throw new DataException(
          path
              + (rows == 0 ? ": there are no rows" : ": there is one row, and no two to compare")
              + left);
    }
    ColumnProfiler profiler = new ColumnProfiler(duck, options, texts);
    Additions additions = additions(duck);
    List<RawColumn> columns = profile(profiler, additions);
    List<String> notes = new ArrayList<>(profiler.notes());
    if (rows < FEW) {
      notes.add(
          String.format(
              Locale.ROOT,
              "%,d rows are few: they will be learnt by heart. Thousands are good",
              rows));
    }
    RowStore store = read(duck, columns);
    List<RawColumn> spelt = columns.stream().map(RawColumn::withSpelledCategories).toList();
    return TableDataset.of(path, store, spelt, additions, options, left + again(texts))
        .withNotes(notes);
  }

  /** Leaves only the asked columns, in their order. */
  private void keepColumns(DuckDb duck) throws SQLException {
    List<String> there = duck.texts(Sql.describeRows());
    List<String> unknown = new ArrayList<>(options.columns());
    unknown.addAll(options.categories());
    unknown.removeAll(there);
    if (!unknown.isEmpty()) {
      throw new DataException(
          path
              + ": there is no column '"
              + unknown.get(0)
              + "'"
              + Suggestions.ending(Suggestions.near(unknown.get(0), there), there));
    }
    if (!options.columns().isEmpty()) {
      duck.execute(Sql.keepColumns(options.columns()));
    }
  }

  private static String again(TextTables texts) {
    return texts.linesOfNames() == 0
        ? ""
        : String.format(
            Locale.ROOT,
            " (joined files: %,d further lines of names left out)",
            texts.linesOfNames());
  }

  private void requireFormats(TextTables texts) {
    for (String name : options.formats().keySet()) {
      if (!texts.names().contains(name)) {
        throw new DataException(
            path
                + ": formats names "
                + Excerpt.quoted(name)
                + ", which is no column of texts in a CSV or JSON file"
                + Suggestions.ending(Suggestions.near(name, texts.names()), texts.names()));
      }
    }
  }

  /** Leaves out rows with NULLs where that is asked for; what it left out, in words. */
  private String skipNulls(DuckDb duck) throws SQLException {
    if (options.nulls() != Nulls.SKIP) {
      return "";
    }
    Condition anyNull = Condition.anyNull(duck.texts(Sql.describeRows()));
    long skipped = duck.whole(Sql.countRows(anyNull));
    if (skipped == 0) {
      return "";
    }
    duck.execute(Sql.deleteRows(anyNull));
    return String.format(Locale.ROOT, " (%,d rows with NULLs left out)", skipped);
  }

  /** What the run file says of the rows, its keys already taken out of them. */
  private Additions additions(DuckDb duck) throws SQLException {
    try {
      Additions additions = new Additions(duck, options);
      additions.takeKeys();
      return additions;
    } catch (DataException e) {
      throw new DataException(path + ": " + e.getMessage(), e);
    }
  }

  /** The columns that are learnt. */
  private List<RawColumn> profile(ColumnProfiler profiler, Additions additions)
      throws SQLException {
    try {
      List<RawColumn> columns = profiler.columns();
      requireNames(columns);
      return additions.take(columns);
    } catch (DataException e) {
      String message = String.valueOf(e.getMessage());
      throw message.startsWith(path) ? e : new DataException(path + ": " + message, e);
    }
  }

  /** A first line like those below it is a row of a file without names. */
  private void requireNames(List<RawColumn> columns) {
    if (options.sql() == null
        && options.columns().isEmpty()
        && file != null
        && kind(file) == FileKind.CSV
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

  private static RowStore read(DuckDb duck, List<RawColumn> columns) throws SQLException {
    List<TypedColumn> asked = new ArrayList<>();
    List<Map<String, Integer>> places = new ArrayList<>();
    for (RawColumn column : columns) {
      List<String> categories = column.categories();
      asked.add(new TypedColumn(column.name(), column.type(), categories != null));
      Map<String, Integer> place = new HashMap<>();
      for (String value : categories == null ? List.<String>of() : categories) {
        place.put(value, place.size());
      }
      places.add(place);
    }
    RowStore store = new RowStore(columns.size());
    double[] values = new double[columns.size()];
    try {
      duck.query(
          Sql.readRows(asked),
          row -> {
            for (int i = 0; i < values.length; i++) {
              if (asked.get(i).text()) {
                String text = row.text(i);
                Integer known = text == null ? null : places.get(i).get(text);
                values[i] = known == null ? Double.NaN : known;
              } else {
                values[i] = row.number(i);
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
}
