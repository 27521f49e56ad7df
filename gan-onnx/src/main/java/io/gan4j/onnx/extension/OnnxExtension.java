package io.gan4j.onnx.extension;

import io.gan4j.api.network.LayerSpec;

/**
 * Says how layers of your own are written as ONNX. Found by {@link java.util.ServiceLoader}: name
 * the class in {@code META-INF/services/io.gan4j.onnx.extension.OnnxExtension}. Needs a public
 * constructor without parameters and does no work in it.
 */
public interface OnnxExtension {

  /** Name of the extension, for messages. */
  String name();

  /** Hands over how its layers are written. */
  void configure(Layers to);

  /** Takes layers. A class that is known already is refused, naming the extension. */
  interface Layers {

    /** How a layer's record is written. */
    <L extends LayerSpec> void layer(Class<L> layer, OnnxLayer<L> written);
  }
}
