package io.gan4j.api.layer;

import io.gan4j.api.network.LayerSpec;
import io.gan4j.api.network.ParameterSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.ndarray.Shape;

/** A layer that hands its input to several branches of layers and combines what they make. */
public sealed interface Branching extends LayerSpec permits Parallel, Residual {

  /** The branches, in the order in which they are combined. */
  List<Branch> branches();

  /** How they become one again. */
  Combine combine();

  @Override
  default Shape outputShape(Shape input) {
    Map<String, Shape> made = new LinkedHashMap<>();
    branches().forEach(branch -> made.put(branch.name(), branch.outputShape(input)));
    return combine().outputShape(made);
  }

  @Override
  default List<ParameterSpec> parameters(Shape input) {
    return branches().stream().flatMap(branch -> branch.parameters(input).stream()).toList();
  }

  @Override
  default boolean mixesSamples() {
    return children().stream().anyMatch(LayerSpec::mixesSamples);
  }

  @Override
  default boolean mixesByMeans() {
    return children().stream().allMatch(layer -> !layer.mixesSamples() || layer.mixesByMeans());
  }

  @Override
  default List<LayerSpec> children() {
    return branches().stream().flatMap(branch -> branch.layers().stream()).toList();
  }
}
