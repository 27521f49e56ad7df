package io.gan4j.api.data;

/** Parts of a row that are categories. */
final class Blocks {
  private Blocks() {}

  /** The place of the first largest of some numbers. */
  static int largest(float[] row, int at, int count) {
    int best = 0;
    for (int i = 1; i < count; i++) {
      if (row[at + i] > row[at + best]) {
        best = i;
      }
    }
    return best;
  }
}
