package io.gan4j.core.serve;

import io.gan4j.api.GanException;
import io.gan4j.api.data.Columns;
import io.gan4j.api.provider.GeneratorModel;
import io.gan4j.api.random.RandomKey;
import io.gan4j.core.run.ExportedSamples;
import java.util.Arrays;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.tensorflow.ndarray.FloatNdArray;

/**
 * Rows of a table, any number of them for a seed, block after block: memory does not grow with the
 * rows. A row is a function of the seed and its place.
 */
public final class RowBlocks {
  /** Rows that are drawn at once. */
  public static final int SIZE = 4096;

  private final Sampler sampler;
  private final Columns columns;
  private final int classes;

  /** Makes samples of a seed. */
  @FunctionalInterface
  public interface Sampler {
    /**
     * {@code [count, …]}.
     *
     * @param labels a class for each; null exactly if the generator sees none
     */
    FloatNdArray sample(long seed, int count, int @Nullable [] labels);
  }

  private RowBlocks(Sampler sampler, Columns columns, int classes) {
    this.sampler = sampler;
    this.columns = columns;
    this.classes = classes;
  }

  /**
   * Those of a generator.
   *
   * @throws GanException if its samples are no rows of a table, or its metadata is damaged
   */
  public static RowBlocks of(GeneratorModel model) {
    return of(model, model::sample);
  }

  /** Those of a service's generator, which wait for their turn. */
  public static RowBlocks of(GeneratorService service) {
    return of(service.model(), (seed, count, labels) -> waited(service, seed, count, labels));
  }

  private static RowBlocks of(GeneratorModel model, Sampler sampler) {
    Columns columns =
        ExportedSamples.columns(model.metadata())
            .orElseThrow(() -> new GanException("these samples are no rows of a table"));
    return new RowBlocks(sampler, columns, model.classes());
  }

  private static FloatNdArray waited(
      GeneratorService service, long seed, int count, int @Nullable [] labels) {
    try {
      return service.sample(seed, count, labels).join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof GanException failure
          ? failure
          : new GanException("rows cannot be made: " + e.getCause(), e);
    }
  }

  /**
   * Rows of some of the columns' strata alone, each as often as beside the others. A row is a
   * function of the seed, its place and these strata.
   *
   * @param possible one for each stratum, and a last one for rows of none
   * @throws GanException if the generator gives no latents, or rows are never of these strata
   */
  public static RowBlocks within(GeneratorModel model, boolean[] possible) {
    StratumDraw strata = new StratumDraw(of(model).columns(), possible);
    return of(
        model,
        (seed, count, labels) ->
            model.generate(strata.redrawn(seed, model.drawLatents(seed, count)), labels));
  }

  /** What the numbers of a row mean. */
  public Columns columns() {
    return columns;
  }

  /**
   * Rows from the first of a block on, one after the other, as the networks make them.
   *
   * @param seed of all rows
   * @param block from 0
   * @param rows at most {@value #SIZE}
   * @param label of all of them; null: the classes in turn, if there are any
   * @throws GanException if what is made are no such rows
   */
  public float[] block(long seed, long block, int rows, @Nullable Integer label) {
    long first = block * SIZE;
    int drawn = (rows + ServiceOptions.STEP - 1) / ServiceOptions.STEP * ServiceOptions.STEP;
    int[] labels = classes == 0 ? null : new int[drawn];
    for (int i = 0; labels != null && i < drawn; i++) {
      labels[i] = label == null ? (int) ((first + i) % classes) : label;
    }
    FloatNdArray samples =
        sampler.sample(RandomKey.of(seed).split("rows").bits(first), drawn, labels);
    if (samples.size() != (long) drawn * columns.width()) {
      throw new GanException(
          "samples of shape "
              + samples.shape()
              + " are no rows of "
              + columns.width()
              + " numbers, which its metadata has them be");
    }
    return Arrays.copyOf(SampleBatch.floats(samples), rows * columns.width());
  }
}
