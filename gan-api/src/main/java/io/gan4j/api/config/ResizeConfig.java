package io.gan4j.api.config;

import io.gan4j.api.spec.Check;
import io.gan4j.api.spec.Default;
import io.gan4j.api.spec.Doc;
import io.gan4j.api.spec.ListForm;

/** Scales images to a size; antialiased whenever an image gets smaller. */
@ListForm
@Doc("Scales images to a size: a number, [height, width], or with fit and filter")
public record ResizeConfig(
    @Doc("Rows, > 0") int height,
    @Doc("Columns, > 0") int width,
    @Doc(
            "What becomes of another aspect ratio: cover (scale until the size is covered, cut off"
                + " what stands out), inside (scale until it fits; add pad), stretch")
        @Default("cover")
        Fit fit,
    @Doc("Interpolation: area (mean of the covered pixels), bilinear or bicubic")
        @Default("bicubic")
        Filter filter) {

  /** What becomes of an image of another aspect ratio. */
  public enum Fit {
    /** The smallest scale that covers the size; what stands out is cut off on both sides alike. */
    COVER,
    /** The largest scale that fits inside the size: the other axis gets shorter than asked. */
    INSIDE,
    /** Each axis by its own scale. */
    STRETCH
  }

  /** How pixels are weighed. */
  public enum Filter {
    /** By the area of theirs that the new pixel covers. */
    AREA,
    /** By a triangle, as wide as the scale. */
    BILINEAR,
    /** By Keys' cubic with a = -0.5, as wide as the scale. */
    BICUBIC
  }

  public ResizeConfig {
    Check.positive("height", height);
    Check.positive("width", width);
  }

  /** To a square, cut where it stands out. */
  public static ResizeConfig square(int side) {
    return new ResizeConfig(side, side, Fit.COVER, Filter.BICUBIC);
  }
}
