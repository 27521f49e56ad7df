package io.gan4j.api.config;

import io.gan4j.api.spec.Check;
import io.gan4j.api.spec.Default;
import io.gan4j.api.spec.Doc;
import org.jspecify.annotations.Nullable;

/**
 * What is made of each image to be its source, in a game whose generator makes images of sources:
 * of the image as training sees it, cut and flipped, so that both stay alike. In this order: grey,
 * edges, invert, turns, mask, downscale.
 */
@Doc("What is made of each image to be its source: any images become pairs")
public record SourceConfig(
    @Doc("The image without its colours: to colourise") @Default("false") boolean grey,
    @Doc(
            "Its edges, black on white: where levels change by this share of their range or more,"
                + " in (0, 1]; absent: the image itself")
        @Nullable Double edges,
    @Doc("Bright for dark and dark for bright") @Default("false") boolean invert,
    @Doc("Turned by so many quarters clockwise, 0 to 3") @Default("0") int turns,
    @Doc(
            "A rectangle of this share of height and width is grey, in (0, 1): to fill in; at a"
                + " place of its own for each image in each epoch; absent: none")
        @Nullable Double mask,
    @Doc("Made so many times smaller along each side, by the mean over pixels: to enlarge")
        @Default("1")
        int downscale) {

  public SourceConfig {
    if (edges != null) {
      Check.rule(edges > 0 && edges <= 1, "edges", "must be in (0, 1]", edges);
    }
    if (mask != null) {
      Check.rule(mask > 0 && mask < 1, "mask", "must be in (0, 1)", mask);
    }
    Check.rule(turns >= 0 && turns <= 3, "turns", "must be 0 to 3", turns);
    Check.positive("downscale", downscale);
    Check.rule(
        grey || edges != null || invert || turns > 0 || mask != null || downscale > 1,
        "",
        "must say what is made of an image: grey, edges, invert, turns, mask or downscale",
        "none");
  }
}
