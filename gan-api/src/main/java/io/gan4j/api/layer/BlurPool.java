package io.gan4j.api.layer;

import io.gan4j.api.data.Range;
import io.gan4j.api.network.LayerSpec;
import io.gan4j.api.spec.Doc;
import org.tensorflow.ndarray.Shape;

/**
 * Halves an image by a weighted mean of 4×4 pixels, {@code [1, 3, 3, 1]/8} along each axis: {@code
 * [height, width, channels] → [⌈height/2⌉, ⌈width/2⌉, channels]}. Beyond the border lies 0. Unlike
 * a mean of 2×2 pixels it leaves hardly anything of patterns too fine for the smaller image. Its
 * counterpart is {@link Upsample} by {@code binomial}.
 */
@Doc(
    value = "Halves an image by weights [1, 3, 3, 1] along each axis",
    paper = "Zhang 2019, Making convolutional networks shift-invariant again; Karras et al. 2020")
public record BlurPool() implements LayerSpec {

  @Override
  public Shape outputShape(Shape input) {
    Size image = Images.size(input);
    return Images.shape(
        new Size((image.height() + 1) / 2, (image.width() + 1) / 2), Images.channels(input));
  }

  @Override
  public Range outputRange(Range input) {
    return new Range(Math.min(0, input.low()), Math.max(0, input.high()));
  }
}
