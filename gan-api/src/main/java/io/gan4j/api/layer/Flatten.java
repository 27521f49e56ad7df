package io.gan4j.api.layer;

import io.gan4j.api.data.Range;
import io.gan4j.api.network.LayerSpec;
import io.gan4j.api.spec.Doc;
import org.tensorflow.ndarray.Shape;

/** Any shape to a vector, row-major. */
@Doc("Any shape to a vector, row-major")
public record Flatten() implements LayerSpec {

  @Override
  public Shape outputShape(Shape input) {
    return Shape.of(input.size());
  }

  @Override
  public Range outputRange(Range input) {
    return input;
  }
}
