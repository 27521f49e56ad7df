package io.gan4j.components.architecture;

import io.gan4j.api.layer.Flatten;
import io.gan4j.api.layer.Reshape;
import io.gan4j.api.network.Architecture;
import io.gan4j.api.network.LayerSpec;
import io.gan4j.api.network.NetworkSpec;
import io.gan4j.api.network.ShapeMismatchException;
import io.gan4j.api.spec.Check;
import io.gan4j.api.spec.Doc;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tensorflow.ndarray.Shape;

/**
 * The layers as listed. Two are added where the list would otherwise not fit: a flatten in front,
 * if the first layer that does not keep its input's shape takes vectors only and the input is none;
 * and, for a generator, a reshape to the sample's shape at the end, if the number of values is
 * right and the shape is not.
 */
@Doc("The layers as listed; a flatten in front and a generator's last reshape are added if needed")
public record LayersArchitecture(@Doc("The layers, first to last") List<LayerSpec> layers)
    implements Architecture {

  public LayersArchitecture {
    layers = List.copyOf(Check.notEmpty("layers", layers));
  }

  @Override
  public NetworkSpec generator(Layout layout) {
    NetworkSpec network = fromInput(layout.latents());
    Shape sample = layout.samples().shape();
    Shape made = network.outputShape();
    if (made.equals(sample) || made.size() != sample.size()) {
      return network;
    }
    List<LayerSpec> reshaped = new ArrayList<>(network.layers());
    reshaped.add(new Reshape(Arrays.stream(sample.asArray()).boxed().toList()));
    return new NetworkSpec(network.input(), reshaped);
  }

  @Override
  public NetworkSpec discriminator(Layout layout) {
    return fromInput(layout.samples().shape());
  }

  @Override
  public NetworkSpec network(Layout layout, Shape input) {
    return fromInput(input);
  }

  private NetworkSpec fromInput(Shape input) {
    if (input.numDimensions() == 1 || !wantsVector(input)) {
      return new NetworkSpec(input, layers);
    }
    List<LayerSpec> flattened = new ArrayList<>();
    flattened.add(new Flatten());
    flattened.addAll(layers);
    return new NetworkSpec(input, flattened);
  }

  /** Whether the first layer that does not keep this shape refuses it, but takes it flattened. */
  private boolean wantsVector(Shape input) {
    for (LayerSpec layer : layers) {
      if (!takes(layer, input)) {
        return takes(layer, Shape.of(input.size()));
      }
      if (!layer.outputShape(input).equals(input)) {
        return false;
      }
    }
    return false;
  }

  private static boolean takes(LayerSpec layer, Shape input) {
    try {
      layer.outputShape(input);
      return true;
    } catch (ShapeMismatchException e) {
      return false;
    }
  }
}
