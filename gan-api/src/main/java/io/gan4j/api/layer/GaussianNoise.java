package io.gan4j.api.layer;

import io.gan4j.api.data.Range;
import io.gan4j.api.network.LayerSpec;
import io.gan4j.api.spec.Check;
import io.gan4j.api.spec.Doc;
import org.tensorflow.ndarray.Shape;

/**
 * Adds normal noise to each value, in training only. In front of a discriminator it widens data and
 * fakes until they overlap.
 */
@Doc(value = "Adds normal noise, in training only", paper = "Sønderby et al. 2017, instance noise")
public record GaussianNoise(@Doc("Standard deviation, >= 0") double stddev) implements LayerSpec {

  public GaussianNoise {
    Check.notNegative("stddev", stddev);
  }

  @Override
  public Shape outputShape(Shape input) {
    return input;
  }

  @Override
  public Range outputRange(Range input) {
    return stddev == 0 ? input : Range.UNBOUNDED;
  }
}
