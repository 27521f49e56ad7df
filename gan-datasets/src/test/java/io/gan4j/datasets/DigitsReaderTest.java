package io.gan4j.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gan4j.api.data.Batch;
import io.gan4j.api.data.Dataset;
import io.gan4j.api.data.Range;
import io.gan4j.api.data.SampleSpace;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The embedded digits")
class DigitsReaderTest {

  @Test
  @DisplayName("are 10,000 images of 28 x 28 with labels 0 to 9")
  void whatTheyAre() {
    try (Dataset digits = new DigitsReader().open()) {
      assertThat(digits.space()).isEqualTo(SampleSpace.images(28, 28, 1));
      assertThat(digits.size()).hasValue(10_000);
      assertThat(digits.labels().orElseThrow().names())
          .containsExactly("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
      assertThat(digits.description()).isEqualTo("MNIST digits, 10,000 images 28x28x1, 10 classes");
    }
  }

  @Test
  @DisplayName("have a hash that stays, since run directories name their data by it")
  void hash() {
    // Computed apart, from the two files: the line "uint8 samples [28, 28, 1] count 10000 classes
    // [0, 1, ..., 9]", then all pixels, then all labels.
    try (Dataset digits = new DigitsReader().open()) {
      assertThat(digits.contentHash())
          .isEqualTo("69ffd08680333eaf0dc5745740d7d6641bad781b45768ac6ad1757ab97c00b47");
    }
  }

  @Test
  @DisplayName("begin with MNIST's 5, 0, 4, 1, 9, 2, 1, 3, 1, 4")
  void firstLabels() {
    try (Dataset digits = new DigitsReader().open()) {
      Batch batch = new Batch(digits.space(), 10);
      digits.read(LongStream.range(0, 10).toArray(), batch);

      assertThat(batch.labels()).containsExactly(5, 0, 4, 1, 9, 2, 1, 3, 1, 4);
    }
  }

  @Test
  @DisplayName(
      "have MNIST's density of ink and as many of each class as counted in the first 10,000")
  void statistics() {
    try (Dataset digits = new DigitsReader().open()) {
      Batch all = new Batch(digits.space(), 10_000);
      digits.read(LongStream.range(0, 10_000).toArray(), all);

      double sum = 0;
      for (byte value : all.bytes()) {
        sum += value & 0xFF;
      }
      int[] counts = new int[10];
      for (int label : all.labels()) {
        counts[label]++;
      }
      // All 60,000 have a mean of 0.1307; these 10,000 are near it.
      assertThat(sum / all.bytes().length / 255).isBetween(0.128, 0.133);
      assertThat(counts).containsExactly(1001, 1127, 991, 1032, 980, 863, 1014, 1070, 944, 978);
    }
  }

  @Test
  @DisplayName("are training digits, and no others")
  void part() {
    assertThat(new DigitsReader().part("train")).isEqualTo(new DigitsReader());
    assertThatThrownBy(() -> new DigitsReader().part("test"))
        .hasMessageContaining("'test': the embedded digits are training digits");
  }

  @Test
  @DisplayName("fill a batch of another range with the same bytes")
  void otherRange() {
    try (Dataset digits = new DigitsReader().open()) {
      Batch unit = new Batch(digits.space(), 1);
      Batch symmetric = new Batch(digits.space().withRange(Range.SYMMETRIC), 1);
      digits.read(new long[] {3}, unit);
      digits.read(new long[] {3}, symmetric);

      assertThat(symmetric.bytes()).isEqualTo(unit.bytes());
      assertThat(symmetric.decoded()[0]).isEqualTo(-1);
    }
  }
}
