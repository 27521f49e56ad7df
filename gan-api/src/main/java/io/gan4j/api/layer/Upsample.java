package io.gan4j.api.layer;

import io.gan4j.api.data.Range;
import io.gan4j.api.network.LayerSpec;
import io.gan4j.api.spec.Check;
import io.gan4j.api.spec.Default;
import io.gan4j.api.spec.Doc;
import java.util.Set;
import org.tensorflow.ndarray.Shape;

/**
 * Enlarges an image: {@code [height, width, channels] → [height·factor, width·factor, channels]}.
 * Bilinear takes pixels as areas (half-pixel centres): the output's corners are the input's, and
 * its mean is the input's but for the border.
 */
@Doc("Enlarges an image by repeating or interpolating")
public record Upsample(
    @Doc("By how much, along each axis") @Default("2") Size factor,
    @Doc(
            "nearest repeats pixels, bilinear interpolates, binomial does so by [1, 3, 3, 1] with 0"
                + " beyond the border and a factor of 2")
        @Default("nearest")
        Method method)
    implements LayerSpec {

  /** How new pixels are made. */
  public enum Method {
    /** The pixel they lie in. */
    NEAREST,
    /** A mean of the four pixels around, weighted by distance. */
    BILINEAR,
    /** The same by a factor of 2, with 0 beyond the border: weights [1, 3, 3, 1] of StyleGAN. */
    BINOMIAL
  }

  public Upsample {
    Check.relation(
        method != Method.BINOMIAL || factor.equals(Size.of(2)),
        "factor",
        Set.of("method"),
        "must be 2 where the method is binomial",
        factor);
  }

  @Override
  public Shape outputShape(Shape input) {
    Size image = Images.size(input);
    return Images.shape(
        new Size(image.height() * factor.height(), image.width() * factor.width()),
        Images.channels(input));
  }

  @Override
  public Range outputRange(Range input) {
    return method == Method.BINOMIAL
        ? new Range(Math.min(0, input.low()), Math.max(0, input.high()))
        : input;
  }
}
