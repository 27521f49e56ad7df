package io.gan4j.datasets.internal.csv;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.gan4j.datasets.internal.Content;
import io.gan4j.datasets.internal.Source;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the first rows of a text tell of its columns.
 *
 * @param label the column of labels, by name or number from 1; null if all columns are samples
 */
public record CsvSniffer(@Nullable String label) {
  private static final int BYTES = 1 << 16;
  private static final Set<String> LABELS = Set.of("label", "labels", "class", "target");

  /** Tastes a file; empty if it is no table of numbers with this separator. */
  public static Optional<CsvSniffer> of(Source source, char separator) {
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
          : taste(text.startsWith("\uFEFF") ? text.substring(1) : text, separator);
    } catch (CharacterCodingException | CsvParseException e) {
      return Optional.empty();
    } catch (IOException e) {
      // Whatever it is, it is not one; why will be said by whoever is asked to read it.
      return Optional.empty();
    }
  }

  private static Optional<CsvSniffer> taste(String text, char separator) throws IOException {
    List<CsvRecord> records = new ArrayList<>();
    try (CsvReader<CsvRecord> csv =
        CsvReader.builder()
            .fieldSeparator(separator)
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
            .ofCsvRecord(text)) {
      csv.forEach(records::add);
    }
    if (records.size() < 2) {
      return Optional.empty();
    }
    List<String> first = records.get(0).getFields().stream().map(String::strip).toList();
    int columns = first.size();
    List<Integer> words = new ArrayList<>();
    for (int column = 0; column < columns; column++) {
      for (CsvRecord record : records.subList(1, records.size())) {
        if (record.getFieldCount() != columns) {
          return Optional.empty();
        }
        if (CsvTable.number(record.getField(column)).isEmpty()) {
          words.add(column);
          break;
        }
      }
    }
    if (columns < 2 || words.size() > 1) {
      return Optional.empty();
    }
    boolean header = false;
    for (int column = 0; column < columns; column++) {
      header |= !words.contains(column) && CsvTable.number(first.get(column)).isEmpty();
    }
    if (words.isEmpty() && header) {
      for (String name : first) {
        if (LABELS.contains(name.toLowerCase(Locale.ROOT))) {
          return Optional.of(new CsvSniffer(name));
        }
      }
    }
    if (words.isEmpty()) {
      return Optional.of(new CsvSniffer(null));
    }
    int label = words.get(0);
    return Optional.of(
        new CsvSniffer(
            header && !first.get(label).isEmpty()
                ? first.get(label)
                : Integer.toString(label + 1)));
  }
}
