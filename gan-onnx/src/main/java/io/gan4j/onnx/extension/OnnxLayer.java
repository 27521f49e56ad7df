package io.gan4j.onnx.extension;

import io.gan4j.api.network.LayerSpec;

/**
 * Says how one kind of layer is written as ONNX. Stateless. Samples lie as everywhere in gan4j,
 * {@code [batch, height, width, channels]}. A layer of your own comes in through {@link
 * OnnxExtension}; an activation needs none, for it says itself what it computes.
 *
 * @param <L> the layer's record
 */
@FunctionalInterface
public interface OnnxLayer<L extends LayerSpec> {

  /**
   * The layer's output, {@code [batch, …]}, of the shape that {@link LayerSpec#outputShape} says.
   *
   * @param layer its settings
   * @param input {@code [batch, …]}
   */
  OnnxTensor write(L layer, OnnxTensor input, OnnxContext context);
}
