package io.gan4j.report.picture;

import io.gan4j.api.data.Image;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.List;

/**
 * Images of any sizes side by side, each fitted into a square cell; see-through over a
 * chequerboard.
 */
public final class ContactSheet {
  private static final int CELL = 96;
  private static final int GAP = 4;
  private static final int CHECKER = 8;

  private ContactSheet() {}

  /**
   * Draws images, row by row.
   *
   * @param images one at least
   */
  public static BufferedImage render(List<Image> images) {
    int columns = (int) Math.ceil(Math.sqrt(images.size()));
    int rows = (images.size() + columns - 1) / columns;
    BufferedImage sheet =
        new BufferedImage(
            columns * (CELL + GAP) + GAP, rows * (CELL + GAP) + GAP, BufferedImage.TYPE_INT_RGB);
    Graphics2D pen = sheet.createGraphics();
    pen.setColor(Color.WHITE);
    pen.fillRect(0, 0, sheet.getWidth(), sheet.getHeight());
    for (int i = 0; i < images.size(); i++) {
      int x = GAP + i % columns * (CELL + GAP);
      int y = GAP + i / columns * (CELL + GAP);
      draw(pen, images.get(i), x, y);
    }
    pen.dispose();
    return sheet;
  }

  private static void draw(Graphics2D pen, Image image, int x, int y) {
    double scale = (double) CELL / Math.max(image.width(), image.height());
    int width = Math.max(1, (int) Math.round(image.width() * scale));
    int height = Math.max(1, (int) Math.round(image.height() * scale));
    int left = x + (CELL - width) / 2;
    int top = y + (CELL - height) / 2;
    if (image.channels() % 2 == 0) {
      checker(pen, left, top, width, height);
    }
    // Enlarged pixels stay sharp; shrunken ones are averaged.
    pen.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION,
        scale >= 1
            ? RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR
            : RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    pen.drawImage(argb(image), left, top, width, height, null);
  }

  private static void checker(Graphics2D pen, int left, int top, int width, int height) {
    for (int y = 0; y < height; y += CHECKER) {
      for (int x = 0; x < width; x += CHECKER) {
        pen.setColor((x + y) / CHECKER % 2 == 0 ? Color.WHITE : Color.LIGHT_GRAY);
        pen.fillRect(
            left + x, top + y, Math.min(CHECKER, width - x), Math.min(CHECKER, height - y));
      }
    }
  }

  private static BufferedImage argb(Image image) {
    BufferedImage picture =
        new BufferedImage(image.width(), image.height(), BufferedImage.TYPE_INT_ARGB);
    int channels = image.channels();
    byte[] pixels = image.pixels();
    for (int y = 0; y < image.height(); y++) {
      for (int x = 0; x < image.width(); x++) {
        int at = (y * image.width() + x) * channels;
        int red = pixels[at] & 0xFF;
        int green = channels < 3 ? red : pixels[at + 1] & 0xFF;
        int blue = channels < 3 ? red : pixels[at + 2] & 0xFF;
        int alpha = channels % 2 == 0 ? pixels[at + channels - 1] & 0xFF : 0xFF;
        picture.setRGB(x, y, alpha << 24 | red << 16 | green << 8 | blue);
      }
    }
    return picture;
  }
}
