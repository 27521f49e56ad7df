package io.gan4j.core.training;

import io.gan4j.api.data.Batch;
import io.gan4j.api.data.Dataset;
import io.gan4j.api.data.Density;
import io.gan4j.api.data.LabelSpace;
import io.gan4j.api.data.Range;
import io.gan4j.api.data.SampleSpace;
import io.gan4j.api.random.RandomKey;
import io.gan4j.core.training.ToyReader.Kind;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/** The samples of a {@link ToyReader}. */
record ToyDataset(ToyReader reader) implements Dataset {
  private static final List<String> CLASSES = List.of("red", "green", "blue");

  /** Which samples a batch of points holds; empty if it holds others. */
  static List<Integer> indices(Batch batch) {
    return batch.space().equals(SampleSpace.vectors(2))
        ? IntStream.range(0, batch.size())
            .map(i -> Math.round(10 * batch.floats()[2 * i]))
            .boxed()
            .toList()
        : List.of();
  }

  @Override
  public SampleSpace space() {
    return switch (reader.kind()) {
      case POINTS, CLASSED_POINTS -> SampleSpace.vectors(2);
      case PICTURES, CLASSED_PICTURES -> SampleSpace.images(4, 4, 1);
      case LINE -> SampleSpace.vectors(1);
    };
  }

  @Override
  public OptionalLong size() {
    return reader.kind() == Kind.LINE ? OptionalLong.empty() : OptionalLong.of(reader.count());
  }

  @Override
  public Optional<LabelSpace> labels() {
    return reader.kind() == Kind.CLASSED_POINTS || reader.kind() == Kind.CLASSED_PICTURES
        ? Optional.of(new LabelSpace(CLASSES))
        : Optional.empty();
  }

  @Override
  public Optional<Density> density() {
    return reader.kind() == Kind.LINE ? Optional.of(new StandardNormal()) : Optional.empty();
  }

  @Override
  public String description() {
    return reader.count() + " toys";
  }

  @Override
  public String contentHash() {
    return "hash of " + reader;
  }

  @Override
  public void read(long[] indices, Batch into) {
    for (int i = 0; i < indices.length; i++) {
      into.labels()[i] = labels().isPresent() ? (int) (indices[i] % CLASSES.size()) : 0;
      switch (reader.kind()) {
        case POINTS, CLASSED_POINTS -> {
          into.floats()[2 * i] = indices[i] / 10f;
          into.floats()[2 * i + 1] = 1 - indices[i] / 10f;
        }
        case PICTURES, CLASSED_PICTURES -> {
          for (int pixel = 0; pixel < 16; pixel++) {
            into.bytes()[16 * i + pixel] = (byte) (10 * indices[i] + pixel);
          }
        }
        case LINE -> into.floats()[i] = (float) RandomKey.of(1).normal(indices[i]);
      }
    }
  }

  @Override
  public void close() {}

  private record StandardNormal() implements Density {
    @Override
    public double at(double... point) {
      return Math.exp(-point[0] * point[0] / 2) / Math.sqrt(2 * Math.PI);
    }

    @Override
    public List<Range> window() {
      return List.of(new Range(-4, 4));
    }

    @Override
    public List<double[]> modes() {
      return List.of(new double[] {0});
    }
  }
}
