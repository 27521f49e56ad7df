package io.gan4j.api.data;

import io.gan4j.api.GanException;
import java.nio.file.Path;

/** Writes rows into files of a format, in the columns of the table that they were learnt from. */
public interface RowFormat {

  /**
   * Begins a file. It appears under its name when {@link RowWriter#finish} has returned; an
   * existing one is replaced then.
   *
   * @throws GanException if it cannot be written
   */
  RowWriter open(Path file, Columns columns);

  /**
   * The same, where columns are added whose values follow from the rows' seed.
   *
   * @param seed of the rows
   */
  default RowWriter open(Path file, Columns columns, long seed) {
    return open(file, columns);
  }

  /**
   * This format for files that a spreadsheet opens: an apostrophe stands before names and texts
   * that it would calculate.
   *
   * @throws GanException if the format does not know how
   */
  default RowFormat forSpreadsheets() {
    throw new GanException("files of this format cannot be written for spreadsheets");
  }
}
