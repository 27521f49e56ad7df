package io.gan4j.bench.reproduction;

import io.gan4j.api.random.RandomKey;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Lloyd's algorithm, for rows many of whose values are 0, as pixels of digits are: the zeros are
 * left out. It begins at rows chosen at random; a centre that no row is nearest to stays.
 */
final class KMeans {
  private final float[] rows;
  private final int width;
  private final int centres;
  private final float[] sums;

  /** Centres as columns, {@code [width, centres]}, so that the inner loop runs along memory. */
  private final float[] columns;

  /**
   * Takes over what it is given.
   *
   * @param rows {@code [n, width]}
   * @param centres how many, at most n
   */
  KMeans(float[] rows, int width, int centres, RandomKey random) {
    this.rows = rows;
    this.width = width;
    this.centres = centres;
    this.sums = new float[centres * width];
    this.columns = new float[width * centres];
    int[] chosen = shuffled(rows.length / width, random);
    for (int centre = 0; centre < centres; centre++) {
      System.arraycopy(rows, chosen[centre] * width, sums, centre * width, width);
    }
  }

  private static int[] shuffled(int count, RandomKey random) {
    int[] order = IntStream.range(0, count).toArray();
    for (int i = 0; i < count; i++) {
      int other = i + (int) random.below(i, count - i);
      int moved = order[i];
      order[i] = order[other];
      order[other] = moved;
    }
    return order;
  }

  /** Moves every centre to the mean of the rows nearest to it; the mean squared distance before. */
  double iterate() {
    float[] halfNorms = new float[centres];
    for (int centre = 0; centre < centres; centre++) {
      for (int value = 0; value < width; value++) {
        float at = sums[centre * width + value];
        columns[value * centres + centre] = at;
        halfNorms[centre] += at * at / 2;
      }
    }
    int[] counts = new int[centres];
    double total = 0;
    float[] likeness = new float[centres];
    float[] next = new float[sums.length];
    for (int first = 0; first < rows.length; first += width) {
      int nearest = nearest(first, halfNorms, likeness);
      double norm = 0;
      for (int value = 0; value < width; value++) {
        float at = rows[first + value];
        next[nearest * width + value] += at;
        norm += at * at;
      }
      counts[nearest]++;
      total += norm - 2 * likeness[nearest];
    }
    for (int centre = 0; centre < centres; centre++) {
      for (int value = 0; counts[centre] > 0 && value < width; value++) {
        sums[centre * width + value] = next[centre * width + value] / counts[centre];
      }
    }
    int count = rows.length / width;
    return total / count;
  }

  /** The centre of the largest ⟨x, c⟩ − ½|c|². */
  private int nearest(int first, float[] halfNorms, float[] likeness) {
    Arrays.fill(likeness, 0);
    for (int value = 0; value < width; value++) {
      float at = rows[first + value];
      if (at != 0) {
        int column = value * centres;
        for (int centre = 0; centre < centres; centre++) {
          likeness[centre] += at * columns[column + centre];
        }
      }
    }
    int nearest = 0;
    for (int centre = 0; centre < centres; centre++) {
      likeness[centre] -= halfNorms[centre];
      nearest = likeness[centre] > likeness[nearest] ? centre : nearest;
    }
    return nearest;
  }

  /** The centres, {@code [centres, width]}. */
  float[] centres() {
    return sums.clone();
  }
}
