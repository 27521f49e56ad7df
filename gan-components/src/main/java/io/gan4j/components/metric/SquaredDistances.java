package io.gan4j.components.metric;

import io.gan4j.api.metric.Rows;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/**
 * Squared Euclidean distances of any points to a fixed set of centres, {@code ‖x‖² + ‖c‖² − 2xᵀc}.
 * The centres stay in memory, in tiles that fit the processor's cache. Safe for several threads.
 */
final class SquaredDistances {
  /** Centres in a tile. */
  private static final int TILE = 128;

  private final DMatrixRMaj[] tiles;
  private final double[] squares;

  SquaredDistances(Rows centres) {
    squares = new double[centres.count()];
    tiles = new DMatrixRMaj[(centres.count() + TILE - 1) / TILE];
    Blocks.forEach(
        centres,
        TILE,
        (block, first) -> {
          for (int row = 0; row < block.numRows; row++) {
            squares[first + row] = square(block, row);
          }
          tiles[first / TILE] = CommonOps_DDRM.transpose(block, null);
        });
  }

  int centres() {
    return squares.length;
  }

  /** The distances of every point to every centre, {@code [points, centres]}. */
  double[] to(DMatrixRMaj points) {
    int centres = squares.length;
    double[] distances = new double[points.numRows * centres];
    DMatrixRMaj products = new DMatrixRMaj(points.numRows, TILE);
    for (int tile = 0; tile < tiles.length; tile++) {
      int columns = tiles[tile].numCols;
      products.reshape(points.numRows, columns);
      CommonOps_DDRM.mult(points, tiles[tile], products);
      for (int row = 0; row < points.numRows; row++) {
        double square = square(points, row);
        int at = row * centres + tile * TILE;
        for (int column = 0; column < columns; column++) {
          double distance =
              square + squares[tile * TILE + column] - 2 * products.data[row * columns + column];
          distances[at + column] = Math.max(0, distance);
        }
      }
    }
    return distances;
  }

  private static double square(DMatrixRMaj rows, int row) {
    double sum = 0;
    for (int i = row * rows.numCols; i < (row + 1) * rows.numCols; i++) {
      sum += rows.data[i] * rows.data[i];
    }
    return sum;
  }
}
