package io.gan4j.core.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gan4j.api.DataException;
import io.gan4j.api.data.Batch;
import io.gan4j.api.data.Dataset;
import io.gan4j.api.data.SampleSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@DisplayName("The stream of batches")
@Timeout(30)
class BatchStreamTest {

  /** Sample i has the value i and, as its label, the epoch; some reads take longer. */
  private static final class Slow implements Dataset {
    private final AtomicInteger reading = new AtomicInteger();
    private final AtomicInteger reads = new AtomicInteger();
    private volatile long brokenFrom = Long.MAX_VALUE;
    private volatile boolean outOfMemory;

    @Override
    public SampleSpace space() {
      return SampleSpace.vectors(1);
    }

    @Override
    public OptionalLong size() {
      return OptionalLong.of(10);
    }

    @Override
    public String description() {
      return "slow";
    }

    @Override
    public String contentHash() {
      return "";
    }

    @Override
    public void read(long[] indices, Batch into) {
      throw new AssertionError("training reads samples of an epoch");
    }

    @Override
    public void read(long[] indices, long[] epochs, Batch into) {
      reading.incrementAndGet();
      reads.incrementAndGet();
      try {
        if (outOfMemory) {
          throw new OutOfMemoryError("on purpose");
        }
        Thread.sleep(indices[0] % 3);
        for (int i = 0; i < indices.length; i++) {
          if (epochs[i] * 10 + indices[i] >= brokenFrom) {
            throw new DataException("sample " + (epochs[i] * 10 + indices[i]) + " is broken");
          }
          into.floats()[i] = indices[i];
          into.labels()[i] = (int) epochs[i];
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } finally {
        reading.decrementAndGet();
      }
    }

    @Override
    public void close() {}
  }

  private static BatchStream stream(Slow dataset, int size, long first) {
    BatchOrder order =
        new BatchOrder(
            BatchOrderTest.data("shuffle: false, batchSize: " + size), 0, dataset.size());
    return new BatchStream(dataset, dataset.space(), order, 0, size, 1, first);
  }

  @Test
  @DisplayName("gives them in order, whichever reader is faster, with the epoch of each sample")
  void order() throws InterruptedException {
    Slow dataset = new Slow();
    List<Float> values = new ArrayList<>();
    List<Integer> epochs = new ArrayList<>();
    try (BatchStream stream = stream(dataset, 4, 2)) {
      for (int n = 0; n < 60; n++) {
        Batch batch = stream.take();
        for (int i = 0; i < 4; i++) {
          values.add(batch.floats()[i]);
          epochs.add(batch.labels()[i]);
        }
        stream.release(batch);
      }
    }
    for (int i = 0; i < values.size(); i++) {
      assertThat(values.get(i)).isEqualTo((8 + i) % 10);
      assertThat(epochs.get(i)).isEqualTo((8 + i) / 10);
    }
  }

  @Test
  @DisplayName("reads ahead no further than its buffers")
  void bounded() throws InterruptedException {
    Slow dataset = new Slow();
    try (BatchStream stream = stream(dataset, 1, 0)) {
      Batch held = stream.take();
      Thread.sleep(200);
      assertThat(dataset.reads.get()).isLessThanOrEqualTo(9);
      stream.release(held);
    }
    assertThat(dataset.reading).as("reads under way after close").hasValue(0);
  }

  @Test
  @DisplayName("tells of an error of the virtual machine rather than wait for ever")
  void error() {
    Slow dataset = new Slow();
    dataset.outOfMemory = true;
    try (BatchStream stream = stream(dataset, 2, 0)) {
      assertThatThrownBy(stream::take)
          .isInstanceOf(DataException.class)
          .hasMessage("the data cannot be read: java.lang.OutOfMemoryError: on purpose");
    }
  }

  @Test
  @DisplayName("gives every batch before the first that cannot be read, then the reason, each time")
  void failure() throws InterruptedException {
    Slow dataset = new Slow();
    dataset.brokenFrom = 12;
    try (BatchStream stream = stream(dataset, 2, 0)) {
      for (int n = 0; n < 6; n++) {
        stream.release(stream.take());
      }
      assertThatThrownBy(stream::take).isInstanceOf(DataException.class).hasMessageContaining("12");
      assertThatThrownBy(stream::take).isInstanceOf(DataException.class).hasMessageContaining("12");
    }
  }
}
