package io.gan4j.bench.reproduction;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Locale;

/**
 * Numbers from 0 to 1 over two settings, as a table of coloured cells: light is 0, blue is 1.
 *
 * @param x what the columns are
 * @param y what the rows are
 * @param columns a label for each, left to right
 * @param rows a label for each, bottom to top
 * @param values a list for each row, a value for each column
 */
record HeatMap(
    String title,
    String x,
    String y,
    List<String> columns,
    List<String> rows,
    List<List<Double>> values) {
  private static final int CELL_WIDTH = 84;
  private static final int CELL_HEIGHT = 44;
  private static final int LEFT = 96;
  private static final int TOP = 48;
  private static final int BOTTOM = 56;
  private static final int RESOLUTION = 2;
  private static final Color INK = new Color(0x22, 0x22, 0x22);

  HeatMap {
    if (values.size() != rows.size()) {
      throw new IllegalArgumentException(values.size() + " rows of values for " + rows);
    }
  }

  /** Twice as many pixels as its layout counts. */
  BufferedImage render() {
    int width = LEFT + columns.size() * CELL_WIDTH + 24;
    int height = TOP + rows.size() * CELL_HEIGHT + BOTTOM;
    BufferedImage picture =
        new BufferedImage(width * RESOLUTION, height * RESOLUTION, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = picture.createGraphics();
    g.setColor(Color.WHITE);
    g.fillRect(0, 0, picture.getWidth(), picture.getHeight());
    g.scale(RESOLUTION, RESOLUTION);
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setColor(INK);
    g.setFont(new Font(Font.SANS_SERIF, Font.BOLD, 14));
    g.drawString(title, 16, 26);
    g.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
    for (int row = 0; row < rows.size(); row++) {
      int top = TOP + (rows.size() - 1 - row) * CELL_HEIGHT;
      g.setColor(INK);
      g.drawString(rows.get(row), 40, top + CELL_HEIGHT / 2 + 4);
      for (int column = 0; column < columns.size(); column++) {
        cell(g, LEFT + column * CELL_WIDTH, top, values.get(row).get(column));
      }
    }
    g.setColor(INK);
    for (int column = 0; column < columns.size(); column++) {
      centred(g, columns.get(column), LEFT + (column + 0.5) * CELL_WIDTH, height - 38);
    }
    centred(g, x, LEFT + columns.size() * CELL_WIDTH / 2.0, height - 14);
    g.rotate(-Math.PI / 2);
    centred(g, y, -(TOP + rows.size() * CELL_HEIGHT / 2.0), 22);
    g.dispose();
    return picture;
  }

  private static void cell(Graphics2D g, int left, int top, double value) {
    double share = Double.isFinite(value) ? Math.max(0, Math.min(1, value)) : 0;
    g.setColor(
        new Color(
            (int) (0xF4 - share * 0xF4),
            (int) (0xF4 - share * (0xF4 - 0x72)),
            (int) (0xF4 - share * (0xF4 - 0xB2))));
    g.fillRect(left, top, CELL_WIDTH - 2, CELL_HEIGHT - 2);
    g.setColor(share > 0.55 ? Color.WHITE : INK);
    String text = Double.isFinite(value) ? String.format(Locale.ROOT, "%.2f", value) : "diverged";
    centred(g, text, left + CELL_WIDTH / 2.0, top + CELL_HEIGHT / 2.0 + 4);
  }

  private static void centred(Graphics2D g, String text, double middle, double baseline) {
    g.drawString(
        text, (float) (middle - g.getFontMetrics().stringWidth(text) / 2.0), (float) baseline);
  }
}
