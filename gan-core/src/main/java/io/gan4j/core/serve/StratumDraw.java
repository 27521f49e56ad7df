package io.gan4j.core.serve;

import io.gan4j.api.GanException;
import io.gan4j.api.data.Columns;
import io.gan4j.api.random.RandomKey;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.buffer.DataBuffers;

/** Draws some of the strata of a table's rows, each as often as beside the others. */
public final class StratumDraw {
  private final int strata;

  /** Those that are drawn. */
  private final List<Integer> possible = new ArrayList<>();

  /** For each of these its share and those before it. */
  private final List<Double> reach = new ArrayList<>();

  /**
   * @param possible one for each stratum of the columns, and a last one for rows of none
   * @throws GanException if rows are never of these strata
   */
  StratumDraw(Columns columns, boolean[] possible) {
    List<Double> shares = shares(columns);
    strata = shares.size();
    double sum = 0;
    for (int i = 0; i < strata; i++) {
      if (possible[i] && shares.get(i) > 0) {
        sum += shares.get(i);
        this.possible.add(i);
        reach.add(sum);
      }
    }
    if (sum == 0) {
      throw new GanException("this generator makes no such rows");
    }
  }

  /** One for each stratum, and the last one for rows of none. */
  private static List<Double> shares(Columns columns) {
    List<Double> shares = new ArrayList<>();
    columns.strata().forEach(stratum -> shares.add(stratum.share()));
    shares.add(Math.max(0, 1 - shares.stream().mapToDouble(Double::doubleValue).sum()));
    return shares;
  }

  /** The share of all rows that are of some strata. */
  public static double share(Columns columns, boolean[] possible) {
    List<Double> shares = shares(columns);
    double sum = 0;
    for (int i = 0; i < shares.size(); i++) {
      sum += possible[i] ? shares.get(i) : 0;
    }
    return sum;
  }

  /**
   * Latents of these strata.
   *
   * @param seed of the latents
   * @param latents {@code [count, …]}, of any strata
   */
  FloatNdArray redrawn(long seed, FloatNdArray latents) {
    RandomKey key = RandomKey.of(seed).split("stratum");
    float[] values = SampleBatch.floats(latents);
    int size = (int) latents.shape().get(1);
    for (int row = 0; row < latents.shape().get(0); row++) {
      double drawn = key.uniform(row) * reach.get(reach.size() - 1);
      int which = 0;
      while (which < reach.size() - 1 && drawn >= reach.get(which)) {
        which++;
      }
      for (int i = 0; i < strata; i++) {
        values[row * size + i] = possible.get(which) == i ? 1 : 0;
      }
    }
    return NdArrays.wrap(latents.shape(), DataBuffers.of(values, false, false));
  }
}
