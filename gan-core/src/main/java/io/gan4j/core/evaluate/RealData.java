package io.gan4j.core.evaluate;

import io.gan4j.api.config.EvaluationConfig;
import io.gan4j.api.data.Dataset;
import io.gan4j.api.data.DatasetReader;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The real samples of an evaluation. Closes what it opened. */
public final class RealData implements AutoCloseable {
  private final Dataset real;
  private final @Nullable Dataset validation;
  private final @Nullable Dataset training;
  private final @Nullable Supplier<Kept> keptFromTraining;
  private @Nullable Supplier<Map<String, Dataset>> pairs;
  private @Nullable Kept heldOut;

  /**
   * What a run keeps from its training.
   *
   * @param samples those of the side that is measured
   * @param opened what is to be closed after them: they themselves, and those that they belong to
   */
  public record Kept(Dataset samples, Collection<Dataset> opened) {
    public Kept {
      opened = List.copyOf(opened);
    }
  }

  private RealData(
      Dataset real,
      @Nullable Dataset validation,
      @Nullable Dataset training,
      @Nullable Supplier<Kept> keptFromTraining) {
    this.real = real;
    this.validation = validation;
    this.training = training;
    this.keptFromTraining = keptFromTraining;
  }

  /**
   * What a configuration names.
   *
   * @param open opens a split of a reader's samples, or, without a reader, of the training data's
   *     source; preprocessed as the run's are
   * @param training what the networks were trained on, which stays the caller's to close; null if
   *     that is not known
   * @param keptFromTraining opens what the run itself holds out; null if it holds nothing out
   * @throws io.gan4j.api.DataException if a source cannot be read
   * @throws IllegalArgumentException if there is neither data to compare with nor training data
   */
  public static RealData open(
      EvaluationConfig config,
      BiFunction<@Nullable DatasetReader, @Nullable String, Dataset> open,
      @Nullable Dataset training,
      @Nullable Supplier<Kept> keptFromTraining) {
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
      return new RealData(real, validation, training, keptFromTraining);
    } catch (RuntimeException e) {
      if (real != training) {
        real.close();
      }
      throw e;
    }
  }

  /**
   * The same with pairs that were not trained on.
   *
   * @param sides opens the data of each side of the game; null if there are none
   */
  public RealData withPairs(@Nullable Supplier<Map<String, Dataset>> sides) {
    pairs = sides;
    return this;
  }

  /** Opens the data of each side that was not trained on; null if there is none. */
  @Nullable Supplier<Map<String, Dataset>> pairs() {
    return pairs;
  }

  /** Samples to compare with. */
  Dataset real() {
    return real;
  }

  /** Samples to choose by. */
  @Nullable Dataset validation() {
    return validation;
  }

  /** Whether there are samples that were not trained on. */
  boolean holdsOut() {
    return real != training || keptFromTraining != null || real.size().isEmpty();
  }

  /**
   * Samples that were not trained on: those to compare with where they are others than the training
   * data, else what the run holds out, else further ones of a generated distribution.
   */
  Dataset heldOut() {
    if (real != training || keptFromTraining == null) {
      return real;
    }
    if (heldOut == null) {
      heldOut = keptFromTraining.get();
    }
    return heldOut.samples();
  }

  /** What the networks were trained on. */
  @Nullable Dataset training() {
    return training;
  }

  @Override
  public void close() {
    if (heldOut != null) {
      heldOut.opened().forEach(Dataset::close);
    }
    if (validation != null) {
      validation.close();
    }
    if (real != training) {
      real.close();
    }
  }
}
