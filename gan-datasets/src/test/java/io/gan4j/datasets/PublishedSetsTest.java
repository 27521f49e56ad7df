package io.gan4j.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.api.data.Batch;
import io.gan4j.api.data.Dataset;
import io.gan4j.api.data.SampleSpace;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/**
 * Reads the real sets where somebody has them: the variables name folders with the four files under
 * their usual names.
 */
@Tag("slow")
@DisplayName("The idx reader, on the published sets,")
class PublishedSetsTest {
  private static final String MNIST = "GAN4J_MNIST";
  private static final String FASHION = "GAN4J_FASHION_MNIST";

  @Test
  @EnabledIfEnvironmentVariable(named = MNIST, matches = ".+")
  @DisplayName("reads MNIST, whose first 10,000 are the embedded digits")
  void mnist() {
    Path folder = Path.of(System.getenv(MNIST));
    try (Dataset train = IdxReader.ofFolder(folder).open();
        Dataset test = new IdxReader(folder, Part.TEST, null, null).open();
        Dataset embedded = new DigitsReader().open()) {
      check(train, 60_000);
      check(test, 10_000);
      assertThat(mean(train)).isCloseTo(0.1307, within(5e-5));
      Batch first = all(train);
      byte[] digits = all(embedded).bytes();
      assertThat(Arrays.copyOf(first.bytes(), digits.length)).isEqualTo(digits);
      assertThat(Arrays.copyOf(first.labels(), 10_000)).isEqualTo(all(embedded).labels());
      assertThat(train.contentHash()).isNotEqualTo(embedded.contentHash());
    }
  }

  @Test
  @EnabledIfEnvironmentVariable(named = FASHION, matches = ".+")
  @DisplayName("reads Fashion-MNIST, 6,000 of each class")
  void fashion() {
    Path folder = Path.of(System.getenv(FASHION));
    try (Dataset train = IdxReader.ofFolder(folder).open();
        Dataset test = new IdxReader(folder, Part.TEST, null, null).open()) {
      check(train, 60_000);
      check(test, 10_000);
      assertThat(mean(train)).isCloseTo(0.2860, within(5e-5));
      int[] counts = new int[10];
      for (int label : all(train).labels()) {
        counts[label]++;
      }
      assertThat(counts).containsOnly(6000);
    }
  }

  private static void check(Dataset dataset, int size) {
    assertThat(dataset.size()).hasValue(size);
    assertThat(dataset.space()).isEqualTo(SampleSpace.images(28, 28, 1));
    assertThat(dataset.labels().orElseThrow().count()).isEqualTo(10);
  }

  private static double mean(Dataset dataset) {
    byte[] bytes = all(dataset).bytes();
    long sum = 0;
    for (byte value : bytes) {
      sum += value & 0xFF;
    }
    return sum / 255.0 / bytes.length;
  }

  private static Batch all(Dataset dataset) {
    int size = (int) dataset.size().orElseThrow();
    Batch batch = new Batch(dataset.space(), size);
    dataset.read(LongStream.range(0, size).toArray(), batch);
    return batch;
  }
}
