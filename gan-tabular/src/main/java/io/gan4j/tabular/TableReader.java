package io.gan4j.tabular;

import io.gan4j.api.DataException;
import io.gan4j.api.GanException;
import io.gan4j.api.data.Dataset;
import io.gan4j.api.data.DatasetReader;
import io.gan4j.api.spec.Check;
import io.gan4j.api.spec.Default;
import io.gan4j.api.spec.Doc;
import io.gan4j.api.spec.InvalidValueException;
import io.gan4j.tabular.internal.CsvFile;
import io.gan4j.tabular.internal.PersonalText;
import io.gan4j.tabular.internal.TableLoader;
import io.gan4j.tabular.internal.sql.JdbcAddress;
import io.gan4j.tabular.options.Limits;
import io.gan4j.tabular.options.Nulls;
import io.gan4j.tabular.options.Numbers;
import io.gan4j.tabular.options.Separator;
import io.gan4j.tabular.options.TableOptions;
import io.gan4j.tabular.options.Ties;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A table: a CSV, Parquet or JSON file, or what an SQL query makes of it. A sample is a row:
 * numbers scaled by what the training rows are like, categories one-hot. Rows keep the order that
 * the file or the query gives them. The query can read the named files, and nothing else.
 */
@Doc("Tables: CSV, Parquet or JSON files, or an SQL query over them")
public record TableReader(
    @Doc("The file, CSV (gzipped or not), Parquet or JSON by its name; gan train --data sets it")
        @Nullable Path path,
    @Doc("A SELECT over the file, which it calls data; absent: all of it. With url the query there")
        @Nullable String sql,
    @Doc("Further files for sql: a name for each") @Default("{}") Map<String, Path> tables,
    @Doc("The columns to learn, in this order; empty: all") @Default("[]") List<String> columns,
    @Doc("Columns of numbers that are categories") @Default("[]") List<String> categories,
    @Doc("Columns of whole numbers with at most so many different values are categories too")
        @Default("10")
        int fewValues,
    @Doc("Most different values that a category may have") @Default("100") int mostCategories,
    @Doc(
            "How networks see numbers: standard (mean 0, deviation 1), bounded ([-1, 1], by a tanh)"
                + " or quantiles (normally distributed, whatever their distribution)")
        @Default("standard")
        Numbers numbers,
    @Doc("NULLs: learn them, refuse the file, or skip the row") @Default("learn") Nulls nulls,
    @Doc("Keep generated numbers between the training rows' smallest and largest") @Default("false")
        boolean clamp,
    @Doc("CSV: what is between two fields, comma, semicolon, tab or pipe") @Default("comma")
        Separator separator,
    @Doc("CSV: what stands for NULL") @Default("['', NA]") List<String> nullTexts,
    @Doc("What sql may take before it is stopped") @Default("{}") Limits limits,
    @Doc(
            "CSV and JSON: how columns are written whose texts could be several things: {born:"
                + " dd/MM/yyyy, price: '0,00', code: text}")
        @Default("{}")
        Map<String, String> formats,
    @Doc(
            "In place of a file: a database, as in jdbc:postgresql://host/name, by a driver on the"
                + " class path; user and password are in GAN4J_JDBC_USER and GAN4J_JDBC_PASSWORD")
        @Nullable String url,
    @Doc(
            "With quantiles: numbers that many rows share are seen in the middle of their range, or"
                + " spread over it, each row elsewhere in each epoch")
        @Default("middle")
        Ties ties,
    @Doc(
            "A number of so large a share of the training rows, in (0, 1], is a category beside the"
                + " others; 0: none is")
        @Default("0")
        double spikes,
    @Doc(
            "What holds in every row, in SQL, and is kept to by gan sample: ['last_order >="
                + " signed_up', 'total = price * quantity']. A column on the left of = is computed")
        @Default("[]")
        List<String> rules,
    @Doc("Columns whose value follows from a category: {country_code: country}") @Default("{}")
        Map<String, String> functions,
    @Doc(
            "Columns that only tell rows apart: they are not learnt, and new ones of their pattern"
                + " are made")
        @Default("[]")
        List<String> keys,
    @Doc(
            "Categories of a smaller share of the training rows, in [0, 1): generators have them as"
                + " often as these rows, instead of learning how often; 0: none")
        @Default("0")
        double rare,
    @Doc(
            "Columns of names, addresses and the like, which are not learnt: others are made up."
                + " The kind of text for each, and a language: {name: full-name, mail: email de}")
        @Default("{}")
        Map<String, String> personal)
    implements DatasetReader, TableOptions {

  public TableReader {
    tables = Map.copyOf(tables);
    columns = List.copyOf(columns);
    categories = List.copyOf(categories);
    nullTexts = List.copyOf(nullTexts);
    formats = Map.copyOf(formats);
    rules = List.copyOf(rules);
    functions = Map.copyOf(functions);
    keys = List.copyOf(keys);
    personal = Map.copyOf(personal);
    personal.forEach((column, what) -> PersonalText.parse("personal." + column, what));
    Check.notNegative("fewValues", fewValues);
    Check.inClosed("spikes", spikes, 0, 1);
    Check.inHalfOpen("rare", rare, 0, 1);
    Check.rule(mostCategories >= 2, "mostCategories", "must be 2 or more", mostCategories);
    Check.rule(
        columns.stream().distinct().count() == columns.size(),
        "columns",
        "must not name one twice",
        columns);
    Check.relation(
        tables.isEmpty() || sql != null,
        "tables",
        Set.of("sql"),
        "must be empty without sql",
        tables.keySet());
    Check.relation(
        url == null || path == null, "url", Set.of("path"), "must not stand beside a path", "both");
    Check.relation(
        url == null || sql != null, "url", Set.of("sql"), "must have a query under sql", "none");
    Check.relation(
        url == null || tables.isEmpty(),
        "url",
        Set.of("tables"),
        "must not stand beside tables, which the query can name itself",
        tables.keySet());
    if (url != null) {
      checkUrl(url);
    }
    for (String name : tables.keySet()) {
      Check.rule(
          name.matches("[A-Za-z_][A-Za-z0-9_]{0,62}") && !name.equalsIgnoreCase("data"),
          "tables",
          "must have names of letters, digits and _, other than data",
          "'" + name + "'");
    }
  }

  /** Without spikes, ties in the middle. */
  @SuppressWarnings("TooManyParameters") // all of a run file's keys
  public TableReader(
      @Nullable Path path,
      @Nullable String sql,
      Map<String, Path> tables,
      List<String> columns,
      List<String> categories,
      int fewValues,
      int mostCategories,
      Numbers numbers,
      Nulls nulls,
      boolean clamp,
      Separator separator,
      List<String> nullTexts,
      Limits limits,
      Map<String, String> formats,
      @Nullable String url) {
    this(
        path,
        sql,
        tables,
        columns,
        categories,
        fewValues,
        mostCategories,
        numbers,
        nulls,
        clamp,
        separator,
        nullTexts,
        limits,
        formats,
        url,
        Ties.MIDDLE,
        0,
        List.of(),
        Map.of(),
        List.of(),
        0,
        Map.of());
  }

  /** Everything of a file, with the defaults, and between fields what its first line says. */
  public static TableReader of(Path path) {
    return new TableReader(
        path,
        null,
        Map.of(),
        List.of(),
        List.of(),
        10,
        100,
        Numbers.STANDARD,
        Nulls.LEARN,
        false,
        CsvFile.separatorOf(path),
        List.of("", "NA"),
        Limits.STANDARD,
        Map.of(),
        null);
  }

  private static void checkUrl(String url) {
    try {
      JdbcAddress.of(url);
    } catch (GanException e) { // what was found is not repeated: it may be a password
      throw new InvalidValueException("url", String.valueOf(e.getMessage()));
    }
  }

  @Override
  public Dataset open() {
    if (url != null) {
      return new TableLoader(this, url).load();
    }
    if (path == null) {
      throw new DataException(
          "the reader table has no file: gan train … --data FILE, or data.reader.path; or"
              + " data.reader.url");
    }
    return new TableLoader(this, path).load();
  }

  /** The same table, with all that is said of its columns, from another file. */
  @Override
  public Optional<DatasetReader> withPath(Path other) {
    return Optional.of(
        new TableReader(
            other,
            url == null ? sql : null,
            tables,
            columns,
            categories,
            fewValues,
            mostCategories,
            numbers,
            nulls,
            clamp,
            separator == Separator.COMMA ? of(other).separator : separator,
            nullTexts,
            limits,
            formats,
            null,
            ties,
            spikes,
            rules,
            functions,
            keys,
            rare,
            personal));
  }
}
