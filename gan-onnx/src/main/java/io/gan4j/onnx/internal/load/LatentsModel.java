package io.gan4j.onnx.internal.load;

import io.gan4j.onnx.internal.graph.InvalidGraphException;
import io.gan4j.onnx.internal.graph.Model;
import io.gan4j.onnx.internal.wire.ModelWriter;
import java.util.Base64;

/** How latents are drawn: a small model of its own, in the metadata of a generator's. */
public final class LatentsModel {
  /** Its key in the metadata. */
  public static final String KEY = "latentsModel";

  private LatentsModel() {}

  /** As the metadata have it. */
  public static String text(Model model) {
    return Base64.getEncoder().encodeToString(new ModelWriter(model, "").bytes());
  }

  /** The file that the metadata hold. */
  static byte[] bytes(String text) {
    try {
      return Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw new InvalidGraphException("has a " + KEY + " that is damaged", e);
    }
  }
}
