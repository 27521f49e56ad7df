package io.gan4j.api.data;

/** Tells generated rows that hold what they have to from others. Who opens closes. */
public interface RowFilter extends AutoCloseable {

  /**
   * Whether each row holds.
   *
   * @param rows as the networks make them, one after the other: a multiple of the columns' width
   */
  boolean[] holds(float[] rows);

  /**
   * Whether rows of each stratum can hold: one for each of the columns' strata, and a last one for
   * rows of none. Of those that cannot, none need be drawn. Empty if nothing is known: all can.
   */
  default boolean[] possibleStrata() {
    return new boolean[0];
  }

  @Override
  void close();
}
