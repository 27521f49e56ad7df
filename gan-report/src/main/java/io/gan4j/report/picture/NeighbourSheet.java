package io.gan4j.report.picture;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;

/**
 * Samples in a column, each with its nearest training samples on the right, behind a line: what has
 * been learnt by heart is seen at a glance.
 */
public final class NeighbourSheet {
  private static final int GAP = 10;
  private static final int LINE = 4;

  private NeighbourSheet() {}

  /**
   * Joins both.
   *
   * @param samples a grid of one column
   * @param neighbours a grid with as many rows, drawn at the same scale
   */
  public static BufferedImage render(BufferedImage samples, BufferedImage neighbours) {
    int height = Math.max(samples.getHeight(), neighbours.getHeight());
    int left = samples.getWidth() + 2 * GAP + LINE;
    BufferedImage sheet =
        new BufferedImage(left + neighbours.getWidth(), height, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = sheet.createGraphics();
    g.setColor(Color.WHITE);
    g.fillRect(0, 0, sheet.getWidth(), height);
    copy(samples, sheet, 0);
    copy(neighbours, sheet, left);
    g.setColor(Style.VERMILION);
    g.fillRect(samples.getWidth() + GAP, 0, LINE, height);
    g.dispose();
    return sheet;
  }

  /** Grey levels go over as they are: drawn, they would be taken for linear light and change. */
  static void copy(BufferedImage from, BufferedImage to, int left) {
    boolean grey = from.getType() == BufferedImage.TYPE_BYTE_GRAY;
    for (int y = 0; y < from.getHeight(); y++) {
      for (int x = 0; x < from.getWidth(); x++) {
        int level = grey ? from.getRaster().getSample(x, y, 0) : 0;
        to.setRGB(left + x, y, grey ? (level << 16) | (level << 8) | level : from.getRGB(x, y));
      }
    }
  }
}
