package io.gan4j.tf.internal.gate;

import io.gan4j.api.ProviderException;
import io.gan4j.tf.internal.device.SessionConfigs;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.tensorflow.proto.ConfigProto;

/** A model that was let in: how it is run, and for how many samples at once. */
public final class AdmittedModel {
  /** A service asks for many numbers, in any order; a check costs more than a small batch. */
  private static final int MOST_REMEMBERED = 1024;

  private final Path place;
  private final @Nullable SizeCheck sizes;
  private final Set<Long> within = ConcurrentHashMap.newKeySet();

  /**
   * @param sizes null if it is trusted: any size will do
   */
  AdmittedModel(Path place, @Nullable SizeCheck sizes) {
    this.place = place;
    this.sizes = sizes;
  }

  /** How its session is opened. */
  public ConfigProto session() {
    return sizes == null ? SessionConfigs.anyDevice() : SessionConfigs.asWritten();
  }

  /**
   * Refuses a number of samples for which the model's tensors would be too large: some grow faster
   * than it.
   *
   * @throws ProviderException saying which of its nodes does
   */
  public void requireBatch(long samples) {
    if (sizes == null || within.contains(samples)) {
      return;
    }
    try {
      sizes.check(samples);
      if (within.size() < MOST_REMEMBERED) {
        within.add(samples);
      }
    } catch (Refused e) {
      throw new ProviderException(
          "the model " + place + " is not run for " + samples + " samples: " + e.getMessage(), e);
    }
  }
}
