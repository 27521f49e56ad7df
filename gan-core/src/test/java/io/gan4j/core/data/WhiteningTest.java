package io.gan4j.core.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.api.config.CacheConfig;
import io.gan4j.api.data.Batch;
import io.gan4j.api.data.Dataset;
import io.gan4j.api.data.Normalization.Fitted;
import io.gan4j.api.data.SampleSpace;
import io.gan4j.api.spec.InvalidValueException;
import io.gan4j.components.normalization.Zca;
import io.gan4j.core.evaluate.SummaryCache;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Whitening")
class WhiteningTest {
  private static final int WIDTH = 5;

  /** Value j of sample i is sin(i (j + 1)) plus half of its left neighbour: correlated. */
  private record Correlated(int count, AtomicLong read) implements Dataset {
    @Override
    public SampleSpace space() {
      return SampleSpace.vectors(WIDTH);
    }

    @Override
    public OptionalLong size() {
      return OptionalLong.of(count);
    }

    @Override
    public String description() {
      return "correlated";
    }

    @Override
    public String contentHash() {
      return "correlated " + count;
    }

    @Override
    public void read(long[] indices, Batch into) {
      read.addAndGet(indices.length);
      for (int n = 0; n < indices.length; n++) {
        double left = 0;
        for (int j = 0; j < WIDTH; j++) {
          left = 3 + Math.sin(indices[n] * (j + 1.0)) + left / 2;
          into.floats()[n * WIDTH + j] = (float) left;
        }
      }
    }

    @Override
    public void close() {}
  }

  private static Correlated data(int count) {
    return new Correlated(count, new AtomicLong());
  }

  private static List<Fitted> fit(Dataset dataset, Zca zca, SummaryCache cache) {
    return NormalizedSamples.fit(List.of(zca), dataset, dataset.space(), cache);
  }

  private static double[][] covariance(Dataset dataset) {
    int count = (int) dataset.size().orElseThrow();
    Batch all = new Batch(dataset.space(), count);
    dataset.read(LongStream.range(0, count).toArray(), all);
    double[] mean = new double[WIDTH];
    for (int i = 0; i < all.floats().length; i++) {
      mean[i % WIDTH] += all.floats()[i] / (double) count;
    }
    double[][] covariance = new double[WIDTH][WIDTH];
    for (int n = 0; n < count; n++) {
      for (int i = 0; i < WIDTH; i++) {
        for (int j = 0; j < WIDTH; j++) {
          covariance[i][j] +=
              (all.floats()[n * WIDTH + i] - mean[i])
                  * (all.floats()[n * WIDTH + j] - mean[j])
                  / count;
        }
      }
    }
    return covariance;
  }

  @Test
  @DisplayName("leaves values without correlation and with variance 1, by a symmetric map")
  void whitens() {
    Correlated data = data(700);
    assertThat(Math.abs(covariance(data)[0][1])).as("correlated before").isGreaterThan(0.2);
    List<Fitted> fitted = fit(data, new Zca(1e-9, 50_000), SummaryCache.none());
    double[][] white = covariance(new NormalizedSamples(data, data.space(), fitted));
    for (int i = 0; i < WIDTH; i++) {
      for (int j = 0; j < WIDTH; j++) {
        assertThat(white[i][j]).isCloseTo(i == j ? 1 : 0, within(1e-4));
        assertThat(response(fitted, i)[j] - response(fitted, -1)[j])
            .isCloseTo(response(fitted, j)[i] - response(fitted, -1)[i], within(1e-5));
      }
    }
  }

  /** What becomes of a sample of zeros but for one value. */
  private static double[] response(List<Fitted> fitted, int one) {
    float[] sample = new float[WIDTH];
    if (one >= 0) {
      sample[one] = 1;
    }
    fitted.get(0).apply(sample);
    double[] doubles = new double[WIDTH];
    for (int i = 0; i < WIDTH; i++) {
      doubles[i] = sample[i];
    }
    return doubles;
  }

  @Test
  @DisplayName("leaves a direction of variance v with v / (v + epsilon)")
  void epsilon() {
    Correlated data = data(700);
    List<Fitted> fitted = fit(data, new Zca(0.5, 50_000), SummaryCache.none());
    double[][] before = covariance(data);
    double[][] after = covariance(new NormalizedSamples(data, data.space(), fitted));
    // C (C + epsilon I)^-1 = A, so A (C + epsilon I) = C
    for (int i = 0; i < WIDTH; i++) {
      for (int j = 0; j < WIDTH; j++) {
        double product = 0;
        for (int k = 0; k < WIDTH; k++) {
          product += after[i][k] * (before[k][j] + (k == j ? 0.5 : 0));
        }
        assertThat(product).isCloseTo(before[i][j], within(1e-4));
      }
    }
  }

  @Test
  @DisplayName("goes back exactly")
  void inverse() {
    Correlated data = data(300);
    Fitted fitted = fit(data, new Zca(0.1, 50_000), SummaryCache.none()).get(0);
    float[] sample = {1, -2, 3, 0.5f, 9};
    fitted.apply(sample);
    assertThat(sample[0]).isNotCloseTo(1f, within(0.01f));
    fitted.invert(sample);
    assertThat(sample).containsExactly(new float[] {1, -2, 3, 0.5f, 9}, within(1e-4f));
  }

  @Test
  @DisplayName("is learnt once of the same samples, and kept")
  void keptNumbers(@TempDir Path folder) throws IOException {
    SummaryCache cache = SummaryCache.inFolder(folder);
    List<Fitted> learnt = fit(data(200), new Zca(0.1, 50_000), cache);
    Correlated again = data(200);
    assertThat(fit(again, new Zca(0.1, 50_000), cache)).isEqualTo(learnt);
    assertThat(again.read()).hasValue(0);
    assertThat(fit(data(200), new Zca(0.1, 100), cache)).isNotEqualTo(learnt);
    assertThat(fit(data(201), new Zca(0.1, 50_000), cache)).isNotEqualTo(learnt);
    assertThat(files(folder)).hasSize(3);
    for (Path file : files(folder)) {
      Files.write(file, new byte[100]);
    }
    assertThat(fit(data(200), new Zca(0.1, 50_000), cache))
        .as("damaged: learnt again")
        .isEqualTo(learnt);
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  @Test
  @DisplayName("is refused with numbers where it does not fit into the heap")
  void tooLarge() {
    SampleSpace large = SampleSpace.images(256, 256, 3);
    Dataset data =
        new Dataset() {
          @Override
          public SampleSpace space() {
            return large;
          }

          @Override
          public OptionalLong size() {
            return OptionalLong.of(10);
          }

          @Override
          public String description() {
            return "large";
          }

          @Override
          public String contentHash() {
            return "large";
          }

          @Override
          public void read(long[] indices, Batch into) {
            throw new AssertionError("refused before anything is read");
          }

          @Override
          public void close() {}
        };
    assertThatThrownBy(() -> fit(data, new Zca(0.1, 50_000), SummaryCache.none()))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageContaining("196,608 values")
        .hasMessageContaining("it would need 1.4 TiB");
  }

  @Test
  @DisplayName("is done once per sample where samples are the same in every epoch")
  void keptSamples() throws InterruptedException {
    Correlated data = data(100);
    List<Fitted> fitted = fit(data, new Zca(0.1, 50_000), SummaryCache.none());
    for (int memory : new int[] {1, 0}) {
      data.read().set(0);
      try (Dataset plain = new NormalizedSamples(data, data.space(), fitted);
          CachedSamples kept = new CachedSamples(plain, new CacheConfig(memory, 20))) {
        kept.headStart();
        assertThat(data.read()).hasValue(100);
        Batch expected = new Batch(kept.space(), 3);
        Batch found = new Batch(kept.space(), 3);
        plain.read(new long[] {7, 99, 7}, expected);
        kept.read(new long[] {7, 99, 7}, new long[] {0, 1, 2}, found);
        assertThat(found.floats()).isEqualTo(expected.floats());
        assertThat(data.read()).hasValue(103);
        assertThat(kept.bytesHeld()).isEqualTo(memory == 0 ? 400 : 400 + 100 * WIDTH * 4);
        assertThat(NormalizedSamples.learntBy(kept)).isEqualTo(Optional.of(fitted));
      }
    }
  }
}
