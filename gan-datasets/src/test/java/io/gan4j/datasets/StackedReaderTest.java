package io.gan4j.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gan4j.api.DataException;
import io.gan4j.api.data.Batch;
import io.gan4j.api.data.Dataset;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;

@DisplayName("Stacked digits")
class StackedReaderTest {
  private static Batch all(Dataset dataset) {
    int size = (int) dataset.size().orElseThrow();
    Batch batch = new Batch(dataset.space(), size);
    dataset.read(LongStream.range(0, size).toArray(), batch);
    return batch;
  }

  @Test
  @DisplayName("are three digits as red, green and blue, labelled by all three")
  void stacked() {
    try (Dataset stacked = new StackedReader(new DigitsReader(), 60, 5).open();
        Dataset digits = new DigitsReader().open()) {
      assertThat(stacked.space().shape()).isEqualTo(Shape.of(28, 28, 3));
      assertThat(stacked.labels().orElseThrow().names())
          .hasSize(1000)
          .element(407)
          .isEqualTo("4-0-7");
      assertThat(stacked.description())
          .isEqualTo("60 images 28x28x3 stacked of " + digits.description());
      Batch images = all(stacked);
      Batch grey = all(digits);
      Set<String> known = new HashSet<>();
      for (int i = 0; i < grey.size(); i++) {
        known.add(grey.labels()[i] + " " + pixels(grey.bytes(), i * 784, 1));
      }
      for (int i = 0; i < images.size(); i++) {
        int label = images.labels()[i];
        int[] digit = {label / 100, label / 10 % 10, label % 10};
        for (int channel = 0; channel < 3; channel++) {
          assertThat(known)
              .contains(digit[channel] + " " + pixels(images.bytes(), i * 2352 + channel, 3));
        }
      }
    }
  }

  private static String pixels(byte[] bytes, int from, int step) {
    StringBuilder pixels = new StringBuilder();
    for (int i = 0; i < 784; i++) {
      pixels.append((char) (bytes[from + i * step] & 0xFF));
    }
    return pixels.toString();
  }

  @Test
  @DisplayName("are of all thousand classes if there are enough, and others for another seed")
  void modes() {
    try (Dataset many = new StackedReader(new DigitsReader(), 26_000, 0).open();
        Dataset others = new StackedReader(new DigitsReader(), 26_000, 1).open()) {
      Set<Integer> classes = new HashSet<>();
      for (int label : all(many).labels()) {
        classes.add(label);
      }
      assertThat(classes).hasSize(1000);
      assertThat(others.contentHash()).isNotEqualTo(many.contentHash());
    }
  }

  @Test
  @DisplayName("are refused of what is not grey")
  void refused() {
    assertThatThrownBy(() -> new StackedReader(new RingReader(8, 2, 0.02, 0), 10, 0).open())
        .isInstanceOf(DataException.class)
        .hasMessageContaining("only grey images of 8 bits can be stacked");
    StackedReader twice = new StackedReader(new StackedReader(new DigitsReader(), 10, 0), 10, 0);
    assertThatThrownBy(twice::open).hasMessageContaining("only grey images of 8 bits");
  }
}
