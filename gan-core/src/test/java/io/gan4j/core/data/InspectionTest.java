package io.gan4j.core.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.gan4j.api.DataException;
import io.gan4j.api.data.Batch;
import io.gan4j.api.data.Dataset;
import io.gan4j.api.data.Image;
import io.gan4j.api.data.ImageSource;
import io.gan4j.api.data.LabelSpace;
import io.gan4j.api.data.SampleSpace;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("An inspection")
class InspectionTest {

  /** 70 one-pixel images: the value is the index, but 5 is as 4, and 66 cannot be read. */
  private static final class Pixels implements Dataset {
    @Override
    public SampleSpace space() {
      return SampleSpace.images(1, 1, 1);
    }

    @Override
    public OptionalLong size() {
      return OptionalLong.of(70);
    }

    @Override
    public Optional<LabelSpace> labels() {
      return Optional.of(new LabelSpace(List.of("even", "odd", "neither")));
    }

    @Override
    public String description() {
      return "pixels";
    }

    @Override
    public String contentHash() {
      return "0".repeat(64);
    }

    @Override
    public void read(long[] indices, Batch into) {
      for (int i = 0; i < indices.length; i++) {
        if (indices[i] == 66) {
          throw new DataException("pixel 66 is broken");
        }
        into.bytes()[i] = (byte) (indices[i] == 5 ? 4 : indices[i]);
        into.labels()[i] = (int) indices[i] % 2;
      }
    }

    @Override
    public void close() {}
  }

  @Test
  @DisplayName("counts samples, classes, duplicates and broken ones, and measures the values")
  void dataset() {
    Inspection found = Inspection.of(new Pixels());

    assertThat(found.count()).isEqualTo(70);
    assertThat(found.forms()).isEqualTo(Map.of("1x1x1", 69L));
    assertThat(found.labels()).isEqualTo(Map.of("even", 34L, "odd", 35L, "neither", 0L));
    assertThat(found.labels().keySet()).containsExactly("even", "odd", "neither");
    assertThat(found.duplicates()).isEqualTo(1);
    assertThat(found.broken()).isEqualTo(1);
    assertThat(found.firstBroken()).containsExactly("pixel 66 is broken");
    assertThat(found.values().low()).isZero();
    assertThat(found.values().high()).isEqualTo(69);
    // 0 + … + 69 = 2415, less one for 5, less 66, over 69.
    assertThat(found.values().mean()).isCloseTo(2348 / 69.0, Offset.offset(1e-12));
    assertThat(found.sheet()).hasSize(69);
  }

  @Test
  @DisplayName("knows images of several sizes, and which of them are broken")
  void images() {
    ImageSource source =
        new ImageSource() {
          @Override
          public long size() {
            return 3;
          }

          @Override
          public String description() {
            return "three";
          }

          @Override
          public String contentHash() {
            return "0".repeat(64);
          }

          @Override
          public Form form(long index) {
            return new Form(1, (int) index + 1, 1);
          }

          @Override
          public Image image(long index) {
            if (index == 1) {
              throw new DataException("two.png is broken");
            }
            return new Image(1, (int) index + 1, 1, new byte[(int) index + 1]);
          }

          @Override
          public void close() {}
        };

    Inspection found = Inspection.of(source);

    assertThat(found.forms()).isEqualTo(Map.of("1x1x1", 1L, "3x1x1", 1L));
    assertThat(found.broken()).isEqualTo(1);
    assertThat(found.duplicates()).isZero(); // black all, but of different sizes
    assertThat(found.sheet()).hasSize(2);
  }
}
