package io.gan4j.core.evaluate;

import io.gan4j.api.data.Batch;
import io.gan4j.api.data.Dataset;
import io.gan4j.api.data.SampleSpace;
import io.gan4j.api.metric.Evaluation.Pairs;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Pairs of samples that were not trained on: what a generator makes of the sources, and what they
 * are paired with, from all over the data. Closes the data.
 */
final class HeldOutPairs implements AutoCloseable {
  private final Map<String, Dataset> sides;
  private final SampleSpace space;
  private final int most;
  private @Nullable SpillableRows made;
  private @Nullable SpillableRows targets;

  /**
   * @param sides the data of each side
   * @param space of what is made, in the range the networks see
   * @param most pairs
   */
  HeldOutPairs(Map<String, Dataset> sides, SampleSpace space, int most) {
    this.sides = sides;
    this.space = space;
    this.most = most;
  }

  private Dataset side(String name) {
    return Objects.requireNonNull(sides.get(name), name);
  }

  /** The generator's as it is now. They are valid until the next are asked for. */
  Pairs of(Generator.Translator translator) {
    closeRows();
    Dataset wanted = side(translator.targets());
    long size = wanted.size().orElse(most);
    int count = (int) Math.min(most, size);
    SpillableRows madeRows = new SpillableRows(count, space.valuesPerSample());
    made = madeRows;
    SpillableRows targetRows = new SpillableRows(count, space.valuesPerSample());
    targets = targetRows;
    for (int first = 0; first < count; first += SampleSet.BLOCK) {
      int block = Math.min(SampleSet.BLOCK, count - first);
      long[] places = LongStream.range(first, first + block).map(i -> i * size / count).toArray();
      madeRows.append(SampleSet.values(translator.make(this::side, places)));
      Batch batch = new Batch(space, block);
      wanted.read(places, batch);
      targetRows.append(batch.decoded());
    }
    return new Pairs(set(madeRows), set(targetRows));
  }

  private SampleSet set(SpillableRows rows) {
    return new SampleSet(
        space,
        rows,
        () -> {
          throw new IllegalStateException("pairs are not asked for by class");
        },
        null,
        new SampleSet.Summaries() {
          @Override
          public String identity() {
            return "";
          }

          @Override
          public double[] get(String name, Supplier<double[]> compute) {
            return compute.get();
          }
        });
  }

  /** In words, with a hash of what determines them. */
  String description(String targetSide) {
    return side(targetSide).description()
        + " ("
        + ResultsTable.first(side(targetSide).contentHash())
        + ")";
  }

  private void closeRows() {
    if (made != null) {
      made.close();
    }
    if (targets != null) {
      targets.close();
    }
  }

  @Override
  public void close() {
    closeRows();
    sides.values().forEach(Dataset::close);
  }
}
