package io.gan4j.datasets;

import io.gan4j.api.DataException;
import io.gan4j.api.data.Dataset;
import io.gan4j.api.data.DatasetReader;
import io.gan4j.api.data.LabelSpace;
import io.gan4j.api.data.Range;
import io.gan4j.api.spec.Check;
import io.gan4j.api.spec.Default;
import io.gan4j.api.spec.Doc;
import io.gan4j.datasets.array.ArrayLayout;
import io.gan4j.datasets.array.ArrayLayout.Axis;
import io.gan4j.datasets.array.ArrayLayout.Order;
import io.gan4j.datasets.internal.Labels;
import io.gan4j.datasets.internal.Source;
import io.gan4j.datasets.internal.array.ArraySamples;
import io.gan4j.datasets.internal.csv.CsvHeader;
import io.gan4j.datasets.internal.csv.CsvNumber;
import io.gan4j.datasets.internal.csv.CsvTable;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A table of numbers as text, gzipped or not: a sample per row, all columns but the label's, in
 * their order, as floats; or pictures, if a shape is given. A first row that is not all numbers is
 * a header, and one of whole numbers that count up as columns or years do, or that alone are whole.
 * The label's column may hold words. Held in memory.
 */
@Doc("CSV files of numbers, with or without a header and a column of labels")
public record CsvReader(
    @Doc("The file") Path path,
    @Doc("Column of the labels: its name, or its number from 1; absent: no labels")
        @Nullable String label,
    @Doc("What is between two fields: comma, semicolon or tab") @Default("comma")
        Separator separator,
    @Doc("Rows with a missing value (empty, NA, NaN, infinite): refuse the file, or skip the row")
        @Default("refuse")
        Missing missing,
    @Doc("Shape of pictures, [height, width] or [height, width, channels]; empty: plain numbers")
        @Default("[]")
        List<Integer> shape,
    @Doc("Range of the numbers; absent: unbounded") @Nullable Range range,
    @Doc("What is before the decimals: point or comma") @Default("point") Decimal decimal,
    @Doc(
            "Whether the first row has names: yes, no, or auto, which takes a row of numbers for names"
                + " if they count up as columns or years do, or if they alone are whole")
        @Default("auto")
        Header header)
    implements DatasetReader {

  /** What is between two fields. */
  public enum Separator {
    /** , */
    COMMA(','),
    /** ; */
    SEMICOLON(';'),
    /** A tabulator. */
    TAB('\t');

    private final char character;

    Separator(char character) {
      this.character = character;
    }

    char character() {
      return character;
    }
  }

  /** What is before the decimals. */
  public enum Decimal {
    /** 9.99 */
    POINT(CsvNumber.POINT),
    /** 9,99 */
    COMMA(CsvNumber.COMMA);

    private final CsvNumber numbers;

    Decimal(CsvNumber numbers) {
      this.numbers = numbers;
    }

    CsvNumber numbers() {
      return numbers;
    }
  }

  /** Whether the first row has names. */
  public enum Header {
    /** What the rows say: see {@link CsvReader}. */
    AUTO(CsvHeader.AUTO),
    /** It has. */
    YES(CsvHeader.YES),
    /** It is a sample. */
    NO(CsvHeader.NO);

    private final CsvHeader rule;

    Header(CsvHeader rule) {
      this.rule = rule;
    }
  }

  /** What to do with a row that lacks a number. */
  public enum Missing {
    /** Refuse the file, naming the first such row. */
    REFUSE,
    /** Leave such rows out; the data set's description says how many. */
    SKIP
  }

  public CsvReader {
    shape = List.copyOf(shape);
    Check.rule(
        shape.isEmpty() || shape.size() == 2 || shape.size() == 3,
        "shape",
        "must be [height, width] or [height, width, channels]",
        shape);
  }

  /** All columns as numbers, commas between them. */
  public static CsvReader of(Path path) {
    return new CsvReader(
        path, null, Separator.COMMA, Missing.REFUSE, List.of(), null, Decimal.POINT, Header.AUTO);
  }

  @Override
  public Dataset open() {
    CsvTable table =
        CsvTable.read(
            Source.file(path),
            new CsvTable.Form(
                separator.character, decimal.numbers, header.rule, label, missing == Missing.SKIP));
    Labels labels = label == null ? null : labels(table.labels());
    ArrayLayout layout = new ArrayLayout(Axis.FIRST, shape, Order.ROWS, null);
    String left =
        table.skipped() == 0
            ? ""
            : String.format(
                Locale.ROOT, " (%,d rows with missing values left out)", table.skipped());
    return ArraySamples.all(table, null, layout, range).open(labels, path + left);
  }

  /** The other source, with its labels and separator, and this one's policy, shape and range. */
  @Override
  public DatasetReader withSource(DatasetReader detected) {
    return detected instanceof CsvReader other
        ? new CsvReader(
            other.path,
            label == null ? other.label : label,
            other.separator,
            missing,
            shape,
            range,
            other.decimal,
            header)
        : detected;
  }

  /** Whole numbers from 0 are classes by number; everything else is a class by its text. */
  private Labels labels(List<String> texts) {
    if (texts.stream().allMatch(text -> text.matches("\\d{1,5}")) && texts.contains("0")) {
      return Labels.numbered(texts.stream().mapToInt(Integer::parseInt).toArray());
    }
    List<String> words = texts.stream().map(LabelSpace::composed).toList();
    List<String> names = List.copyOf(new TreeSet<>(words));
    if (names.size() > texts.size() / 2 && texts.size() > 100) {
      throw new DataException(
          path
              + ": column "
              + label
              + " has "
              + names.size()
              + " different values in "
              + texts.size()
              + " rows: these are no classes; the reader table learns words as they are");
    }
    int[] values = new int[texts.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = Collections.binarySearch(names, words.get(i));
    }
    return new Labels(values, new LabelSpace(names));
  }
}
