package io.gan4j.tabular.internal;

import io.gan4j.api.DataException;
import io.gan4j.api.spec.Excerpt;
import io.gan4j.tabular.internal.sql.DuckDb;
import io.gan4j.tabular.internal.sql.RowAppender;
import io.gan4j.tabular.internal.sql.Sql;
import io.gan4j.tabular.internal.sql.SqlType;
import io.gan4j.tabular.internal.sql.TypedColumn;
import io.gan4j.tabular.internal.text.ColumnTexts;
import io.gan4j.tabular.internal.text.ColumnTexts.Found;
import io.gan4j.tabular.internal.text.Spelling;
import io.gan4j.tabular.internal.text.TextForm;
import io.gan4j.tabular.options.TableOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Makes tables of files whose values are texts, each column by its own form, and keeps what the
 * forms are.
 */
final class TextTables {
  /** Types that a JSON file has no values of, but texts that are read as such. */
  private static final Set<String> KNOWN_BY_TEXT = Set.of("TIME", "UUID");

  private final DuckDb duck;
  private final TableOptions options;
  private final Map<String, Found> columns = new HashMap<>();
  private long again;

  TextTables(DuckDb duck, TableOptions options) {
    this.duck = duck;
    this.options = options;
  }

  /** What is known of a column by its texts; empty if it has none, or is none of a file's. */
  Optional<Found> of(String column) {
    return Optional.ofNullable(columns.get(column));
  }

  /** Names of the columns that something is known of. */
  Set<String> names() {
    return new TreeSet<>(columns.keySet());
  }

  /** Lines with names that were found among the rows and left out. */
  long linesOfNames() {
    return again;
  }

  /**
   * Makes a table of a CSV file.
   *
   * @throws DataException naming the file and what is wrong
   */
  void readCsv(String table, Path file) throws SQLException {
    CsvFile csv = new CsvFile(file, options.separator(), options.nullTexts());
    CsvFile.Profile profile = csv.profile();
    again += profile.again();
    List<TextForm> forms = new ArrayList<>();
    List<TypedColumn> typed = new ArrayList<>();
    for (int i = 0; i < profile.names().size(); i++) {
      String name = profile.names().get(i);
      TextForm form = settle(name, profile.found().get(i), file);
      forms.add(form);
      typed.add(new TypedColumn(name, form.type(), false));
    }
    duck.execute(Sql.createSource(typed));
    try (RowAppender rows = duck.sourceAppender()) {
      long[] row = {0};
      csv.forEach(profile, texts -> append(rows, profile.names(), forms, texts, ++row[0], file));
    }
    duck.execute(Sql.renameSource(table));
  }

  /** Makes a table of a JSON file, of whose texts some may be dates. */
  void readJson(String table, Path file) throws SQLException {
    Path plain = withoutMarks(file);
    duck.execute(Sql.createTableOfJson(table, plain));
    keepTexts(table, plain);
    removeCopy(plain);
    List<String> names = columns(table, Set.of(SqlType.VARCHAR.name()));
    if (names.isEmpty()) {
      return;
    }
    List<ColumnTexts> texts = new ArrayList<>();
    names.forEach(name -> texts.add(new ColumnTexts(false)));
    duck.query(
        Sql.readColumns(table, names),
        row -> {
          for (int i = 0; i < texts.size(); i++) {
            texts.get(i).add(row.text(i));
          }
        });
    List<String> dates = new ArrayList<>();
    List<TextForm> forms = new ArrayList<>();
    List<TypedColumn> typed = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      TextForm form = settle(names.get(i), texts.get(i).found(), file);
      if (form instanceof Spelling) {
        dates.add(names.get(i));
        forms.add(form);
        typed.add(new TypedColumn(names.get(i), form.type(), false));
      }
    }
    if (dates.isEmpty()) {
      return;
    }
    duck.execute(Sql.createSource(typed));
    try (RowAppender rows = duck.sourceAppender()) {
      long[] row = {0};
      @Nullable String[] values = new @Nullable String[dates.size()];
      duck.queryHere(
          Sql.readColumns(table, dates),
          found -> {
            for (int i = 0; i < values.length; i++) {
              values[i] = found.text(i);
            }
            append(rows, dates, forms, values, ++row[0], file);
          });
    }
    duck.execute(Sql.replaceBySource(table, dates));
    duck.execute(Sql.dropSource());
  }

  /** Times and UUIDs come back as they are written only where they stay texts for now. */
  private void keepTexts(String table, Path file) throws SQLException {
    List<String> names = columns(table, KNOWN_BY_TEXT);
    if (!names.isEmpty()) {
      duck.execute(Sql.createSourceOfJson(names, file));
      duck.execute(Sql.replaceBySource(table, names));
      duck.execute(Sql.dropSource());
    }
  }

  /** The columns of a table that are of one of these types. */
  private List<String> columns(String table, Set<String> types) throws SQLException {
    List<String> names = new ArrayList<>();
    duck.query(
        Sql.describe(table),
        row -> {
          if (types.contains(row.text(1))) {
            names.add(String.valueOf(row.text(0)));
          }
        });
    return names;
  }

  /**
   * The file, or, where it begins with a byte order mark, what it holds without any: DuckDB would
   * read another table. The copy lies where rows are written to otherwise.
   */
  private Path withoutMarks(Path file) {
    try {
      if (!Texts.beginsWithMark(file)) {
        return file;
      }
      Texts.copyWithoutMarks(file, duck.output());
      return duck.output();
    } catch (IOException e) {
      throw new DataException(file + ": it cannot be read: " + e.getMessage(), e);
    }
  }

  private void removeCopy(Path read) {
    try {
      if (read.equals(duck.output())) {
        Files.delete(read);
      }
    } catch (IOException e) {
      throw new DataException(read + " cannot be removed: " + e.getMessage(), e);
    }
  }

  /** The form of a column: as the run file says, or as was found. */
  private TextForm settle(String name, Found found, Path file) {
    String asked = options.formats().get(name);
    Found settled = found;
    if (asked != null) {
      TextForm form =
          TextForm.of(asked)
              .orElseThrow(
                  () ->
                      new DataException(
                          file
                              + ": formats has "
                              + Excerpt.quoted(asked)
                              + " for column "
                              + Excerpt.quoted(name)
                              + "; accepted: "
                              + TextForm.accepted()));
      settled = new Found(form, List.of(), "", form.equals(found.form()) ? found.note() : "");
    }
    columns.putIfAbsent(name, settled);
    return settled.form();
  }

  private static void append(
      RowAppender rows,
      List<String> names,
      List<TextForm> forms,
      @Nullable String[] texts,
      long row,
      Path file)
      throws SQLException {
    rows.beginRow();
    for (int i = 0; i < texts.length; i++) {
      String text = texts[i];
      Object value = text == null ? null : forms.get(i).value(text);
      if (text != null && value == null) {
        throw new DataException(
            file
                + ": column "
                + Excerpt.quoted(names.get(i))
                + " has "
                + Excerpt.quoted(text)
                + " in row "
                + row
                + ", which is not written as formats says");
      }
      rows.addValue(value);
    }
    rows.endRow();
  }
}
