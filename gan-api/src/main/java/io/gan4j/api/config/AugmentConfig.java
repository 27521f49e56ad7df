package io.gan4j.api.config;

import io.gan4j.api.spec.Check;
import io.gan4j.api.spec.Default;
import io.gan4j.api.spec.Doc;

/**
 * Random changes of training images, another for each image in each epoch: a pure function of seed,
 * epoch and image. In this order.
 */
@Doc("Random changes of the training images, others in each epoch")
public record AugmentConfig(
    @Doc("Mirror half of them left to right") @Default("false") boolean flip,
    @Doc("Add up to this share of the range of levels, or take it off; 0: no") @Default("0")
        double brightness,
    @Doc("Scale the distance from the image's mean by 1 - contrast to 1 + contrast; 0: no")
        @Default("0")
        double contrast,
    @Doc("Scale the distance from grey by 1 - saturation to 1 + saturation; 0: no") @Default("0")
        double saturation) {
  /** No change. */
  public static final AugmentConfig NONE = new AugmentConfig(false, 0, 0, 0);

  public AugmentConfig {
    Check.inClosed("brightness", brightness, 0, 1);
    Check.inClosed("contrast", contrast, 0, 1);
    Check.inClosed("saturation", saturation, 0, 1);
  }
}
