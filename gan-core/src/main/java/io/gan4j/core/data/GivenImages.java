package io.gan4j.core.data;

import io.gan4j.api.GanException;
import io.gan4j.api.config.ResizeConfig;
import io.gan4j.api.config.ResizeConfig.Filter;
import io.gan4j.api.config.ResizeConfig.Fit;
import io.gan4j.api.data.Batch;
import io.gan4j.api.data.Image;
import io.gan4j.api.data.ImageSource;
import io.gan4j.api.data.SampleSpace;
import io.gan4j.api.data.SampleSpace.Element;

/** Images that a user gives a generator in place of those of the data. */
public final class GivenImages {
  /** Level behind see-through images that lose their alpha. */
  private static final int WHITE = 255;

  private GivenImages() {}

  /**
   * All of them, each brought to the size and the channels of a sample: scaled until it covers the
   * size, and cut alike on both sides.
   *
   * @param space what a sample is
   * @throws GanException if samples are no 8-bit images
   */
  public static Batch in(SampleSpace space, ImageSource images) {
    if (!space.isImage() || space.element() != Element.UINT8) {
      throw new GanException(
          "sources of this run are no 8-bit images, but samples of shape " + space.shape());
    }
    int height = Math.toIntExact(space.shape().get(0));
    int width = Math.toIntExact(space.shape().get(1));
    ImageShaping shaping =
        new ImageShaping(
            new ResizeConfig(height, width, Fit.COVER, Filter.BICUBIC),
            null,
            null,
            Math.toIntExact(space.shape().get(2)),
            WHITE);
    int count = Math.toIntExact(images.size());
    Batch batch = new Batch(space, count);
    int values = space.valuesPerSample();
    for (int i = 0; i < count; i++) {
      Image shaped = shaping.apply(images.image(i));
      System.arraycopy(shaped.pixels(), 0, batch.bytes(), i * values, values);
    }
    return batch;
  }
}
