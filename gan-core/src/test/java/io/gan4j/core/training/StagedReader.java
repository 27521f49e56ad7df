package io.gan4j.core.training;

import io.gan4j.api.data.Batch;
import io.gan4j.api.data.Dataset;
import io.gan4j.api.data.DatasetReader;
import io.gan4j.api.data.SampleSpace;
import io.gan4j.core.training.ToyReader.Kind;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The ten points of a {@link ToyReader}, whose reading a test can disturb. Made in Java, so that no
 * run file can name it.
 */
abstract class StagedReader implements DatasetReader {
  private final Dataset points = new ToyReader(Kind.POINTS, 10).open();
  private final AtomicInteger reads = new AtomicInteger();
  private final AtomicInteger opened = new AtomicInteger();
  private final AtomicInteger closed = new AtomicInteger();

  /** What happens before samples are read, on the reading thread. */
  abstract void read(long[] indices, Batch into);

  /** What happens before the data set is closed. */
  void beforeClose() {}

  /** Times that samples were asked for, this time included. */
  int reads() {
    return reads.get();
  }

  int opened() {
    return opened.get();
  }

  int closed() {
    return closed.get();
  }

  @Override
  public Dataset open() {
    opened.incrementAndGet();
    return new Staged();
  }

  private final class Staged implements Dataset {
    @Override
    public SampleSpace space() {
      return points.space();
    }

    @Override
    public OptionalLong size() {
      return points.size();
    }

    @Override
    public String description() {
      return points.description();
    }

    @Override
    public String contentHash() {
      return points.contentHash();
    }

    @Override
    public void read(long[] indices, Batch into) {
      reads.incrementAndGet();
      StagedReader.this.read(indices, into);
      points.read(indices, into);
    }

    @Override
    public void close() {
      closed.incrementAndGet();
      beforeClose();
    }
  }
}
