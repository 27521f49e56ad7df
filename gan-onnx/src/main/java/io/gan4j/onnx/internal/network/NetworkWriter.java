package io.gan4j.onnx.internal.network;

import io.gan4j.api.ProviderException;
import io.gan4j.api.network.NetworkPart;
import io.gan4j.api.network.NetworkSpec.Placed;
import io.gan4j.api.network.PlayerNetwork;
import io.gan4j.onnx.extension.OnnxAttributes;
import io.gan4j.onnx.extension.OnnxTensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes a player's network, in inference.
 *
 * @param layers how layers are written
 * @param graph where the nodes go
 * @param player what the names of its weights begin with
 * @param weights of the player
 * @param labels one-hot, {@code [batch, classes]}; null if no layer sees any
 * @param noise of its layers
 */
record NetworkWriter(
    LayerTable layers,
    GraphBuilder graph,
    String player,
    Weights weights,
    @Nullable OnnxTensor labels,
    NoiseInputs noise) {

  /**
   * Writes it.
   *
   * @param inputs by the input's name, {@code [batch, …]}
   * @return outputs by the output's name
   */
  Map<String, OnnxTensor> write(PlayerNetwork network, Map<String, OnnxTensor> inputs) {
    Map<String, OnnxTensor> known = new LinkedHashMap<>(inputs);
    for (NetworkPart part : network.parts()) {
      List<OnnxTensor> from = part.inputs().stream().map(name -> named(known, name)).toList();
      OnnxTensor value = joined(from);
      for (Placed placed : part.layers().placed()) {
        value = write(placed.named(part.prefix() + placed.name()), value);
      }
      known.put(part.name(), value);
    }
    Map<String, OnnxTensor> outputs = new LinkedHashMap<>();
    network.outputs().forEach((name, part) -> outputs.put(name, named(known, part)));
    return outputs;
  }

  private OnnxTensor write(Placed placed, OnnxTensor input) {
    graph.scope(player + "/" + placed.name() + "/");
    try {
      return layers.write(
          placed.layer(),
          input,
          new WrittenLayer(this, placed, "", placed.input(), placed.output()));
    } catch (IllegalArgumentException | UnsupportedOperationException e) {
      throw new ProviderException(
          "layer "
              + player
              + "/"
              + placed.name()
              + " ("
              + placed.layer().getClass().getName()
              + ") cannot be written as ONNX: "
              + e.getMessage(),
          e);
    }
  }

  private OnnxTensor joined(List<OnnxTensor> from) {
    OnnxTensor first = from.get(0);
    return from.size() == 1
        ? first
        : graph.node(
            "Concat",
            OnnxAttributes.NONE.withInteger("axis", first.rank() - 1),
            from.toArray(OnnxTensor[]::new));
  }

  private static OnnxTensor named(Map<String, OnnxTensor> known, String name) {
    OnnxTensor value = known.get(name);
    if (value == null) {
      throw new IllegalArgumentException("nothing is called '" + name + "' in " + known.keySet());
    }
    return value;
  }
}
