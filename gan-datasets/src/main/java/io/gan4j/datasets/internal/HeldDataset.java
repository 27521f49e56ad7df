package io.gan4j.datasets.internal;

import io.gan4j.api.data.Batch;
import io.gan4j.api.data.Dataset;
import io.gan4j.api.data.LabelSpace;
import io.gan4j.api.data.SampleSpace;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Samples held in memory as they were stored: decoded once, copied into batches from any number of
 * threads.
 */
public final class HeldDataset implements Dataset {
  private final SampleSpace space;
  private final HeldSamples samples;
  private final @Nullable Labels labels;
  private final String description;
  private final String contentHash;

  /**
   * @param space what a sample is
   * @param samples the samples
   * @param labels one per sample, or null
   * @param description one line for people
   */
  public HeldDataset(
      SampleSpace space, HeldSamples samples, @Nullable Labels labels, String description) {
    this.space = space;
    this.samples = samples;
    this.labels = labels;
    this.description = description;
    this.contentHash = hash();
  }

  /**
   * The shape, every sample and every label: where they came from and how they lay there is not.
   */
  private String hash() {
    Digest digest =
        new Digest(
            samples.element()
                + " samples "
                + Arrays.toString(space.shape().asArray())
                + " count "
                + samples.count()
                + " classes "
                + (labels == null ? "none" : labels.space().names()));
    samples.addTo(digest);
    if (labels != null) {
      labels.addTo(digest);
    }
    return digest.hex();
  }

  @Override
  public SampleSpace space() {
    return space;
  }

  @Override
  public OptionalLong size() {
    return OptionalLong.of(samples.count());
  }

  @Override
  public Optional<LabelSpace> labels() {
    return Optional.ofNullable(labels).map(Labels::space);
  }

  @Override
  public String description() {
    return description;
  }

  @Override
  public long bytesHeld() {
    return samples.count() * space.valuesPerSample() * samples.bytesPerValue()
        + (labels == null ? 0 : (long) Integer.BYTES * labels.count());
  }

  @Override
  public String contentHash() {
    return contentHash;
  }

  @Override
  public void read(long[] indices, Batch into) {
    Reads.check(space, samples.count(), indices, into);
    int[] targetLabels = into.labels();
    for (int i = 0; i < indices.length; i++) {
      samples.copy(indices[i], into, i);
      targetLabels[i] = labels == null ? 0 : labels.at(indices[i]);
    }
  }

  @Override
  public void close() {}
}
