package io.gan4j.api.augmentation;

import io.gan4j.api.data.SampleSpace;
import java.util.List;

/**
 * A random change of the samples that a discriminator judges, real and generated alike, through
 * which gradients flow. The discriminator never sees a sample unchanged where the probability is 1,
 * so it has to be one that a generator cannot make its own: a change that can be undone in the
 * mean. A record: its components are its configuration.
 */
public interface Augmentation {

  /**
   * Changed samples, each by a choice of its own.
   *
   * @param samples {@code [batch, …]}, in the range the networks see
   * @return of the same shape; a sample that is not {@link Augmenting#chosen chosen} as it was
   */
  <T> T apply(Augmenting<T> by, T samples);

  /**
   * What it is made of, in the order in which it changes such samples, for a look at each alone;
   * itself if it is one change.
   */
  default List<Augmentation> parts(SampleSpace samples) {
    return List.of(this);
  }

  /** Why it cannot change such samples, one sentence fragment per reason; empty if it can. */
  default List<String> conflicts(SampleSpace samples) {
    return samples.shape().numDimensions() == 3
        ? List.of()
        : List.of("changes images [height, width, channels], found samples of " + samples.shape());
  }
}
