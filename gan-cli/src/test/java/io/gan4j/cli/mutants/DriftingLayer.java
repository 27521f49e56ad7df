package io.gan4j.cli.mutants;

import io.gan4j.api.network.ParameterSpec;
import io.gan4j.api.spec.Doc;
import java.util.List;
import org.tensorflow.ndarray.Shape;

/** Adds an offset, and another one where it is exported. */
@Doc("Is another one in an exported model")
public record DriftingLayer() implements RawLayer {
  @Override
  public List<ParameterSpec> parameters(Shape input) {
    return List.of(ParameterSpec.affine("offset", Shape.of(1), 0.5));
  }
}
