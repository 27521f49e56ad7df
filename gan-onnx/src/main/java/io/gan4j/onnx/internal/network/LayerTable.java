package io.gan4j.onnx.internal.network;

import io.gan4j.api.ProviderException;
import io.gan4j.api.network.Activation;
import io.gan4j.api.network.LayerSpec;
import io.gan4j.api.network.NetworkSpec.Placed;
import io.gan4j.api.network.PlayerNetwork;
import io.gan4j.onnx.extension.OnnxContext;
import io.gan4j.onnx.extension.OnnxExtension;
import io.gan4j.onnx.extension.OnnxLayer;
import io.gan4j.onnx.extension.OnnxTensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** How layers are written, by the layer's class. Activations say themselves what they compute. */
public final class LayerTable {
  private final Map<Class<? extends LayerSpec>, OnnxLayer<?>> layers;

  /**
   * The layers that are known.
   *
   * @param own how gan4j's own layers are written
   * @param extensions bring further ones
   * @throws ProviderException if one brings a layer that is known already
   */
  public LayerTable(
      Map<Class<? extends LayerSpec>, OnnxLayer<?>> own, List<OnnxExtension> extensions) {
    layers = new HashMap<>(own);
    for (OnnxExtension extension : extensions) {
      extension.configure(
          new OnnxExtension.Layers() {
            @Override
            public <L extends LayerSpec> void layer(Class<L> layer, OnnxLayer<L> written) {
              if (layers.putIfAbsent(layer, written) != null) {
                throw new ProviderException(
                    "extension '"
                        + extension.name()
                        + "': it is known already how "
                        + layer.getName()
                        + " is written as ONNX");
              }
            }
          });
    }
  }

  /**
   * Refuses layers that cannot be written.
   *
   * @param player whose network it is, for the message
   * @throws ProviderException naming every such layer and its class
   */
  public void check(String player, PlayerNetwork network) {
    List<String> refused = new ArrayList<>();
    for (Placed placed : network.placed()) {
      collect(player + "/" + placed.name(), placed.layer(), refused);
    }
    if (!refused.isEmpty()) {
      throw new ProviderException(
          "cannot be written as ONNX: "
              + String.join(", ", refused)
              + ". Known layers: every activation, "
              + layers.keySet().stream()
                  .map(Class::getSimpleName)
                  .sorted()
                  .collect(Collectors.joining(", "))
              + ". A layer of your own says in an OnnxExtension how it is written.");
    }
  }

  private void collect(String name, LayerSpec layer, List<String> refused) {
    if (!layers.containsKey(layer.getClass()) && !(layer instanceof Activation)) {
      refused.add(
          "layer "
              + name
              + " ("
              + layer.getClass().getName()
              + ")"
              + (layer.mixesSamples() ? ", which compares the samples of a batch" : ""));
    }
    for (LayerSpec child : layer.children()) {
      collect(name, child, refused);
    }
  }

  OnnxTensor write(LayerSpec layer, OnnxTensor input, OnnxContext context) {
    if (layer instanceof Activation activation) {
      return activation.apply(context.ops(), input);
    }
    OnnxLayer<?> written = layers.get(layer.getClass());
    if (written == null) {
      throw new ProviderException("cannot be written as ONNX: " + layer.getClass().getName());
    }
    return write(written, layer, input, context);
  }

  @SuppressWarnings("unchecked") // the table maps a layer's class to how that is written
  private static <L extends LayerSpec> OnnxTensor write(
      OnnxLayer<L> written, LayerSpec layer, OnnxTensor input, OnnxContext context) {
    return written.write((L) layer, input, context);
  }
}
