package io.gan4j.api.term;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a discriminator sees of samples beside the samples.
 *
 * @param labels one-hot, {@code [batch, classes]}; null if it sees none
 * @param further its further inputs by name, {@code [batch, …]}
 * @param <T> the provider's tensor
 */
public record Conditions<T>(@Nullable T labels, Map<String, T> further) {
  public Conditions {
    further = Map.copyOf(further);
  }
}
