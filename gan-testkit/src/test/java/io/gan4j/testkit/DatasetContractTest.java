package io.gan4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.gan4j.api.DataException;
import io.gan4j.api.data.Batch;
import io.gan4j.api.data.Dataset;
import io.gan4j.api.data.Density;
import io.gan4j.api.data.Range;
import io.gan4j.api.data.SampleSpace;
import io.gan4j.api.random.RandomKey;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The contract of data sets")
class DatasetContractTest {

  /** Twenty numbers in [0, 1); mutants change one thing each. */
  private static class Numbers implements Dataset {
    @Override
    public SampleSpace space() {
      return SampleSpace.vectors(1);
    }

    @Override
    public OptionalLong size() {
      return OptionalLong.of(20);
    }

    @Override
    public String description() {
      return "twenty numbers";
    }

    @Override
    public String contentHash() {
      return "0123456789abcdef".repeat(4);
    }

    @Override
    public Optional<Density> density() {
      return Optional.of(new Flat(1));
    }

    @Override
    public void read(long[] indices, Batch into) {
      if (indices.length != into.size() || !into.space().equals(space())) {
        throw new IllegalArgumentException("a batch that does not fit");
      }
      for (int i = 0; i < indices.length; i++) {
        if (indices[i] < 0 || indices[i] >= 20) {
          throw new IndexOutOfBoundsException("no " + indices[i]);
        }
        into.floats()[i] = (float) RandomKey.of(1).uniform(indices[i]);
        into.labels()[i] = 0;
      }
    }

    @Override
    public void close() {}
  }

  private record Flat(double height) implements Density {
    @Override
    public double at(double... point) {
      return height;
    }

    @Override
    public List<Range> window() {
      return List.of(Range.UNIT);
    }

    @Override
    public List<double[]> modes() {
      return List.of();
    }
  }

  private static void breaks(Numbers mutant, String promise) {
    assertThat(DatasetContract.of(() -> mutant).violations())
        .anyMatch(broken -> broken.startsWith(promise));
  }

  @Test
  @DisplayName("is kept by a right data set")
  void right() {
    assertThat(DatasetContract.of(Numbers::new).violations()).isEmpty();
  }

  @Test
  @DisplayName("is broken by samples that depend on their place in the batch")
  void place() {
    breaks(
        new Numbers() {
          @Override
          public void read(long[] indices, Batch into) {
            super.read(indices, into);
            into.floats()[0] += 0.5f;
          }
        },
        "gives the same sample at the same index");
  }

  @Test
  @DisplayName("is broken by labels that are not written")
  void labels() {
    breaks(
        new Numbers() {
          @Override
          public void read(long[] indices, Batch into) {
            int before = into.labels()[0];
            super.read(indices, into);
            into.labels()[0] = before;
          }
        },
        "gives samples in their range");
  }

  @Test
  @DisplayName("is broken by an index that wraps around")
  void wraps() {
    breaks(
        new Numbers() {
          @Override
          public void read(long[] indices, Batch into) {
            long[] wrapped = new long[indices.length];
            for (int i = 0; i < indices.length; i++) {
              wrapped[i] = Math.floorMod(indices[i], 20L);
            }
            super.read(wrapped, into);
          }
        },
        "refuses indices that are not there");
  }

  @Test
  @DisplayName("is broken by a density without the right mass")
  void mass() {
    breaks(
        new Numbers() {
          @Override
          public Optional<Density> density() {
            return Optional.of(new Flat(1.1));
          }
        },
        "has a density that integrates to 1");
  }

  @Test
  @DisplayName("holds an unreadable source to a message that names it")
  void unreadable() {
    assertThat(
            DatasetContract.refuses(
                    () -> {
                      throw new DataException("digits.gz is truncated");
                    },
                    "digits.gz")
                .violations())
        .isEmpty();
    assertThat(DatasetContract.refuses(Numbers::new, "digits.gz").violations()).hasSize(1);
  }
}
