package io.gan4j.api.metric;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tensorflow.ndarray.FloatNdArray;

/** Turns samples into features, and where it is a classifier into class probabilities. */
public interface FeatureExtractor extends AutoCloseable {

  /** In words, for a protocol. */
  String description();

  /** SHA-256 (hex) of everything that determines the features. */
  String contentHash();

  /**
   * How samples are brought to the size it takes, in words; empty if they are taken as they are.
   */
  String resizing();

  /** Whether it gives class probabilities. */
  boolean classifies();

  /** Names of the numbers that it estimates; empty if it estimates none. */
  default List<String> estimates() {
    return List.of();
  }

  /**
   * Features, probabilities and estimates.
   *
   * @param samples {@code [n, …]}, in the range of the space that it was opened for
   */
  Extracted extract(FloatNdArray samples);

  @Override
  void close();

  /**
   * What was extracted.
   *
   * @param features {@code [n, features]}
   * @param probabilities {@code [n, classes]}; null if the extractor does not classify
   * @param estimates {@code [n, numbers]}, in their own units; null if it estimates nothing
   */
  record Extracted(
      FloatNdArray features,
      @Nullable FloatNdArray probabilities,
      @Nullable FloatNdArray estimates) {

    /** Of an extractor that estimates nothing. */
    public Extracted(FloatNdArray features, @Nullable FloatNdArray probabilities) {
      this(features, probabilities, null);
    }
  }
}
