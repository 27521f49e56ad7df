package io.gan4j.api.term;

import java.util.Map;

/**
 * What a discriminator says of a batch.
 *
 * @param scores raw scores, {@code [batch]}, or {@code [batch, …]} for a discriminator that scores
 *     patches
 * @param features output of the layer before the scores, {@code [batch, …]}
 * @param others further heads by name, for example {@code class}
 * @param <T> the provider's tensor
 */
public record PlayerOutput<T>(T scores, T features, Map<String, T> others) {
  public PlayerOutput {
    others = Map.copyOf(others);
  }
}
