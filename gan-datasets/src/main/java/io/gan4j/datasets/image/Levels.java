package io.gan4j.datasets.image;

import io.gan4j.api.spec.Check;
import io.gan4j.api.spec.Doc;
import io.gan4j.api.spec.ListForm;
import java.util.Set;

/** The levels of deep pictures (16 bits, floats) that become black and white. */
@ListForm
@Doc("Levels that become black and white: [low, high], for example [0, 4095]")
public record Levels(
    @Doc("The level that becomes 0") double low,
    @Doc("The level that becomes 255, or 1 in floats") double high) {

  public Levels {
    Check.finite("low", low);
    Check.finite("high", high);
    Check.relation(low < high, "low", Set.of("high"), "must be below high (" + high + ")", low);
  }
}
