package io.gan4j.api.metric;

import io.gan4j.api.data.SampleSpace;
import io.gan4j.api.provider.Trust;

/** Where features come from. A record: its components are its configuration. */
public interface Features {

  /**
   * An extractor for samples of a space. Who opens closes.
   *
   * @throws io.gan4j.api.GanException if it cannot be had, or cannot take these samples; the
   *     message says what it takes
   */
  FeatureExtractor open(SampleSpace samples);

  /**
   * The same, where the features are those of a model that may come from a stranger.
   *
   * @param trust whether such a model is checked before it can do anything
   */
  default FeatureExtractor open(SampleSpace samples, Trust trust) {
    return open(samples);
  }
}
