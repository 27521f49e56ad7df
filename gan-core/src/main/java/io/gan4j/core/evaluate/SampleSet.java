package io.gan4j.core.evaluate;

import io.gan4j.api.data.SampleSpace;
import io.gan4j.api.metric.FeatureExtractor;
import io.gan4j.api.metric.FeatureExtractor.Extracted;
import io.gan4j.api.metric.Rows;
import io.gan4j.api.metric.Samples;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;

/**
 * One side of a comparison. Features and scores are computed when first asked for, block after
 * block, and spooled.
 */
final class SampleSet implements Samples, AutoCloseable {
  /** Samples that pass through an extractor or a discriminator at once. */
  static final int BLOCK = 250;

  private final SampleSpace space;
  private final Rows values;
  private final Supplier<int[]> labelsSource;
  private final @Nullable FeatureExtractor extractor;
  private final Summaries summaries;
  private Generator.@Nullable Judge discriminate;
  private @Nullable SpillableRows features;
  private @Nullable SpillableRows probabilities;
  private @Nullable SpillableRows estimates;
  private @Nullable SpillableRows scores;
  private int @Nullable [] labels;
  private List<int[]> codes = List.of();

  /** Where summaries are kept. */
  interface Summaries {
    /** All that determines the samples; empty if they are generated. */
    String identity();

    double[] get(String name, Supplier<double[]> compute);

    /** Of generated samples: nothing is kept. */
    Summaries NONE =
        new Summaries() {
          @Override
          public String identity() {
            return "";
          }

          @Override
          public double[] get(String name, Supplier<double[]> compute) {
            return compute.get();
          }
        };
  }

  /**
   * @param labels gives one label per sample, or throws
   * @param extractor null if nothing asks for features; stays the caller's to close
   */
  SampleSet(
      SampleSpace space,
      Rows values,
      Supplier<int[]> labels,
      @Nullable FeatureExtractor extractor,
      Summaries summaries) {
    this.space = space;
    this.values = values;
    this.labelsSource = labels;
    this.extractor = extractor;
    this.summaries = summaries;
  }

  /** Samples that are neither asked for by class nor known before. */
  static SampleSet unlabelled(
      SampleSpace space, Rows values, @Nullable FeatureExtractor extractor) {
    return new SampleSet(
        space,
        values,
        () -> {
          throw new IllegalStateException("these samples were not asked for by class");
        },
        extractor,
        Summaries.NONE);
  }

  /** Of generated samples: the codes that they were made of, a value per sample. */
  void madeOf(List<int[]> given) {
    codes = List.copyOf(given);
  }

  /** Scores from now on come from this discriminator, which may have learnt since the last. */
  void judgedBy(Generator.@Nullable Judge newJudge) {
    discriminate = newJudge;
    close(scores);
    scores = null;
  }

  @Override
  public SampleSpace space() {
    return space;
  }

  @Override
  public int count() {
    return values.count();
  }

  @Override
  public Rows values() {
    return values;
  }

  @Override
  public Rows features() {
    extract();
    return Objects.requireNonNull(features);
  }

  @Override
  public Rows probabilities() {
    extract();
    if (probabilities == null) {
      throw new IllegalStateException("the extractor does not classify");
    }
    return probabilities;
  }

  @Override
  public Rows estimates() {
    extract();
    if (estimates == null) {
      throw new IllegalStateException("the extractor estimates nothing");
    }
    return estimates;
  }

  @Override
  public List<int[]> codes() {
    if (codes.isEmpty()) {
      throw new IllegalStateException("these samples were made of no codes");
    }
    return codes;
  }

  private void extract() {
    if (features != null) {
      return;
    }
    FeatureExtractor opened = extractor;
    if (opened == null) {
      throw new IllegalStateException("features were not among what the metric needs");
    }
    forEachBlock(
        (first, block) -> {
          Extracted extracted = opened.extract(block);
          features = appended(features, extracted.features());
          if (extracted.probabilities() != null) {
            probabilities = appended(probabilities, extracted.probabilities());
          }
          if (extracted.estimates() != null) {
            estimates = appended(estimates, extracted.estimates());
          }
        });
  }

  @Override
  public Rows scores() {
    Generator.Judge scorer = discriminate;
    if (scorer == null) {
      throw new IllegalStateException("scores were not among what the metric needs");
    }
    if (scores == null) {
      int[] classes = scorer.seesLabels() ? labels() : null;
      forEachBlock(
          (first, block) -> {
            int count = Math.toIntExact(block.shape().get(0));
            FloatNdArray given =
                scorer.score(
                    block,
                    classes == null ? null : Arrays.copyOfRange(classes, first, first + count));
            scores = appended(scores, meanPerSample(given));
          });
    }
    return Objects.requireNonNull(scores);
  }

  /** A discriminator of patches gives several scores per sample; a sample's is their mean. */
  private static FloatNdArray meanPerSample(FloatNdArray scores) {
    int count = Math.toIntExact(scores.shape().get(0));
    float[] all = values(scores);
    float[] means = new float[count];
    int each = all.length / count;
    for (int i = 0; i < count; i++) {
      double sum = 0;
      for (int j = 0; j < each; j++) {
        sum += all[i * each + j];
      }
      means[i] = (float) (sum / each);
    }
    return NdArrays.wrap(Shape.of(count, 1), DataBuffers.of(means, true, false));
  }

  @Override
  public int[] labels() {
    if (labels == null) {
      labels = labelsSource.get();
    }
    return labels.clone();
  }

  @Override
  public String identity() {
    return summaries.identity();
  }

  @Override
  public double[] summary(String name, Function<Samples, double[]> compute) {
    return summaries.get(name, () -> compute.apply(this));
  }

  private interface Block {
    void of(int first, FloatNdArray samples);
  }

  private void forEachBlock(Block use) {
    double[] doubles = new double[BLOCK * values.width()];
    for (int first = 0; first < values.count(); first += BLOCK) {
      int count = Math.min(BLOCK, values.count() - first);
      values.read(first, count, doubles);
      float[] floats = new float[count * values.width()];
      for (int i = 0; i < floats.length; i++) {
        floats[i] = (float) doubles[i];
      }
      use.of(
          first, NdArrays.wrap(space.shape().prepend(count), DataBuffers.of(floats, true, false)));
    }
  }

  private SpillableRows appended(@Nullable SpillableRows spool, FloatNdArray rows) {
    float[] floats = values(rows);
    SpillableRows target =
        spool != null
            ? spool
            : new SpillableRows(
                values.count(), floats.length / Math.toIntExact(rows.shape().get(0)));
    target.append(floats);
    return target;
  }

  static float[] values(FloatNdArray array) {
    float[] values = new float[Math.toIntExact(array.size())];
    array.copyTo(DataBuffers.of(values, false, false));
    return values;
  }

  private static void close(@Nullable SpillableRows spool) {
    if (spool != null) {
      spool.close();
    }
  }

  @Override
  public void close() {
    close(features);
    close(probabilities);
    close(estimates);
    close(scores);
    if (values instanceof SpillableRows spool) {
      spool.close();
    }
  }
}
