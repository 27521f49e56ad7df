package io.gan4j.tabular.internal;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.gan4j.api.DataException;
import io.gan4j.tabular.options.Separator;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/**
 * A CSV file line by line, for what DuckDB mends in silence or does not explain.
 *
 * @param file gzipped if its name ends so
 * @param separator what is between two fields
 */
record CsvLines(Path file, Separator separator) {

  /**
   * Refuses a file whose first line is no list of different names.
   *
   * @throws DataException naming the file and what is wrong
   */
  void requireNames() {
    List<String> names = names();
    requireDistinct(names);
    if (names.size() == 1) {
      requireSeparator(names.get(0));
    }
  }

  private List<String> names() {
    try (CsvReader<CsvRecord> records = records()) {
      return records.stream()
          .findFirst()
          .map(CsvRecord::getFields)
          .orElseThrow(() -> new DataException(file + ": there are no rows"));
    } catch (IOException | UncheckedIOException | CsvParseException e) {
      throw new DataException(file + ": the first line cannot be read: " + e.getMessage(), e);
    }
  }

  /** SQL does not tell names apart by case, and would give the second another name. */
  private void requireDistinct(List<String> names) {
    Map<String, String> seen = new HashMap<>();
    for (String name : names) {
      String other = seen.put(name.toLowerCase(Locale.ROOT), name);
      if (other != null) {
        throw new DataException(
            file
                + (other.equals(name)
                    ? ": there are two columns called '" + name + "'"
                    : ": the columns '" + other + "' and '" + name + "' differ in case alone"));
      }
    }
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
                line,
                other.name().toLowerCase(Locale.ROOT)));
      }
    }
  }

  /**
   * Says of a file that could not be read at which line it has another number of fields, if that is
   * the reason.
   *
   * @throws DataException naming the line
   */
  void requireEven(SQLException failure) {
    try (CsvReader<CsvRecord> records = records()) {
      int fields = -1;
      for (CsvRecord line : records) {
        if (fields >= 0 && line.getFieldCount() != fields) {
          throw new DataException(
              String.format(
                  Locale.ROOT,
                  "%s: line %d has %d fields, the first line has %d",
                  file,
                  line.getStartingLineNumber(),
                  line.getFieldCount(),
                  fields),
              failure);
        }
        fields = line.getFieldCount();
      }
    } catch (IOException | UncheckedIOException | CsvParseException e) {
      failure.addSuppressed(e); // then DuckDB's own words have to do
    }
  }

  private CsvReader<CsvRecord> records() throws IOException {
    InputStream stored = Files.newInputStream(file);
    try {
      return CsvReader.builder()
          .fieldSeparator(separator.character())
          .detectBomHeader(true)
          .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
          .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
          .ofCsvRecord(
              file.toString().toLowerCase(Locale.ROOT).endsWith(".gz")
                  ? new GZIPInputStream(stored)
                  : stored);
    } catch (IOException | RuntimeException e) {
      stored.close();
      throw e;
    }
  }
}
