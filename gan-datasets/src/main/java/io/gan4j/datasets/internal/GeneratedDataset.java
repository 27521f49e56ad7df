package io.gan4j.datasets.internal;

import io.gan4j.api.data.Batch;
import io.gan4j.api.data.Dataset;
import io.gan4j.api.data.Density;
import io.gan4j.api.data.LabelSpace;
import io.gan4j.api.data.SampleSpace;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** A distribution that has a sample at every index: a pure function of the index. */
public final class GeneratedDataset implements Dataset {

  /** The distribution. */
  interface Distribution extends Density {

    /** Values of a sample. */
    int dimension();

    /** Writes the sample at an index, and returns its label, 0 if there are none. */
    int sample(long index, float[] target, int offset);

    /** Everything that determines the samples, the same on every machine. */
    String identity();

    /** The classes; null if the samples carry no labels. */
    @Nullable LabelSpace labels();
  }

  private final Distribution distribution;
  private final SampleSpace space;
  private final String description;
  private final String contentHash;

  GeneratedDataset(Distribution distribution, String description) {
    this.distribution = distribution;
    this.space = SampleSpace.vectors(distribution.dimension());
    this.description = description;
    this.contentHash = new Digest(distribution.identity()).hex();
  }

  @Override
  public SampleSpace space() {
    return space;
  }

  @Override
  public OptionalLong size() {
    return OptionalLong.empty();
  }

  @Override
  public Optional<LabelSpace> labels() {
    return Optional.ofNullable(distribution.labels());
  }

  @Override
  public Optional<Density> density() {
    return Optional.of(distribution);
  }

  @Override
  public String description() {
    return description;
  }

  @Override
  public String contentHash() {
    return contentHash;
  }

  @Override
  public void read(long[] indices, Batch into) {
    Reads.check(space, Long.MAX_VALUE, indices, into);
    float[] target = into.floats();
    int[] labels = into.labels();
    int width = distribution.dimension();
    for (int i = 0; i < indices.length; i++) {
      labels[i] = distribution.sample(indices[i], target, i * width);
    }
  }

  @Override
  public void close() {}
}
