package io.gan4j.core.run;

import io.gan4j.api.DataException;
import io.gan4j.api.data.Batch;
import io.gan4j.api.data.Dataset;
import io.gan4j.api.data.LabelSpace;
import io.gan4j.api.data.SampleSpace;
import io.gan4j.api.provider.GanProvider;
import io.gan4j.api.spec.Check;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.tensorflow.ndarray.FloatNdArray;

/**
 * Trains a small classifier on a labelled set, whose inner values are then features to measure
 * generators by. The classifier is a discriminator with a score per class, trained on labels alone:
 * it goes through the same layers, optimiser and export as every other network. Who opens closes.
 */
public final class ClassifierTraining implements AutoCloseable {
  private static final int CHUNK = 250;

  /**
   * How it is trained.
   *
   * @param epochs passes over the training data
   * @param batchSize samples per step
   * @param learningRate Adam's at the start, from which it falls to 0 in a straight line
   * @param seed of initial weights, order and dropout
   * @param device {@code auto}, {@code cpu} or {@code gpu:N}
   */
  public record Settings(int epochs, int batchSize, double learningRate, long seed, String device) {
    public Settings {
      Check.positive("epochs", epochs);
      Check.positive("batchSize", batchSize);
      Check.positive("learningRate", learningRate);
    }
  }

  /**
   * How often it is right.
   *
   * @param right samples whose class has the highest score
   * @param of samples
   */
  public record Accuracy(int right, int of) {
    /** The share that is right, in [0, 1]. */
    public double share() {
      return right / (double) of;
    }
  }

  /** Hears of every epoch. */
  public interface EpochListener {
    /**
     * An epoch is done.
     *
     * @param epoch how many are done
     * @param loss mean over the epoch: cross-entropy in nats, or squared error
     */
    void done(int epoch, double loss);
  }

  private final Dataset training;
  private final LabelSpace labels;
  private final NetworkTraining network;

  private ClassifierTraining(Dataset training, LabelSpace labels, NetworkTraining network) {
    this.training = training;
    this.labels = labels;
    this.network = network;
  }

  /**
   * Builds the classifier with its initial weights.
   *
   * @param training labelled samples, which stay the caller's to close
   * @param parts the networks
   * @throws DataException if they have no labels, less than a batch, or no end
   * @throws io.gan4j.api.ProviderException if the provider cannot build it
   */
  public static ClassifierTraining open(
      GanProvider provider, Dataset training, ClassifierParts parts, Settings settings) {
    LabelSpace labels =
        training
            .labels()
            .orElseThrow(
                () ->
                    new DataException(
                        "a classifier learns from labels, and these samples have none: "
                            + training.description()));
    Map<String, Dataset> sides = Map.of(parts.game().sides().get(0), training);
    return new ClassifierTraining(
        training, labels, NetworkTraining.open(provider, sides, parts, labels.count(), settings));
  }

  /** Trains for all epochs. */
  public void run(EpochListener listener) {
    network.run(listener);
  }

  /**
   * How often it is right on other samples of the same classes.
   *
   * @throws DataException if they are other samples, or of other classes
   */
  public Accuracy accuracy(Dataset test) {
    SampleSpace space = network.space();
    if (!test.space().shape().equals(space.shape())
        || !test.labels().map(LabelSpace::count).equals(Optional.of(labels.count()))) {
      throw new DataException(
          "the test samples are not of the kind that was trained on: "
              + test.description()
              + " after "
              + training.description());
    }
    long size = test.size().orElseThrow();
    int right = 0;
    for (long first = 0; first < size; first += CHUNK) {
      int count = (int) Math.min(CHUNK, size - first);
      Batch batch = new Batch(space, count);
      test.read(LongStream.range(first, first + count).toArray(), batch);
      FloatNdArray scores = network.outputs(batch);
      for (int i = 0; i < count; i++) {
        right += likeliest(scores, i) == batch.labels()[i] ? 1 : 0;
      }
    }
    return new Accuracy(right, Math.toIntExact(size));
  }

  private int likeliest(FloatNdArray scores, int sample) {
    int best = 0;
    for (int c = 1; c < labels.count(); c++) {
      if (scores.getFloat(sample, c) > scores.getFloat(sample, best)) {
        best = c;
      }
    }
    return best;
  }

  /**
   * Writes it as a SavedModel: samples to {@code features} and {@code scores}.
   *
   * @param folder an empty or absent one
   * @param tested what it was tested on, in words
   */
  public void export(Path folder, Accuracy accuracy, String tested) {
    Map<String, String> metadata = new TreeMap<>(ExportedSamples.describe(labels));
    metadata.put("classes", Integer.toString(labels.count()));
    metadata.put("accuracy", NetworkTraining.rounded(accuracy.share()));
    network.export(folder, "classifier", tested, metadata);
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
