package io.gan4j.datasets.internal.csv;

import de.siegmar.fastcsv.reader.CsvRecord;
import java.util.List;

/**
 * Whether the first row has names. A field that is no number is one; a row of whole numbers is a
 * header too if they count up as columns or years do, or if no number below them is whole.
 */
public enum CsvHeader {
  /** What the rows say. */
  AUTO,
  /** It has. */
  YES,
  /** It is a sample. */
  NO;

  /** Rows that are looked at. */
  static final int LOOKED_AT = 200;

  private static final int FEWEST_COLUMNS = 5;
  private static final int FEWEST_YEARS = 3;
  private static final int FIRST_YEAR = 1900;
  private static final int LAST_YEAR = 2100;

  /**
   * Whether the first row is a header.
   *
   * @param rows the first rows
   * @param label the column of labels, from 0; −1 without one
   */
  boolean isIn(List<CsvRecord> rows, int label, CsvNumber numbers) {
    if (this != AUTO) {
      return this == YES;
    }
    CsvRecord first = rows.get(0);
    for (int i = 0; i < first.getFieldCount(); i++) {
      if (i != label && numbers.of(first.getField(i)).isEmpty()) {
        return true;
      }
    }
    return isOfNumbers(rows, label);
  }

  /** Whether a first row of numbers alone is a header. */
  static boolean isOfNumbers(List<CsvRecord> rows, int label) {
    List<CsvRecord> below = rows.subList(1, rows.size());
    CsvRecord first = rows.get(0);
    return !below.isEmpty()
        && ((countsColumns(first, label) && below.stream().noneMatch(row -> countsUp(row, label)))
            || (isWhole(first, label, true)
                && below.size() > 1
                && below.stream().allMatch(row -> isWhole(row, label, false))));
  }

  /** Whether all numbers are whole, or none is. */
  private static boolean isWhole(CsvRecord row, int label, boolean all) {
    int numbers = 0;
    for (int i = 0; i < row.getFieldCount(); i++) {
      if (i != label) {
        numbers++;
        if (row.getField(i).strip().matches("[+-]?\\d+") != all) {
          return false;
        }
      }
    }
    return numbers > 0;
  }

  /** Whether each number is one more than the last. A column of row numbers has no name. */
  private static boolean countsUp(CsvRecord row, int label) {
    return firstOf(row, label) >= 0;
  }

  /** The same from 0, from 1 or from a year, so often that it is no accident. */
  private static boolean countsColumns(CsvRecord row, int label) {
    long first = firstOf(row, label);
    int count = row.getFieldCount() - (label < 0 ? 0 : 1);
    boolean years = first >= FIRST_YEAR && first + count <= LAST_YEAR;
    return first >= 0 && (first <= 1 ? count >= FEWEST_COLUMNS : years && count >= FEWEST_YEARS);
  }

  /** Where a row begins that counts up; -1 if it does not. */
  private static long firstOf(CsvRecord row, int label) {
    long first = -1;
    long last = -1;
    for (int i = 0; i < row.getFieldCount(); i++) {
      String text = row.getField(i).strip();
      if (i == label || (i == 0 && text.isEmpty())) {
        continue;
      }
      if (!text.matches("\\d{1,9}") || (first >= 0 && Long.parseLong(text) != last + 1)) {
        return -1;
      }
      last = Long.parseLong(text);
      first = first < 0 ? last : first;
    }
    return first;
  }
}
