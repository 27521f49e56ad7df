package io.gan4j.api.config;

import io.gan4j.api.spec.Check;
import io.gan4j.api.spec.Default;
import io.gan4j.api.spec.Doc;
import io.gan4j.api.spec.ListForm;

/** Cuts images to a size. */
@ListForm
@Doc("Cuts images to a size: a number, [height, width], or with at")
public record CropConfig(
    @Doc("Rows, > 0") int height,
    @Doc("Columns, > 0") int width,
    @Doc("Where: centre, or random (another place for each image in each epoch)") @Default("centre")
        Place at) {

  /** Where the cut lies. */
  public enum Place {
    /** In the middle. */
    CENTRE,
    /** A pure function of seed, epoch and image; in the middle where no epoch is asked for. */
    RANDOM
  }

  public CropConfig {
    Check.positive("height", height);
    Check.positive("width", width);
  }
}
