package io.gan4j.bench.reproduction;

/** The reproductions in one dimension, one after the other in one process: minutes in all. */
public final class Theory {
  private Theory() {}

  /**
   * Runs all four.
   *
   * @param arguments a folder for results, one for pictures, and the number of seeds
   */
  public static void main(String[] arguments) {
    OptimalDiscriminator.main(arguments);
    DisjointSupports.main(arguments);
    KnownDivergences.main(arguments);
    FigureOne.main(arguments);
  }
}
