package io.gan4j.api.data;

/** Writes rows to where a URL leads, in the columns of the table that they were learnt from. */
public interface RowTarget {

  /**
   * Begins to write. The rows are there when {@link RowWriter#finish} has returned, all at once.
   *
   * @param url with the scheme that the target was brought for
   * @param table its name, with its schema and a dot before it where that is needed
   * @throws io.gan4j.api.GanException if they cannot be written
   */
  RowWriter open(String url, String table, Columns columns);

  /**
   * The same, where columns are added whose values follow from the rows' seed.
   *
   * @param seed of the rows
   */
  default RowWriter open(String url, String table, Columns columns, long seed) {
    return open(url, table, columns);
  }
}
