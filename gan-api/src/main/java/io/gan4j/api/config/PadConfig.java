package io.gan4j.api.config;

import io.gan4j.api.spec.Check;
import io.gan4j.api.spec.Default;
import io.gan4j.api.spec.Doc;
import io.gan4j.api.spec.ListForm;

/** Puts images in the middle of a larger area. */
@ListForm
@Doc("Fills images up to a size: a number, [height, width], or with fill")
public record PadConfig(
    @Doc("Rows, > 0") int height,
    @Doc("Columns, > 0") int width,
    @Doc("Level of what is added, 0 (black, see-through) to 255") @Default("0") int fill) {

  public PadConfig {
    Check.positive("height", height);
    Check.positive("width", width);
    Check.rule(fill >= 0 && fill <= 255, "fill", "must be in [0, 255]", fill);
  }
}
