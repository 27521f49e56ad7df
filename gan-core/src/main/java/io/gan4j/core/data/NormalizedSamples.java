package io.gan4j.core.data;

import io.gan4j.api.data.Batch;
import io.gan4j.api.data.Dataset;
import io.gan4j.api.data.Density;
import io.gan4j.api.data.LabelSpace;
import io.gan4j.api.data.Normalization;
import io.gan4j.api.data.Normalization.Fitted;
import io.gan4j.api.data.PixelDecoder;
import io.gan4j.api.data.Range;
import io.gan4j.api.data.SampleSpace;
import io.gan4j.core.evaluate.SummaryCache;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.tensorflow.ndarray.Shape;

/** Samples whose values are normalised whenever they are read. */
final class NormalizedSamples implements Dataset, Prefetchable {
  private static final int CHUNK = 64;

  /** Samples to learn from where a distribution has no end. */
  private static final long GENERATED = 10_000;

  private final Dataset dataset;
  private final SampleSpace decoded;
  private final List<Fitted> fitted;
  private final SampleSpace space;

  /**
   * @param decoded the data set's space in the range that the first normalisation gets
   */
  NormalizedSamples(Dataset dataset, SampleSpace decoded, List<Fitted> fitted) {
    this.dataset = dataset;
    this.decoded = decoded;
    this.fitted = List.copyOf(fitted);
    PixelDecoder depiction =
        decoded.isImage() ? new InverseNormalization(decoded.range(), this.fitted) : null;
    this.space =
        new SampleSpace(decoded.shape(), SampleSpace.Element.FLOAT32, Range.UNBOUNDED, depiction);
  }

  /** What normalisations have learnt from a data set that is open; empty if it has none. */
  static Optional<List<Fitted>> learntBy(@Nullable Dataset dataset) {
    if (dataset instanceof CachedSamples kept) {
      return learntBy(kept.made());
    }
    return dataset instanceof NormalizedSamples learnt
        ? Optional.of(learnt.fitted)
        : Optional.empty();
  }

  /** Lets the normalisations learn from a data set, each behind those before it. */
  static List<Fitted> fit(
      List<Normalization> normalizations,
      Dataset dataset,
      SampleSpace decoded,
      SummaryCache statistics) {
    List<Fitted> fitted = new ArrayList<>();
    for (Normalization normalization : normalizations) {
      fitted.add(normalization.fit(new Behind(dataset, decoded, List.copyOf(fitted), statistics)));
    }
    return fitted;
  }

  /** Back through the normalisations, and from the range to pixels. */
  private record InverseNormalization(Range range, List<Fitted> fitted) implements PixelDecoder {
    @Override
    public void toPixels(float[] sample) {
      for (int i = fitted.size() - 1; i >= 0; i--) {
        fitted.get(i).invert(sample);
      }
      for (int i = 0; i < sample.length; i++) {
        sample[i] = (float) ((sample[i] - range.low()) / (range.high() - range.low()) * 255);
      }
    }
  }

  /** The samples behind the normalisations before. */
  private record Behind(
      Dataset dataset, SampleSpace decoded, List<Fitted> before, SummaryCache statistics)
      implements Normalization.Samples {
    @Override
    public double[] learnt(String what, Supplier<double[]> learn) {
      return statistics.get(
          what + " of " + Hashes.of(dataset.contentHash(), decoded.range(), before), learn);
    }

    @Override
    public Shape shape() {
      return decoded.shape();
    }

    @Override
    public long count() {
      return dataset.size().orElse(GENERATED);
    }

    @Override
    public void visit(long most, Consumer<float[]> visitor) {
      long all = count();
      long visited = Math.min(most, all);
      float[] sample = new float[decoded.valuesPerSample()];
      for (long first = 0; first < visited; first += CHUNK) {
        int count = (int) Math.min(CHUNK, visited - first);
        long[] indices = new long[count];
        for (int i = 0; i < count; i++) {
          indices[i] = (long) ((first + i) * ((double) all / visited));
        }
        Batch batch = new Batch(decoded, count);
        dataset.read(indices, batch);
        float[] values = batch.decoded();
        for (int i = 0; i < count; i++) {
          System.arraycopy(values, i * sample.length, sample, 0, sample.length);
          before.forEach(fitted -> fitted.apply(sample));
          visitor.accept(sample);
        }
      }
    }
  }

  @Override
  public SampleSpace space() {
    return space;
  }

  @Override
  public OptionalLong size() {
    return dataset.size();
  }

  @Override
  public Optional<LabelSpace> labels() {
    return dataset.labels();
  }

  @Override
  public Optional<Dataset> vectors() {
    return dataset.vectors();
  }

  /** None: the density of the samples is no longer known. */
  @Override
  public Optional<Density> density() {
    return Optional.empty();
  }

  @Override
  public String description() {
    return dataset.description() + ", normalized";
  }

  @Override
  public long bytesHeld() {
    return dataset.bytesHeld();
  }

  @Override
  public String contentHash() {
    return Hashes.of(dataset.contentHash(), decoded.range(), fitted);
  }

  @Override
  public void read(long[] indices, Batch into) {
    read(indices, null, into);
  }

  @Override
  public void read(long[] indices, long @Nullable [] epochs, Batch into) {
    Batch stored = new Batch(decoded, indices.length);
    if (epochs == null) {
      dataset.read(indices, stored);
    } else {
      dataset.read(indices, epochs, stored);
    }
    if (into.size() != indices.length || !into.space().shape().equals(space.shape())) {
      throw new IllegalArgumentException(
          "a batch of " + into.size() + " of " + into.space() + " for samples of " + space);
    }
    float[] values = stored.decoded();
    float[] target = into.floats();
    int width = space.valuesPerSample();
    float[] sample = new float[width];
    for (int i = 0; i < indices.length; i++) {
      System.arraycopy(values, i * width, sample, 0, width);
      for (Fitted normalization : fitted) {
        normalization.apply(sample);
      }
      System.arraycopy(sample, 0, target, i * width, width);
    }
    System.arraycopy(stored.labels(), 0, into.labels(), 0, indices.length);
  }

  @Override
  public void headStart() throws InterruptedException {
    if (dataset instanceof Prefetchable early) {
      early.headStart();
    }
  }

  @Override
  public void close() {
    dataset.close();
  }
}
