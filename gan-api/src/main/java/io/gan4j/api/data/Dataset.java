package io.gan4j.api.data;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * An opened source of real samples with random access: a sample is a pure function of its index.
 * The order in which samples are visited is not the data set's business. Safe for use by several
 * threads. Who opens closes.
 */
public interface Dataset extends AutoCloseable {

  /** What a sample is. */
  SampleSpace space();

  /**
   * How many samples there are; empty for a generated distribution, which has one at every index ≥
   * 0.
   */
  OptionalLong size();

  /** The classes; empty if the samples carry no labels. */
  default Optional<LabelSpace> labels() {
    return Optional.empty();
  }

  /**
   * The named vectors of the samples: attributes, angles, columns of a table; empty if they carry
   * none. As many as there are samples, vector i that of sample i, with its class; their space has
   * {@link SampleSpace#columns columns}. Valid until this data set is closed; closing them alone
   * does nothing.
   */
  default Optional<Dataset> vectors() {
    return Optional.empty();
  }

  /** The known density of the samples, for generated distributions; empty for data. */
  default Optional<Density> density() {
    return Optional.empty();
  }

  /**
   * One line for people: what and how much, for example {@code MNIST digits, 10,000 images
   * 28x28x1}.
   */
  String description();

  /** What people should know of how the samples were read, a line each: mostly none. */
  default List<String> notes() {
    return List.of();
  }

  /** What an inspection should tell of the samples beyond {@link #notes}, a line each. */
  default List<String> findings() {
    return List.of();
  }

  /** Bytes of samples and labels that it holds in memory, for planning; 0 if it holds none. */
  default long bytesHeld() {
    return 0;
  }

  /**
   * SHA-256 (hex) over everything that determines the samples: equal hashes mean equal samples at
   * every index.
   */
  String contentHash();

  /**
   * Reads samples into a batch, with their labels.
   *
   * @param indices which samples; exactly {@code into.size()} of them
   * @param into filled from its first sample on
   * @throws io.gan4j.api.DataException if a sample cannot be read
   * @throws IndexOutOfBoundsException if there is no sample of an index
   * @throws IllegalArgumentException if the batch is of another size or holds other samples
   */
  void read(long[] indices, Batch into);

  /**
   * Reads samples as an epoch shows them: what preprocessing does at random is a pure function of
   * (seed, epoch, index). {@link #read(long[], Batch)} leaves it out.
   *
   * @param epochs the epoch of each of the indices
   */
  default void read(long[] indices, long[] epochs, Batch into) {
    read(indices, into);
  }

  /**
   * This data set, with all that it learns of its samples (means and deviations, say) learnt from
   * these alone, so that held-out samples stay unseen. Itself if it learns nothing. Closing either
   * closes both.
   *
   * @param training indices of the samples to learn from; kept by nobody
   */
  default Dataset learningFrom(long[] training) {
    return this;
  }

  /**
   * These samples as another data set's space has them, so that equal numbers mean the same. Itself
   * if its numbers mean the same anyway. Closing either closes both.
   *
   * @throws io.gan4j.api.DataException if they cannot be seen so
   */
  default Dataset adaptTo(SampleSpace other) {
    return this;
  }

  @Override
  void close();
}
