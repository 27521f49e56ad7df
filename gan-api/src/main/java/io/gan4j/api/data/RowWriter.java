package io.gan4j.api.data;

/** A file of rows that is being written. Memory does not grow with the rows. Who opens closes. */
public interface RowWriter extends AutoCloseable {

  /**
   * Adds rows.
   *
   * @param rows as the networks make them, one after the other: a multiple of the columns' width
   * @throws io.gan4j.api.GanException if they cannot be written
   */
  void write(float[] rows);

  /**
   * Completes the file.
   *
   * @throws io.gan4j.api.GanException if it cannot be written
   */
  void finish();

  /** Leaves nothing behind of a file that is not finished. */
  @Override
  void close();
}
