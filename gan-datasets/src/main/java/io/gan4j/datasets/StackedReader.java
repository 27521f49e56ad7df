package io.gan4j.datasets;

import io.gan4j.api.DataException;
import io.gan4j.api.data.Dataset;
import io.gan4j.api.data.DatasetReader;
import io.gan4j.api.spec.Check;
import io.gan4j.api.spec.Default;
import io.gan4j.api.spec.Doc;
import io.gan4j.datasets.internal.StackedSamples;

/**
 * Grey images of another source, three at random as the red, green and blue of one: stacked MNIST
 * where the source is MNIST. Labelled by all three classes, of the red one first: of ten classes
 * there are 1000, which a generator that drops modes does not reach.
 */
@Doc(
    value = "Three grey images of another source as red, green and blue: 1000 modes of ten classes",
    paper = "Metz, Poole, Pfau and Sohl-Dickstein 2017; Srivastava et al. 2017")
public record StackedReader(
    @Doc("The source of grey images, with or without labels") DatasetReader of,
    @Doc("How many images to stack up") @Default("128000") int count,
    @Doc("Seed of the choice, separate from the run's") @Default("0") long seed)
    implements DatasetReader {

  public StackedReader {
    Check.positive("count", count);
  }

  /** The same of a part of the source. */
  @Override
  public DatasetReader part(String name) {
    return new StackedReader(of.part(name), count, seed);
  }

  @Override
  public Dataset open() {
    Dataset grey = of.open();
    try {
      return new StackedSamples(grey, count, seed);
    } catch (DataException e) {
      grey.close();
      throw e;
    }
  }
}
