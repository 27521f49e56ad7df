package io.gan4j.datasets.internal.csv;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.gan4j.api.DataException;
import io.gan4j.api.internal.MarklessReader;
import io.gan4j.datasets.internal.ChunkedFloats;
import io.gan4j.datasets.internal.Content;
import io.gan4j.datasets.internal.Heap;
import io.gan4j.datasets.internal.Source;
import io.gan4j.datasets.internal.array.StoredArray;
import java.io.IOException;
import java.io.InputStreamReader;
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
   * How a file is read.
   *
   * @param separator what is between two fields
   * @param numbers how numbers are written
   * @param header whether the first row has names
   * @param label the label column's name, or its number from 1; null if there is none
   * @param skipMissing whether rows with a missing value are left out, rather than refused
   */
  public record Form(
      char separator,
      CsvNumber numbers,
      CsvHeader header,
      @Nullable String label,
      boolean skipMissing) {}

  /**
   * Reads a file into memory.
   *
   * @throws DataException naming file, line and column of what is no number
   */
  public static CsvTable read(Source source, Form form) {
    if (source.size() == 0) {
      throw new DataException(source.name() + " is empty (0 bytes); accepted: rows of numbers");
    }
    try (MarklessReader text = reader(Content.open(source));
        CsvReader<CsvRecord> csv = parser(form.separator).ofCsvRecord(text)) {
      Iterator<CsvRecord> records = csv.iterator();
      List<CsvRecord> start = new ArrayList<>();
      while (start.size() < CsvHeader.LOOKED_AT && records.hasNext()) {
        start.add(records.next());
      }
      if (start.isEmpty()) {
        throw new DataException(source.name() + " holds no row");
      }
      return new Filler(source.name(), start, form).fill(start, records, text);
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

  private static MarklessReader reader(Content content) {
    return new MarklessReader(
        new InputStreamReader(
            content,
            StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT)));
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
    private final Form form;
    private final boolean header;
    private final int fields;
    private final int labelAt;
    private final ChunkedFloats rows;
    private final float[] sample;
    private final List<String> labels = new ArrayList<>();
    private long skipped;

    Filler(String name, List<CsvRecord> start, Form form) {
      this.name = name;
      this.first = start.get(0);
      this.form = form;
      this.fields = first.getFieldCount();
      List<String> names = names(first);
      this.labelAt = form.label == null ? -1 : place(form.label, names, start);
      this.header = form.header.isIn(start, labelAt, form.numbers);
      if (header) {
        checkTwice(names);
      }
      int width = fields - (labelAt < 0 ? 0 : 1);
      if (width < 1 || width > MOST_COLUMNS) {
        throw new DataException(
            name + " has " + width + " columns of numbers; accepted: 1 to " + MOST_COLUMNS);
      }
      this.rows = new ChunkedFloats(width);
      this.sample = new float[width];
    }

    CsvTable fill(List<CsvRecord> start, Iterator<CsvRecord> rest, MarklessReader text) {
      for (CsvRecord record : start.subList(header ? 1 : 0, start.size())) {
        add(record, text);
      }
      while (rest.hasNext()) {
        add(rest.next(), text);
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
      List<String> columns = new ArrayList<>(names(first));
      if (labelAt >= 0) {
        columns.remove(labelAt);
      }
      return List.copyOf(columns);
    }

    private void add(CsvRecord record, MarklessReader text) {
      if (header && text.hasInnerMarks() && record.getFields().equals(first.getFields())) {
        return; // the names of a file that was joined to the first
      }
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
      if (!whole && !form.skipMissing) {
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
      String text = record.getField(field);
      OptionalDouble number = form.numbers.of(text);
      boolean tooLong = CsvNumber.isTooLong(text);
      if (number.isEmpty() || tooLong) {
        throw new DataException(
            String.format(
                Locale.ROOT,
                "%s, line %,d, column %s: '%s' is no number%s",
                name,
                record.getStartingLineNumber(),
                header ? "'" + names(first).get(field) + "'" : Integer.toString(field + 1),
                shortened(text),
                tooLong ? " that is learnt: it would become another; an identifier?" : ""));
      }
      return (float) number.getAsDouble();
    }

    private int place(String label, List<String> names, List<CsvRecord> start) {
      int named = names.indexOf(label);
      if (named >= 0 && form.header.isIn(start, named, form.numbers)) {
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
      return record.getFields().stream().map(String::strip).toList();
    }

    private static String shortened(String text) {
      return text.length() <= 80 ? text : text.substring(0, 80) + "...";
    }
  }
}
