package io.gan4j.api.layer;

import io.gan4j.api.data.Range;
import io.gan4j.api.network.LayerSpec;
import io.gan4j.api.spec.Default;
import io.gan4j.api.spec.Doc;
import org.jspecify.annotations.Nullable;
import org.tensorflow.ndarray.Shape;

/**
 * The largest value of each window, one channel at a time: {@code [height, width, channels] →
 * [⌊(height + p − k)/s⌋ + 1, …, channels]} for padding p, window k and stride s. Padding is never
 * the largest. With partial windows the quotient is rounded up, as long as the last window starts
 * in the image.
 */
@Doc("The largest value of each window")
public record MaxPool(
    @Doc("Height and width of a window") @Default("2") Size size,
    @Doc("Step of the windows; absent: their size") @Nullable Size stride,
    @Doc("Padding around the image, less than a window") @Default("valid") Padding padding,
    @Doc("Whether windows that reach beyond the lower and right edge count") @Default("false")
        boolean partial)
    implements LayerSpec {

  public MaxPool {
    Pools.check(size, padding);
  }

  /** How far windows move. */
  public Size step() {
    return stride == null ? size : stride;
  }

  /** What lies around an image, under windows that reach beyond its edge. */
  public Sides around(Shape input) {
    return Pools.around(Images.size(input), this.size, step(), padding, partial);
  }

  @Override
  public Shape outputShape(Shape input) {
    return Images.shape(Images.windows(input, around(input), size, step()), Images.channels(input));
  }

  @Override
  public Range outputRange(Range input) {
    return input;
  }
}
