package io.gan4j.api.data;

import io.gan4j.api.spec.Check;
import org.jspecify.annotations.Nullable;
import org.tensorflow.ndarray.Shape;

/**
 * What a sample is: its shape, how a data set stores it, and the range in which the networks see
 * it. An image is {@code [height, width, channels]} with 1 (grey), 3 (RGB) or 4 (RGBA) channels; a
 * point or a row is {@code [features]}.
 *
 * @param shape shape of one sample, without the batch axis; every axis known
 * @param element how the data set stores a value
 * @param range the range the networks see; bounded if the element is {@link Element#UINT8}
 * @param depiction how samples become pictures; null if their range says it, or they are none
 * @param columns what the numbers of a row mean; null if the samples are no rows of a table
 */
public record SampleSpace(
    Shape shape,
    Element element,
    Range range,
    @Nullable PixelDecoder depiction,
    @Nullable Columns columns) {

  /** How a value is stored. */
  public enum Element {
    /** A byte 0..255, scaled linearly to the range inside the graph. */
    UINT8,
    /** A float, already in the range. */
    FLOAT32
  }

  public SampleSpace {
    Check.rule(
        shape.numDimensions() > 0 && !shape.hasUnknownDimension(),
        "shape",
        "must have at least one axis, all of known size",
        shape);
    Check.rule(
        element != Element.UINT8 || range.bounded(),
        "range",
        "must be bounded for 8-bit samples",
        range);
    Check.rule(
        columns == null || shape.equals(Shape.of(columns.width())),
        "columns",
        "must be as wide as a sample",
        shape);
  }

  /** Samples whose range says how they are shown. */
  public SampleSpace(Shape shape, Element element, Range range) {
    this(shape, element, range, null, null);
  }

  /** Samples with pictures. */
  public SampleSpace(Shape shape, Element element, Range range, @Nullable PixelDecoder depiction) {
    this(shape, element, range, depiction, null);
  }

  /** 8-bit images of a height, width and number of channels, seen in [0, 1]. */
  public static SampleSpace images(long height, long width, long channels) {
    return new SampleSpace(Shape.of(height, width, channels), Element.UINT8, Range.UNIT);
  }

  /** Unbounded float vectors. */
  public static SampleSpace vectors(long features) {
    return new SampleSpace(Shape.of(features), Element.FLOAT32, Range.UNBOUNDED);
  }

  /** Rows of a table. */
  public static SampleSpace rows(Columns columns) {
    return new SampleSpace(
        Shape.of(columns.width()), Element.FLOAT32, Range.UNBOUNDED, null, columns);
  }

  /** The same samples, seen in another range. */
  public SampleSpace withRange(Range other) {
    return new SampleSpace(shape, element, other, depiction, columns);
  }

  /**
   * Whether a sample can be shown as a picture: {@code [height, width, 1|3|4]} in a bounded range,
   * or with a depiction.
   */
  public boolean isImage() {
    return shape.numDimensions() == 3
        && (range.bounded() || depiction != null)
        && (shape.get(2) == 1 || shape.get(2) == 3 || shape.get(2) == 4);
  }

  /** What people call several of them: images, rows (of a table) or samples. */
  public String plural() {
    return columns != null ? "rows" : isImage() ? "images" : "samples";
  }

  /** Values in one sample. */
  public int valuesPerSample() {
    return Math.toIntExact(shape.size());
  }

  /** The value a network sees for a stored byte. */
  public float decode(byte stored) {
    return (float) (range.low() + (stored & 0xFF) * (range.high() - range.low()) / 255.0);
  }

  /** The byte nearest to a value of a bounded range; values outside are clipped. */
  public byte encode(float value) {
    return level((value - range.low()) / (range.high() - range.low()) * 255);
  }

  /**
   * The pixels of a sample that is an image; values outside are clipped.
   *
   * @param sample values in row-major order, as the networks see them
   * @return a byte for each
   */
  public byte[] pixels(float[] sample) {
    byte[] pixels = new byte[sample.length];
    if (depiction == null) {
      for (int i = 0; i < pixels.length; i++) {
        pixels[i] = encode(sample[i]);
      }
    } else {
      float[] levels = sample.clone();
      depiction.toPixels(levels);
      for (int i = 0; i < pixels.length; i++) {
        pixels[i] = level(levels[i]);
      }
    }
    return pixels;
  }

  private static byte level(double level) {
    return (byte) Math.max(0, Math.min(255, Math.round(level)));
  }
}
