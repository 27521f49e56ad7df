package io.gan4j.core.evaluate;

import io.gan4j.api.data.Batch;
import io.gan4j.api.data.Dataset;
import io.gan4j.api.data.LabelSpace;
import io.gan4j.api.data.SampleSpace;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Points in the plane, held in an array; counts how many were read. */
final class TableDataset implements Dataset {
  private final double[][] rows;
  private final boolean labelled;
  long read;
  boolean closed;

  TableDataset(double[][] rows, boolean labelled) {
    this.rows = rows;
    this.labelled = labelled;
  }

  @Override
  public SampleSpace space() {
    return SampleSpace.vectors(rows[0].length);
  }

  @Override
  public OptionalLong size() {
    return OptionalLong.of(rows.length);
  }

  @Override
  public Optional<LabelSpace> labels() {
    return labelled ? Optional.of(new LabelSpace(List.of("even", "odd"))) : Optional.empty();
  }

  @Override
  public String description() {
    return rows.length + " points";
  }

  @Override
  public String contentHash() {
    return "hash of " + Arrays.deepHashCode(rows);
  }

  @Override
  public void read(long[] indices, Batch into) {
    int width = rows[0].length;
    for (int i = 0; i < indices.length; i++) {
      read++;
      for (int j = 0; j < width; j++) {
        into.floats()[i * width + j] = (float) rows[(int) indices[i]][j];
      }
      into.labels()[i] = (int) (indices[i] % 2);
    }
  }

  @Override
  public void close() {
    closed = true;
  }
}
