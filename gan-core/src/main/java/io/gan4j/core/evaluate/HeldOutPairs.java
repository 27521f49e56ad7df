package io.gan4j.core.evaluate;

import io.gan4j.api.GanException;
import io.gan4j.api.data.Batch;
import io.gan4j.api.data.Columns;
import io.gan4j.api.data.Dataset;
import io.gan4j.api.data.SampleSpace;
import io.gan4j.api.metric.Evaluation.Conditioned;
import io.gan4j.api.metric.Evaluation.Pairs;
import io.gan4j.api.metric.FeatureExtractor;
import io.gan4j.api.metric.Rows;
import io.gan4j.api.random.RandomKey;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
    return new Pairs(
        SampleSet.unlabelled(space, madeRows, null), SampleSet.unlabelled(space, targetRows, null));
  }

  /**
   * What a generator makes, as it is now, under the conditions of samples. Valid until the next are
   * asked for.
   *
   * @param names of the numbers that are wanted, in the order of their estimates
   * @param extractor which estimates them
   * @param seed of latents
   */
  Conditioned of(
      Generator.Conditional conditional,
      List<String> names,
      FeatureExtractor extractor,
      RandomKey seed) {
    closeRows();
    Dataset wanted = side(conditional.samples());
    Dataset conditions = side(conditional.conditions());
    long size = wanted.size().orElse(most);
    if (conditions.size().orElse(most) != size) {
      throw new GanException(
          conditions.description() + " are not the conditions of " + wanted.description());
    }
    int count = (int) Math.min(most, size);
    SpillableRows madeRows = new SpillableRows(count, space.valuesPerSample());
    made = madeRows;
    SpillableRows realRows = new SpillableRows(count, space.valuesPerSample());
    targets = realRows;
    double[] numbers = new double[count * names.size()];
    int[] places = names.stream().mapToInt(conditional.names()::indexOf).toArray();
    for (int first = 0; first < count; first += SampleSet.BLOCK) {
      int block = Math.min(SampleSet.BLOCK, count - first);
      long[] rows = LongStream.range(first, first + block).map(i -> i * size / count).toArray();
      madeRows.append(SampleSet.values(conditional.make(this::side, seed.bits(first), rows)));
      Batch batch = new Batch(space, block);
      wanted.read(rows, batch);
      realRows.append(batch.decoded());
      Batch own = new Batch(conditional.numbers(), block);
      conditions.read(rows, own);
      for (int i = 0; i < block; i++) {
        double[] values = inOwnUnits(own, i);
        for (int k = 0; k < places.length; k++) {
          numbers[(first + i) * places.length + k] = values[places[k]];
        }
      }
    }
    return new Conditioned(
        SampleSet.unlabelled(space, madeRows, extractor),
        SampleSet.unlabelled(space, realRows, extractor),
        names,
        Rows.of(numbers, names.size()));
  }

  private static double[] inOwnUnits(Batch conditions, int row) {
    float[] seen = conditions.decoded();
    int width = conditions.space().valuesPerSample();
    double[] values = new double[width];
    Columns columns = conditions.space().columns();
    if (columns != null && columns.columns().size() == width) {
      columns.decode(seen, row, values);
    } else {
      Arrays.setAll(values, i -> seen[row * width + i]);
    }
    return values;
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
