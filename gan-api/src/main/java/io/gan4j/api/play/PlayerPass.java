package io.gan4j.api.play;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * What came out of a pass through a player, or of some rows of one.
 *
 * @param outputs by the output's name, and of each named part under its own, {@code [rows, …]}
 * @param features input of the last layer that has weights, {@code [rows, …]}
 * @param layers output of a layer by the layer's name
 * @param <T> the provider's tensor
 */
public record PlayerPass<T>(Map<String, T> outputs, T features, Function<String, T> layers) {
  public PlayerPass {
    outputs = Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
  }

  /**
   * One of its outputs.
   *
   * @throws IllegalArgumentException if there is none of this name
   */
  public T output(String name) {
    T output = outputs.get(name);
    if (output == null) {
      throw new IllegalArgumentException("no output '" + name + "', only " + outputs.keySet());
    }
    return output;
  }
}
