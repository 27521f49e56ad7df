package io.gan4j.core.run;

import io.gan4j.api.DataException;
import io.gan4j.api.data.Batch;
import io.gan4j.api.data.Columns;
import io.gan4j.api.data.Dataset;
import io.gan4j.api.data.SampleSpace;
import io.gan4j.api.data.Scale;
import io.gan4j.api.provider.GanProvider;
import io.gan4j.core.run.ClassifierTraining.EpochListener;
import io.gan4j.core.run.ClassifierTraining.Settings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.tensorflow.ndarray.FloatNdArray;

/**
 * Trains a small network on samples and the numbers that belong to each, which it then estimates:
 * generators that are conditioned on such numbers are measured by it. Who opens closes.
 */
public final class EstimatorTraining implements AutoCloseable {
  private static final int CHUNK = 250;

  private final Columns numbers;
  private final List<Scale.Standard> scales;
  private final NetworkTraining network;

  /**
   * How far it is off.
   *
   * @param name of the number
   * @param mean of the absolute error, in the number's own unit
   * @param ofMean the same where the training data's mean is told for every sample
   */
  public record NumberError(String name, double mean, double ofMean) {}

  private EstimatorTraining(Columns numbers, List<Scale.Standard> scales, NetworkTraining network) {
    this.numbers = numbers;
    this.scales = List.copyOf(scales);
    this.network = network;
  }

  /**
   * Builds the network with its initial weights.
   *
   * @param sides samples, then their numbers, standardised, under the names of the game's sides;
   *     they stay the caller's to close
   * @param parts the networks
   * @throws DataException if the numbers are not standardised, or there is less than a batch
   * @throws io.gan4j.api.ProviderException if the provider cannot build it
   */
  public static EstimatorTraining open(
      GanProvider provider, Map<String, Dataset> sides, ClassifierParts parts, Settings settings) {
    Dataset conditions = second(sides);
    Columns numbers = conditions.space().columns();
    List<Scale.Standard> scales =
        numbers == null ? List.of() : numbers.standard().orElse(List.of());
    if (numbers == null || scales.isEmpty()) {
      throw new DataException(
          "an estimator learns standardised numbers: " + conditions.description());
    }
    return new EstimatorTraining(
        numbers, scales, NetworkTraining.open(provider, sides, parts, numbers.width(), settings));
  }

  private static Dataset second(Map<String, Dataset> sides) {
    Iterator<Dataset> each = sides.values().iterator();
    each.next();
    return each.next();
  }

  /** Trains for all epochs. */
  public void run(EpochListener listener) {
    network.run(listener);
  }

  /**
   * How far it is off on other samples.
   *
   * @param test as those that were trained on, scaled as they are
   */
  public List<NumberError> errors(Map<String, Dataset> test) {
    Dataset samples = test.values().iterator().next();
    SampleSpace space = network.space();
    SampleSpace wanted = SampleSpace.rows(numbers);
    double[] errors = new double[scales.size()];
    double[] guesses = new double[scales.size()];
    long size = samples.size().orElseThrow();
    for (long first = 0; first < size; first += CHUNK) {
      int count = (int) Math.min(CHUNK, size - first);
      long[] places = LongStream.range(first, first + count).toArray();
      Batch batch = new Batch(space, count);
      samples.read(places, batch);
      FloatNdArray found = network.outputs(batch);
      Batch own = new Batch(wanted, count);
      second(test).read(places, own);
      float[] values = own.floats();
      for (int i = 0; i < count; i++) {
        for (int k = 0; k < errors.length; k++) {
          float value = values[i * errors.length + k];
          errors[k] += Math.abs(found.getFloat(i, k) - value) / size;
          guesses[k] += Math.abs(value) / size;
        }
      }
    }
    List<NumberError> all = new ArrayList<>();
    for (int k = 0; k < errors.length; k++) {
      double unit = scales.get(k).deviation();
      all.add(new NumberError(name(k), errors[k] * unit, guesses[k] * unit));
    }
    return all;
  }

  private String name(int number) {
    return numbers.columns().get(number).name();
  }

  /**
   * Writes it as a SavedModel: samples to {@code estimates}; its metadata say the way back into the
   * numbers' own units.
   *
   * @param folder an empty or absent one
   * @param tested what it was tested on, in words
   */
  public void export(Path folder, List<NumberError> errors, String tested) {
    Map<String, String> metadata = new TreeMap<>();
    for (int k = 0; k < scales.size(); k++) {
      metadata.put("number." + k, name(k));
      metadata.put("mean." + k, Double.toString(scales.get(k).mean()));
      metadata.put("deviation." + k, Double.toString(scales.get(k).deviation()));
      metadata.put("error." + k, NetworkTraining.rounded(errors.get(k).mean()));
    }
    network.export(folder, "estimator", tested, metadata);
  }

  /** Trained numbers in all layers. */
  public long trainedValues() {
    return network.trainedValues();
  }

  @Override
  public void close() {
    network.close();
  }
}
