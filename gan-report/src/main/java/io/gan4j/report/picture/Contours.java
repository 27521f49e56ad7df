package io.gan4j.report.picture;

import java.awt.geom.Path2D;
import java.util.function.IntToDoubleFunction;

/** Lines of equal value through a grid of values, by marching squares. */
final class Contours {
  private final double[] values;
  private final int columns;
  private final int rows;

  /**
   * A grid, row after row.
   *
   * @param values columns × rows of them
   * @param columns values in a row, at least 2
   */
  Contours(double[] values, int columns) {
    this.values = values;
    this.columns = columns;
    this.rows = values.length / columns;
  }

  /**
   * Where the grid passes through a level, as separate short strokes.
   *
   * @param x place of a column
   * @param y place of a row
   */
  Path2D at(double level, IntToDoubleFunction x, IntToDoubleFunction y) {
    Path2D path = new Path2D.Double();
    for (int row = 0; row + 1 < rows; row++) {
      for (int column = 0; column + 1 < columns; column++) {
        cell(path, new Cell(column, row, x, y), level);
      }
    }
    return path;
  }

  private void cell(Path2D path, Cell cell, double level) {
    double[] corners = {
      value(cell.column, cell.row),
      value(cell.column + 1, cell.row),
      value(cell.column + 1, cell.row + 1),
      value(cell.column, cell.row + 1)
    };
    // The edges that the level crosses, in order around the cell: none, two, or at a saddle four.
    double[] crossings = new double[8];
    int count = 0;
    double centre = 0;
    for (int edge = 0; edge < 4; edge++) {
      double a = corners[edge];
      double b = corners[(edge + 1) % 4];
      if (!Double.isFinite(a)) {
        return;
      }
      centre += a / 4;
      if (a < level != b < level) {
        double share = (level - a) / (b - a);
        crossings[2 * count] = cell.x(edge, share);
        crossings[2 * count + 1] = cell.y(edge, share);
        count++;
      }
    }
    // At a saddle the two corners on the centre's side belong together: the others are cut off.
    boolean firstWithCentre = corners[0] < level == centre < level;
    int shift = count == 4 && !firstWithCentre ? 1 : 0;
    for (int i = 0; i + 1 < count; i += 2) {
      int a = 2 * ((i + shift) % count);
      int b = 2 * ((i + shift + 1) % count);
      path.moveTo(crossings[a], crossings[a + 1]);
      path.lineTo(crossings[b], crossings[b + 1]);
    }
  }

  private double value(int column, int row) {
    return values[row * columns + column];
  }

  /** A cell between four values; edge 0 runs along its row, the others follow around. */
  private record Cell(int column, int row, IntToDoubleFunction xs, IntToDoubleFunction ys) {
    double x(int edge, double share) {
      double low = xs.applyAsDouble(column);
      double high = xs.applyAsDouble(column + 1);
      return switch (edge) {
        case 0 -> low + share * (high - low);
        case 1 -> high;
        case 2 -> high - share * (high - low);
        default -> low;
      };
    }

    double y(int edge, double share) {
      double low = ys.applyAsDouble(row);
      double high = ys.applyAsDouble(row + 1);
      return switch (edge) {
        case 0 -> low;
        case 1 -> low + share * (high - low);
        case 2 -> high;
        default -> high - share * (high - low);
      };
    }
  }
}
