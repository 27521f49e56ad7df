package io.gan4j.api.layer;

import io.gan4j.api.network.LayerSpec;
import io.gan4j.api.network.NetworkSpec;
import io.gan4j.api.network.NetworkSpec.Placed;
import io.gan4j.api.network.ParameterSpec;
import io.gan4j.api.network.ShapeMismatchException;
import java.util.List;
import org.tensorflow.ndarray.Shape;

/**
 * Layers in order within another layer.
 *
 * @param name unique within that layer
 * @param layers first to last; none hands on the input
 */
public record Branch(String name, List<LayerSpec> layers) {

  public Branch {
    layers = List.copyOf(layers);
  }

  /**
   * The layers with their shapes, and names like {@code body.0.dense}.
   *
   * @throws ShapeMismatchException naming the layer and both shapes, if a layer cannot take what
   *     the one before it makes
   */
  public List<Placed> placed(Shape input) {
    if (layers.isEmpty()) {
      return List.of();
    }
    try {
      return new NetworkSpec(input, layers)
          .placed().stream()
              .map(
                  p ->
                      new Placed(
                          p.index(),
                          p.layer(),
                          name + "." + p.name(),
                          p.input(),
                          p.output(),
                          p.parameters()))
              .toList();
    } catch (ShapeMismatchException e) {
      throw new ShapeMismatchException(name + ": " + e.getMessage());
    }
  }

  /** Shape of the output for an input of this shape. */
  public Shape outputShape(Shape input) {
    List<Placed> placed = placed(input);
    return placed.isEmpty() ? input : placed.get(placed.size() - 1).output();
  }

  /** All weights and statistics, under names like {@code body.0.dense/kernel}. */
  public List<ParameterSpec> parameters(Shape input) {
    return placed(input).stream()
        .flatMap(p -> p.parameters().stream().map(spec -> spec.named(p.name() + "/" + spec.name())))
        .toList();
  }
}
