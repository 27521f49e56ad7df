package io.gan4j.datasets.internal.csv;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.gan4j.api.DataException;
import io.gan4j.datasets.internal.ChunkedFloats;
import io.gan4j.datasets.internal.Content;
import io.gan4j.datasets.internal.Heap;
import io.gan4j.datasets.internal.Source;
import io.gan4j.datasets.internal.array.StoredArray;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A table of numbers, a sample per row, with the texts of one column of labels apart. */
public final class CsvTable implements StoredArray {
  private static final String BYTE_ORDER_MARK = "\uFEFF";
  private static final Set<String> MISSING = Set.of("", "na", "n/a", "nan", "null", "none", "?");
  private static final int MOST_COLUMNS = 1_000_000;

  /** Characters of one field. */
  private static final int LONGEST_FIELD = 1 << 20;

  private final String name;
  private final ChunkedFloats rows;
  private final List<String> columns;
  private final int width;
  private final List<String> labels;
  private final long skipped;

  private CsvTable(
      String name,
      List<String> columns,
      ChunkedFloats rows,
      int width,
      List<String> labels,
      long skipped) {
    this.name = name;
    this.columns = columns;
    this.rows = rows;
    this.width = width;
    this.labels = labels;
    this.skipped = skipped;
  }

  /**
   * Reads a file into memory.
   *
   * @param label the label column's name, or its number from 1; null if there is none
   * @param skipMissing whether rows with a missing value are left out, rather than refused
   * @throws DataException naming file, line and column of what is no number
   */
  public static CsvTable read(
      Source source, char separator, @Nullable String label, boolean skipMissing) {
    if (source.size() == 0) {
      throw new DataException(source.name() + " is empty (0 bytes); accepted: rows of numbers");
    }
    try (Content content = Content.open(source);
        CsvReader<CsvRecord> csv = parser(separator).ofCsvRecord(reader(content))) {
      Iterator<CsvRecord> records = csv.iterator();
      if (!records.hasNext()) {
        throw new DataException(source.name() + " holds no row");
      }
      return new Filler(source.name(), records.next(), label, skipMissing).fill(records);
    } catch (CsvParseException e) {
      throw new DataException(
          source.name() + " is no CSV file: " + Optional.ofNullable(e.getMessage()).orElse(""), e);
    } catch (UncheckedIOException e) {
      throw unreadable(source, Objects.requireNonNull(e.getCause()));
    } catch (IOException e) {
      throw unreadable(source, e);
    }
  }

  private static DataException unreadable(Source source, IOException e) {
    String why = e instanceof CharacterCodingException ? "it is no UTF-8 text" : Content.why(e);
    return new DataException(source.name() + " cannot be read: " + why, e);
  }

  private static CsvReader.CsvReaderBuilder parser(char separator) {
    return CsvReader.builder()
        .fieldSeparator(separator)
        .commentStrategy(CommentStrategy.NONE)
        .skipEmptyLines(true)
        // The first row says how many there are; checked here so that the message is ours.
        .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
        .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
        .maxBufferSize(LONGEST_FIELD);
  }

  private static Reader reader(Content content) {
    return new InputStreamReader(
        content,
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT));
  }

  /** The number in a field; empty if it is none, NaN if it is missing. */
  public static OptionalDouble number(String field) {
    String text = field.strip();
    if (MISSING.contains(text.toLowerCase(Locale.ROOT))) {
      return OptionalDouble.of(Double.NaN);
    }
    if (text.indexOf('x') >= 0 || text.indexOf('X') >= 0) {
      return OptionalDouble.empty();
    }
    char last = text.charAt(text.length() - 1);
    // As for hexadecimal: Java's own suffixes for floats and doubles mean nothing in data.
    if (Character.isLetter(last)
        && !text.toLowerCase(Locale.ROOT).endsWith("inf")
        && !text.endsWith("Infinity")) {
      return OptionalDouble.empty();
    }
    try {
      return OptionalDouble.of(
          text.toLowerCase(Locale.ROOT).endsWith("inf")
              ? Double.POSITIVE_INFINITY
              : Double.parseDouble(text));
    } catch (NumberFormatException e) {
      return OptionalDouble.empty();
    }
  }

  /** Names of the columns of numbers; empty if there is no header. */
  public List<String> columns() {
    return columns;
  }

  /** The label column's texts, one per row; empty if there is none. */
  public List<String> labels() {
    return labels;
  }

  /** Rows left out because a value was missing. */
  public long skipped() {
    return skipped;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public long[] sizes() {
    return new long[] {rows.count(), width};
  }

  @Override
  public boolean bytes() {
    return false;
  }

  @Override
  public boolean columnMajor() {
    return false;
  }

  @Override
  public double value(long place) {
    return rows.at(place / width, (int) (place % width));
  }

  /** Takes in one row after the other. */
  private static final class Filler {
    private final String name;
    private final CsvRecord first;
    private final boolean skipMissing;
    private final boolean header;
    private final int fields;
    private final int labelAt;
    private final ChunkedFloats rows;
    private final float[] sample;
    private final List<String> labels = new ArrayList<>();
    private long skipped;

    Filler(String name, CsvRecord first, @Nullable String label, boolean skipMissing) {
      this.name = name;
      this.first = first;
      this.skipMissing = skipMissing;
      this.fields = first.getFieldCount();
      List<String> names = names(first);
      this.labelAt = label == null ? -1 : place(label, names);
      this.header = isHeader(names, labelAt);
      if (header) {
        checkTwice(names);
      }
      int width = fields - (label == null ? 0 : 1);
      if (width < 1 || width > MOST_COLUMNS) {
        throw new DataException(
            name + " has " + width + " columns of numbers; accepted: 1 to " + MOST_COLUMNS);
      }
      this.rows = new ChunkedFloats(width);
      this.sample = new float[width];
    }

    CsvTable fill(Iterator<CsvRecord> records) {
      if (!header) {
        add(first);
      }
      while (records.hasNext()) {
        add(records.next());
      }
      if (rows.count() == 0) {
        throw new DataException(
            name
                + " holds no row of numbers"
                + (skipped == 0 ? "" : ": all " + skipped + " lack a value"));
      }
      return new CsvTable(name, columns(), rows, sample.length, List.copyOf(labels), skipped);
    }

    private List<String> columns() {
      if (!header) {
        return List.of();
      }
      List<String> columns = names(first);
      if (labelAt >= 0) {
        columns.remove(labelAt);
      }
      return List.copyOf(columns);
    }

    private void add(CsvRecord record) {
      if (record.getFieldCount() != fields) {
        throw new DataException(
            String.format(
                Locale.ROOT,
                "%s, line %,d has %,d fields where the first line has %,d",
                name,
                record.getStartingLineNumber(),
                record.getFieldCount(),
                fields));
      }
      int at = 0;
      boolean whole = true;
      for (int i = 0; i < fields; i++) {
        if (i != labelAt) {
          float value = value(record, i);
          whole &= Float.isFinite(value);
          sample[at++] = value;
        }
      }
      String label = labelAt < 0 ? "" : record.getField(labelAt).strip();
      whole &= labelAt < 0 || !label.isEmpty();
      if (!whole && !skipMissing) {
        throw new DataException(
            String.format(
                Locale.ROOT,
                "%s, line %,d lacks a value (it is empty, NaN, infinite or beyond a float);"
                    + " 'missing: skip' leaves such rows out, the reader table learns them",
                name,
                record.getStartingLineNumber()));
      }
      if (!whole) {
        skipped++;
        return;
      }
      if (rows.count() % 10_000 == 0) {
        Heap.check(
            10_000L * Float.BYTES * sample.length, name, "more than " + rows.count() + " rows");
      }
      rows.add(sample);
      if (labelAt >= 0) {
        labels.add(label);
      }
    }

    private float value(CsvRecord record, int field) {
      OptionalDouble number = number(record.getField(field));
      if (number.isEmpty()) {
        throw new DataException(
            String.format(
                Locale.ROOT,
                "%s, line %,d, column %s: '%s' is no number",
                name,
                record.getStartingLineNumber(),
                header ? "'" + names(first).get(field) + "'" : Integer.toString(field + 1),
                shortened(record.getField(field))));
      }
      return (float) number.getAsDouble();
    }

    private int place(String label, List<String> names) {
      int named = names.indexOf(label);
      if (named >= 0 && isHeader(names, named)) {
        return named;
      }
      if (label.matches("[1-9]\\d{0,5}") && Integer.parseInt(label) <= fields) {
        return Integer.parseInt(label) - 1;
      }
      throw new DataException(
          name
              + " has no column '"
              + label
              + "'; accepted: "
              + shortened(String.join(", ", names))
              + ", or a number from 1 to "
              + fields);
    }

    private void checkTwice(List<String> names) {
      Set<String> seen = new HashSet<>();
      for (String column : names) {
        if (!column.isEmpty() && !seen.add(column)) {
          throw new DataException(name + " has two columns '" + column + "'; which is meant?");
        }
      }
    }

    private static List<String> names(CsvRecord record) {
      List<String> names = new ArrayList<>(record.getFields());
      names.set(0, names.get(0).replace(BYTE_ORDER_MARK, ""));
      names.replaceAll(String::strip);
      return names;
    }

    /** Whether a first row is no sample: a field is there that is no number. */
    private static boolean isHeader(List<String> names, int labelAt) {
      for (int i = 0; i < names.size(); i++) {
        if (i != labelAt && number(names.get(i)).isEmpty()) {
          return true;
        }
      }
      return false;
    }

    private static String shortened(String text) {
      return text.length() <= 80 ? text : text.substring(0, 80) + "...";
    }
  }
}
