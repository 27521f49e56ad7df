package io.gan4j.api.data;

import java.nio.file.Path;

/** Writes rows into files of a format, in the columns of the table that they were learnt from. */
public interface RowFormat {

  /**
   * Begins a file. It appears under its name when {@link RowWriter#finish} has returned; an
   * existing one is replaced then.
   *
   * @throws io.gan4j.api.GanException if it cannot be written
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
}
