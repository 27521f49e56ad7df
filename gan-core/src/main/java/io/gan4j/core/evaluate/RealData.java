package io.gan4j.core.evaluate;

import io.gan4j.api.config.EvaluationConfig;
import io.gan4j.api.data.Dataset;
import io.gan4j.api.data.DatasetReader;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** The real samples of an evaluation. Closes what it opened. */
public final class RealData implements AutoCloseable {
  private final Dataset real;
  private final @Nullable Dataset validation;
  private final @Nullable Dataset training;

  private RealData(Dataset real, @Nullable Dataset validation, @Nullable Dataset training) {
    this.real = real;
    this.validation = validation;
    this.training = training;
  }

  /**
   * What a configuration names.
   *
   * @param open opens a split of a reader's samples, or, without a reader, of the training data's
   *     source; preprocessed as the run's are
   * @param training what the networks were trained on, which stays the caller's to close; null if
   *     that is not known
   * @throws io.gan4j.api.DataException if a source cannot be read
   * @throws IllegalArgumentException if there is neither data to compare with nor training data
   */
  public static RealData open(
      EvaluationConfig config,
      BiFunction<@Nullable DatasetReader, @Nullable String, Dataset> open,
      @Nullable Dataset training) {
    Dataset real =
        config.data() == null && config.split() == null
            ? training
            : open.apply(config.data(), config.split());
    if (real == null) {
      throw new IllegalArgumentException("there is nothing to compare with");
    }
    try {
      Dataset validation =
          config.validation() == null && config.validationSplit() == null
              ? null
              : open.apply(config.validation(), config.validationSplit());
      return new RealData(real, validation, training);
    } catch (RuntimeException e) {
      if (real != training) {
        real.close();
      }
      throw e;
    }
  }

  /** Samples to compare with. */
  Dataset real() {
    return real;
  }

  /** Samples to choose by. */
  @Nullable Dataset validation() {
    return validation;
  }

  /** What the networks were trained on. */
  @Nullable Dataset training() {
    return training;
  }

  @Override
  public void close() {
    if (validation != null) {
      validation.close();
    }
    if (real != training) {
      real.close();
    }
  }
}
