package io.gan4j.report.picture;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What makes all pictures look of one house: colours that colour-blind readers can tell apart
 * (Okabe and Ito 2008), fonts, titles and legends, and twice as many pixels as the layout counts.
 */
final class Style {
  static final Color INK = new Color(0x22, 0x22, 0x22);
  static final Color MUTED = new Color(0x6B, 0x6B, 0x6B);
  static final Color GRID = new Color(0xEA, 0xEA, 0xEA);
  static final Color GREY = new Color(0x99, 0x99, 0x99);
  static final Color BLUE = new Color(0x00, 0x72, 0xB2);
  static final Color VERMILION = new Color(0xD5, 0x5E, 0x00);
  static final Color GREEN = new Color(0x00, 0x9E, 0x73);
  static final Color PURPLE = new Color(0xCC, 0x79, 0xA7);
  static final Color ORANGE = new Color(0xE6, 0x9F, 0x00);
  static final Color SKY = new Color(0x56, 0xB4, 0xE9);

  static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 15);
  static final Font HEADING = new Font(Font.SANS_SERIF, Font.BOLD, 12);
  static final Font LABEL = new Font(Font.SANS_SERIF, Font.PLAIN, 12);
  static final Font SMALL = new Font(Font.SANS_SERIF, Font.PLAIN, 11);

  /** Distance from the picture's edge to what is drawn. */
  static final int MARGIN = 20;

  /** Height of the line with the title. */
  static final int TITLE_HEIGHT = 44;

  /** Pixels per unit of the layout. */
  static final int RESOLUTION = 2;

  private static final int TITLE_BASELINE = 30;

  private Style() {}

  /** Where a text stands of its point. */
  enum Align {
    LEFT,
    CENTRE,
    RIGHT
  }

  /** How a line is drawn. */
  record Pen(Color color, BasicStroke stroke) {
    static Pen solid(Color color, double width) {
      return new Pen(
          color, new BasicStroke((float) width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    }

    static Pen dashed(Color color, double width, double dash, double gap) {
      return pattern(color, width, BasicStroke.CAP_BUTT, (float) dash, (float) gap);
    }

    /** Round dots, the given distance apart. */
    static Pen dotted(Color color, double width, double distance) {
      return pattern(color, width, BasicStroke.CAP_ROUND, 0, (float) distance);
    }

    private static Pen pattern(Color color, double width, int cap, float... dashes) {
      return new Pen(
          color, new BasicStroke((float) width, cap, BasicStroke.JOIN_ROUND, 10, dashes, 0));
    }

    void apply(Graphics2D g) {
      g.setColor(color);
      g.setStroke(stroke);
    }
  }

  /** What a legend shows of a series: a stroke of its pen, or a dot where there is none. */
  record Entry(String label, Color color, @Nullable Pen pen) {
    static Entry line(String label, Pen pen) {
      return new Entry(label, pen.color(), pen);
    }

    static Entry dot(String label, Color color) {
      return new Entry(label, color, null);
    }
  }

  /** The same colour, see-through; alpha 0..255. */
  static Color faint(Color color, int alpha) {
    return new Color(color.getRed(), color.getGreen(), color.getBlue(), alpha);
  }

  /**
   * A white picture, twice as large in pixels as width × height.
   *
   * @throws NoFontsException if this machine cannot draw text
   */
  static BufferedImage picture(int width, int height, Consumer<Graphics2D> painter) {
    BufferedImage picture =
        new BufferedImage(width * RESOLUTION, height * RESOLUTION, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = picture.createGraphics();
    try {
      g.setColor(Color.WHITE);
      g.fillRect(0, 0, picture.getWidth(), picture.getHeight());
      g.scale(RESOLUTION, RESOLUTION);
      g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
      g.setRenderingHint(
          RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
      g.setRenderingHint(
          RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
      g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
      requireFonts(g);
      painter.accept(g);
    } finally {
      g.dispose();
    }
    return picture;
  }

  /** Slim containers often have a Java that can draw, but no fonts: AWT then ends in an Error. */
  private static void requireFonts(Graphics2D g) {
    try {
      g.getFontMetrics(LABEL);
    } catch (InternalError | LinkageError | RuntimeException e) {
      throw new NoFontsException(
          "this machine has no fonts to draw a picture with: install fontconfig and a font (on"
              + " Debian the packages fontconfig and fonts-dejavu-core)",
          e);
    }
  }

  /** The title, and at the right end of its line a detail in grey. */
  static void title(Graphics2D g, int width, String title, String detail) {
    g.setFont(LABEL);
    g.setColor(MUTED);
    text(g, detail, width - MARGIN, TITLE_BASELINE, Align.RIGHT);
    int room = width - 3 * MARGIN - g.getFontMetrics().stringWidth(detail);
    g.setFont(TITLE);
    g.setColor(INK);
    text(g, fitting(g, title, room), MARGIN, TITLE_BASELINE, Align.LEFT);
  }

  /** A text cut to a width in the current font. */
  static String fitting(Graphics2D g, String text, int width) {
    FontMetrics metrics = g.getFontMetrics();
    if (metrics.stringWidth(text) <= width) {
      return text;
    }
    int length = text.length();
    while (length > 0 && metrics.stringWidth(text.substring(0, length) + "…") > width) {
      length--;
    }
    return text.substring(0, length) + "…";
  }

  /** A text in the current font and colour. */
  static void text(Graphics2D g, String text, double x, double baseline, Align align) {
    int width = g.getFontMetrics().stringWidth(text);
    double left =
        switch (align) {
          case LEFT -> x;
          case CENTRE -> x - width / 2.0;
          case RIGHT -> x - width;
        };
    g.drawString(text, (float) left, (float) baseline);
  }

  /** A text that reads upwards, centred on a point. */
  static void textUpwards(Graphics2D g, String text, double x, double y) {
    AffineTransform before = g.getTransform();
    g.rotate(-Math.PI / 2, x, y);
    text(g, text, x, y + g.getFontMetrics().getAscent() * 0.35, Align.CENTRE);
    g.setTransform(before);
  }

  /** A legend in one line that ends at a right edge. */
  static void legend(Graphics2D g, double right, double baseline, List<Entry> entries) {
    g.setFont(SMALL);
    FontMetrics metrics = g.getFontMetrics();
    double x = right;
    for (int i = entries.size() - 1; i >= 0; i--) {
      Entry entry = entries.get(i);
      x -= metrics.stringWidth(entry.label());
      g.setColor(INK);
      text(g, entry.label(), x, baseline, Align.LEFT);
      double middle = baseline - metrics.getAscent() * 0.35;
      Pen pen = entry.pen();
      if (pen == null) {
        x -= 13;
        g.setColor(entry.color());
        g.fill(new Ellipse2D.Double(x, middle - 3.5, 7, 7));
      } else {
        x -= 32;
        pen.apply(g);
        g.draw(new Line2D.Double(x, middle, x + 24, middle));
      }
      x -= 20;
    }
  }
}
