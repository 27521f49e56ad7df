package io.gan4j.cli.mutants;

import io.gan4j.api.network.LayerSpec;
import org.tensorflow.ndarray.Shape;

/** A layer without weights that says it keeps the shape. */
interface RawLayer extends LayerSpec {
  @Override
  default Shape outputShape(Shape input) {
    return input;
  }
}
