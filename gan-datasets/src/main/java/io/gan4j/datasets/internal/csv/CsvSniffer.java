package io.gan4j.datasets.internal.csv;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.gan4j.api.internal.MarklessReader;
import io.gan4j.api.spec.Excerpt;
import io.gan4j.datasets.internal.Content;
import io.gan4j.datasets.internal.Source;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the first rows of a text tell of its columns.
 *
 * @param label the column of labels, by name or number from 1; null if all columns are samples
 * @param evidence the same in words
 */
public record CsvSniffer(@Nullable String label, String evidence) {
  private static final int BYTES = 1 << 16;
  private static final Set<String> LABELS = Set.of("label", "labels", "class", "target");

  /**
   * Tastes a file; empty if it is no table of numbers with this separator and such numbers. A
   * column of words is one of labels only where few different ones come again and again, and are
   * neither dates nor prices.
   */
  public static Optional<CsvSniffer> of(Source source, char separator, CsvNumber numbers) {
    try (Content in = Content.open(source)) {
      byte[] start = in.readNBytes(BYTES);
      int end = start.length;
      if (start.length == BYTES) {
        while (end > 0 && start[end - 1] != '\n') {
          end--;
        }
      }
      String text =
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(start, 0, end)).toString();
      return text.chars().anyMatch(c -> c < ' ' && c != '\n' && c != '\r' && c != '\t')
          ? Optional.empty()
          : taste(text, separator, numbers);
    } catch (CharacterCodingException | CsvParseException e) {
      return Optional.empty();
    } catch (IOException e) {
      // Whatever it is, it is not one; why will be said by whoever is asked to read it.
      return Optional.empty();
    }
  }

  private static Optional<CsvSniffer> taste(String text, char separator, CsvNumber numbers)
      throws IOException {
    List<CsvRecord> records = new ArrayList<>();
    try (CsvReader<CsvRecord> csv =
        CsvReader.builder()
            .fieldSeparator(separator)
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
            .ofCsvRecord(new MarklessReader(new StringReader(text)))) {
      csv.forEach(records::add);
    }
    if (records.size() < 2) {
      return Optional.empty();
    }
    List<String> first = records.get(0).getFields().stream().map(String::strip).toList();
    List<CsvRecord> below = records.subList(1, records.size());
    int columns = first.size();
    if (columns < 2 || below.stream().anyMatch(record -> record.getFieldCount() != columns)) {
      return Optional.empty();
    }
    List<Integer> words = new ArrayList<>();
    for (int column = 0; column < columns; column++) {
      if (!holdsNumbers(below, column, numbers)) {
        words.add(column);
      }
    }
    if (words.size() > 1) {
      return Optional.empty();
    }
    int label = words.isEmpty() ? -1 : words.get(0);
    boolean header = CsvHeader.AUTO.isIn(records, label, numbers);
    if (label < 0) {
      return Optional.of(named(first, header, records));
    }
    if (!repeats(header ? below : records, label)) {
      return Optional.empty();
    }
    boolean named = header && !first.get(label).isEmpty();
    String name = named ? first.get(label) : Integer.toString(label + 1);
    return Optional.of(
        new CsvSniffer(
            name,
            "begins with rows of numbers and a column of words, "
                + Excerpt.quoted(name)
                + ", which is taken for the class"));
  }

  /** All columns are numbers; one of them has the name of a label, or none. */
  private static CsvSniffer named(List<String> first, boolean header, List<CsvRecord> records) {
    for (String name : header ? first : List.<String>of()) {
      if (LABELS.contains(name.toLowerCase(Locale.ROOT))) {
        return new CsvSniffer(
            name,
            "begins with rows of numbers, of which "
                + Excerpt.quoted(name)
                + " is taken for the class");
      }
    }
    return new CsvSniffer(
        null,
        "begins with rows of numbers"
            + (CsvHeader.isOfNumbers(records, -1) && header
                ? ", the first of them taken for names"
                : ""));
  }

  private static boolean holdsNumbers(List<CsvRecord> rows, int column, CsvNumber numbers) {
    boolean commas = false;
    boolean surely = false;
    for (CsvRecord row : rows) {
      String field = row.getField(column);
      if (numbers.of(field).isEmpty() || CsvNumber.isTooLong(field) || CsvNumber.isCode(field)) {
        return false;
      }
      boolean comma = field.indexOf(',') >= 0;
      commas |= comma;
      surely |= comma && !CsvNumber.mayBeThousands(field);
    }
    return !commas || surely;
  }

  /** Whether words come twice or more on average, and none of them is a date, a price or a code. */
  private static boolean repeats(List<CsvRecord> rows, int column) {
    Set<String> different = new HashSet<>();
    for (CsvRecord row : rows) {
      String word = row.getField(column).strip();
      if (!word.isEmpty()
          && (word.chars().noneMatch(Character::isLetter) || word.matches(".*\\d\\D+\\d.*"))) {
        return false;
      }
      different.add(word);
    }
    return 2 * different.size() <= rows.size() + 1;
  }
}
