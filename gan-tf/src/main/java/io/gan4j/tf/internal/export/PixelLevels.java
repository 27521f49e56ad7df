package io.gan4j.tf.internal.export;

import io.gan4j.api.data.Range;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;

/**
 * How samples become pixels: scale · v + offset, rounded and clipped to 0..255.
 *
 * @param scale one for all channels, or one per channel
 * @param offset as many
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record PixelLevels(float[] scale, float[] offset) {
  private static final String SCALE = "pictureScale";
  private static final String OFFSET = "pictureOffset";
  private static final int WHITE = 255;

  /**
   * Those of a generator's samples: what the metadata says of normalised pictures, or else their
   * range. Null if they are no pictures, or are mixed so that no such numbers lead back.
   */
  static @Nullable PixelLevels of(GeneratorGraph generator, Map<String, String> metadata) {
    Shape picture = generator.picture();
    if (picture == null) {
      return null;
    }
    String scale = metadata.get(SCALE);
    String offset = metadata.get(OFFSET);
    if (scale != null && offset != null) {
      return new PixelLevels(numbers(scale), numbers(offset));
    }
    Range range = generator.range();
    if (!range.bounded()) {
      return null;
    }
    double unit = WHITE / (range.high() - range.low());
    return new PixelLevels(new float[] {(float) unit}, new float[] {(float) (-range.low() * unit)});
  }

  private static float[] numbers(String text) {
    String[] parts = text.split(",", -1);
    float[] numbers = new float[parts.length];
    for (int i = 0; i < parts.length; i++) {
      numbers[i] = Float.parseFloat(parts[i]);
    }
    return numbers;
  }

  /** {@code [n, height, width, channels]}, as they are stored. */
  Operand<TUint8> pixels(Ops tf, Operand<TFloat32> samples) {
    Operand<TFloat32> levels =
        tf.math.add(
            tf.math.mul(samples, tf.constant(scale)),
            tf.math.add(tf.constant(offset), tf.constant(0.5f)));
    Operand<TFloat32> whole =
        tf.clipByValue(tf.math.floor(levels), tf.constant(0f), tf.constant((float) WHITE));
    return tf.dtypes.cast(whole, TUint8.class);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof PixelLevels levels
        && Arrays.equals(scale, levels.scale)
        && Arrays.equals(offset, levels.offset);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(scale) + Arrays.hashCode(offset);
  }

  @Override
  public String toString() {
    return Arrays.toString(scale) + " · v + " + Arrays.toString(offset);
  }
}
