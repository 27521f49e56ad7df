package io.gan4j.components.architecture;

import io.gan4j.api.layer.BatchNorm;
import io.gan4j.api.network.LayerSpec;
import io.gan4j.components.activation.Linear;
import io.gan4j.components.initializer.ConstantInitializer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The norm of the architectures of spectral normalisation, parameter {@code norm}: by default a
 * generator has batch norm and a discriminator none.
 *
 * @param layer the norm; linear for none
 */
record PlayerNorm(LayerSpec layer) {
  /** The authors' batch norm, which forgets faster than the usual one. */
  private static final BatchNorm BATCH =
      new BatchNorm(0.9, 2e-5, true, true, new ConstantInitializer(1));

  static PlayerNorm ofGenerator(@Nullable LayerSpec given) {
    return new PlayerNorm(given == null ? BATCH : given);
  }

  static PlayerNorm ofDiscriminator(@Nullable LayerSpec given) {
    return new PlayerNorm(given == null ? new Linear() : given);
  }

  /** Whether there is one. */
  boolean present() {
    return !(layer instanceof Linear);
  }

  /** Adds it to layers, if there is one. */
  void addTo(List<LayerSpec> layers) {
    if (present()) {
      layers.add(layer);
    }
  }
}
