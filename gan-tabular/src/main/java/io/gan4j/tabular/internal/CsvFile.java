package io.gan4j.tabular.internal;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.gan4j.api.DataException;
import io.gan4j.api.internal.MarklessReader;
import io.gan4j.api.spec.Excerpt;
import io.gan4j.tabular.internal.text.ColumnTexts;
import io.gan4j.tabular.internal.text.ColumnTexts.Found;
import io.gan4j.tabular.options.Separator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A CSV file in UTF-8, gzipped or not, with names in its first line, or in the second behind a line
 * that names the separator ({@code sep=;}). It is read twice: for what its columns are, and for
 * their values.
 *
 * @param separator what is between two fields
 * @param nullTexts what stands for NULL
 */
public record CsvFile(Path file, Separator separator, List<String> nullTexts) {
  private static final int LONGEST_NAME = 100;

  /**
   * What the file holds.
   *
   * @param names of the columns, each another whatever its case
   * @param found what each of them is
   * @param again lines that have the names again; they begin the files that this one was joined of
   */
  record Profile(List<String> names, List<Found> found, long again) {}

  /** What is done with the texts of a row; null is NULL. */
  interface Row {
    void take(@Nullable String[] texts) throws SQLException;
  }

  /**
   * What is between the fields of a file, by its name and its first line: a tab in a .tsv, a comma
   * where there is one, and otherwise what makes the most fields.
   */
  public static Separator separatorOf(Path file) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    if (name.matches(".*\\.tsv(\\.gz)?")) {
      return Separator.TAB;
    }
    Separator best = Separator.COMMA;
    if (!name.matches(".*\\.csv(\\.gz)?") || !Files.isRegularFile(file)) {
      return best;
    }
    int most = 1;
    for (Separator separator : Separator.values()) {
      int fields = new CsvFile(file, separator, List.of()).fieldsOfFirstLine();
      if (fields > most) {
        best = separator;
        most = fields;
      }
      if (separator == Separator.COMMA && fields > 1) {
        return separator;
      }
    }
    return best;
  }

  private int fieldsOfFirstLine() {
    try (MarklessReader text = open();
        CsvReader<CsvRecord> records = records(text)) {
      Iterator<CsvRecord> lines = records.iterator();
      return lines.hasNext() ? lines.next().getFieldCount() : 0;
    } catch (IOException | UncheckedIOException | CsvParseException e) {
      return 0; // whoever is asked to read it will say why it cannot be read
    }
  }

  /**
   * Looks at every text.
   *
   * @throws DataException naming the file and what is wrong
   */
  Profile profile() {
    try (MarklessReader text = open();
        CsvReader<CsvRecord> records = records(text)) {
      Iterator<CsvRecord> lines = records.iterator();
      if (!lines.hasNext()) {
        throw new DataException(file + ": there are no rows");
      }
      CsvRecord first = header(lines);
      List<String> names = names(first);
      List<ColumnTexts> columns = new ArrayList<>();
      names.forEach(name -> columns.add(new ColumnTexts(true)));
      @Nullable String[] texts = new @Nullable String[names.size()];
      long again = 0;
      while (lines.hasNext()) {
        CsvRecord line = lines.next();
        if (line.getFields().equals(first.getFields())) {
          again++;
        } else if (read(line, texts)) {
          show(texts, columns);
        }
      }
      if (!text.hasInnerMarks() && again > 0) {
        for (read(first, texts); again > 0; again--) {
          show(texts, columns); // rows like others, however they look
        }
      }
      return new Profile(names, columns.stream().map(ColumnTexts::found).toList(), again);
    } catch (IOException | UncheckedIOException | CsvParseException e) {
      throw unreadable(e);
    }
  }

  /** The line of names. Spreadsheets write a line before it that names the separator. */
  private CsvRecord header(Iterator<CsvRecord> lines) {
    CsvRecord first = lines.next();
    boolean mark = String.join("", first.getFields()).equals("sep=") && first.getFieldCount() == 2;
    return mark && lines.hasNext() ? lines.next() : first;
  }

  private static void show(@Nullable String[] texts, List<ColumnTexts> columns) {
    for (int i = 0; i < texts.length; i++) {
      columns.get(i).add(texts[i]);
    }
  }

  /**
   * Hands over every row, in their order.
   *
   * @param profile what {@link #profile} has found
   */
  void forEach(Profile profile, Row row) throws SQLException {
    try (MarklessReader text = open();
        CsvReader<CsvRecord> records = records(text)) {
      Iterator<CsvRecord> lines = records.iterator();
      CsvRecord first = header(lines);
      @Nullable String[] texts = new @Nullable String[profile.names.size()];
      while (lines.hasNext()) {
        CsvRecord line = lines.next();
        boolean names = profile.again > 0 && line.getFields().equals(first.getFields());
        if (!names && read(line, texts)) {
          row.take(texts);
        }
      }
    } catch (IOException | UncheckedIOException | CsvParseException e) {
      throw unreadable(e);
    }
  }

  /** The texts of a line; false for an empty one, which is a row only where there is one column. */
  private boolean read(CsvRecord line, @Nullable String[] into) {
    if (line.getFieldCount() != into.length) {
      if (line.getFieldCount() == 1 && line.getField(0).isEmpty()) {
        return false;
      }
      throw new DataException(
          String.format(
              Locale.ROOT,
              "%s: line %d has %d fields, the first line has %d",
              file,
              line.getStartingLineNumber(),
              line.getFieldCount(),
              into.length));
    }
    for (int i = 0; i < into.length; i++) {
      String text = line.getField(i);
      into[i] = nullTexts.contains(text) ? null : text;
    }
    return true;
  }

  /** SQL does not tell names apart by case, and would give the second another name. */
  private List<String> names(CsvRecord first) {
    List<String> names = new ArrayList<>();
    Map<String, String> seen = new HashMap<>();
    for (String field : first.getFields()) {
      String name = field.strip().isEmpty() ? "column" + names.size() : field.strip();
      String other = seen.put(name.toLowerCase(Locale.ROOT), name);
      if (other != null) {
        throw new DataException(
            file
                + (other.equals(name)
                    ? ": there are two columns called '" + name + "'"
                    : ": the columns '" + other + "' and '" + name + "' differ in case alone"));
      }
      names.add(name);
    }
    if (names.size() == 1) {
      requireSeparator(names.get(0));
    }
    return names;
  }

  /** A line that is one field with another separator in it was read with the wrong one. */
  private void requireSeparator(String line) {
    for (Separator other : Separator.values()) {
      if (line.indexOf(other.character()) >= 0) {
        throw new DataException(
            String.format(
                Locale.ROOT,
                "%s: the first line is one field, '%s'; --set data.reader.separator=%s splits it",
                file,
                Excerpt.of(line, LONGEST_NAME),
                other.name().toLowerCase(Locale.ROOT)));
      }
    }
  }

  private MarklessReader open() throws IOException {
    return new MarklessReader(Texts.open(file));
  }

  private CsvReader<CsvRecord> records(MarklessReader text) {
    return CsvReader.builder()
        .fieldSeparator(separator.character())
        .skipEmptyLines(false)
        .allowUnclosedQuote(false)
        .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
        .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
        .ofCsvRecord(text);
  }

  private DataException unreadable(Exception e) {
    Throwable cause = e instanceof UncheckedIOException && e.getCause() != null ? e.getCause() : e;
    String why =
        cause instanceof CharacterCodingException
            ? "it is not in UTF-8"
            : cause instanceof CsvParseException
                ? "it is no CSV in UTF-8 with a "
                    + separator.name().toLowerCase(Locale.ROOT)
                    + " between fields, every quote closed, and as many fields in each line"
                : "it cannot be read: " + cause.getMessage();
    return new DataException(file + ": " + why, e);
  }
}
