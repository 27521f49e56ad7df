package io.gan4j.core.run;

import io.gan4j.api.DataException;
import io.gan4j.api.GanException;
import io.gan4j.api.data.Batch;
import io.gan4j.api.data.Dataset;
import io.gan4j.api.data.LabelSpace;
import io.gan4j.api.data.Range;
import io.gan4j.api.data.SampleSpace;
import io.gan4j.api.data.SampleSpace.Element;
import io.gan4j.api.game.Player;
import io.gan4j.api.game.Seat;
import io.gan4j.api.network.NetworkSpec;
import io.gan4j.api.network.PlayerNetwork;
import io.gan4j.api.optimizer.Schedule;
import io.gan4j.api.provider.GanPlan;
import io.gan4j.api.provider.GanProvider;
import io.gan4j.api.provider.GanSession;
import io.gan4j.api.provider.PlayerPlan;
import io.gan4j.api.provider.SidePlan;
import io.gan4j.api.provider.StepRequest;
import io.gan4j.api.spec.Check;
import io.gan4j.api.spec.InvalidValueException;
import io.gan4j.api.training.Draw;
import io.gan4j.api.training.Phase;
import io.gan4j.api.training.WeightedTerm;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.buffer.DataBuffers;

/**
 * Trains a small classifier on a labelled set, whose inner values are then features to measure
 * generators by. The classifier is a discriminator with a score per class, trained on labels alone:
 * it goes through the same layers, optimiser and export as every other network. Who opens closes.
 */
public final class ClassifierTraining implements AutoCloseable {
  private static final String PHASE = "classify";
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
     * @param loss mean cross-entropy over the epoch, in nats
     */
    void done(int epoch, double loss);
  }

  private final Settings settings;
  private final Dataset training;
  private final LabelSpace labels;
  private final GanPlan plan;
  private final GanSession session;

  private ClassifierTraining(
      Settings settings, Dataset training, LabelSpace labels, GanPlan plan, GanSession session) {
    this.settings = settings;
    this.training = training;
    this.labels = labels;
    this.plan = plan;
    this.session = session;
  }

  /**
   * Builds the classifier with its initial weights.
   *
   * @param training labelled samples, which stay the caller's to close
   * @param parts the networks
   * @throws DataException if they have no labels, or no end
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
    OptionalLong size = training.size();
    if (size.isEmpty() || size.getAsLong() < settings.batchSize()) {
      throw new DataException(
          "a classifier needs at least a batch of "
              + settings.batchSize()
              + " samples and an end of them: "
              + training.description());
    }
    GanPlan plan = plan(training, labels, parts, settings);
    return new ClassifierTraining(settings, training, labels, plan, provider.open(plan));
  }

  private static GanPlan plan(
      Dataset training, LabelSpace labels, ClassifierParts parts, Settings settings) {
    SampleSpace stored = training.space();
    SampleSpace samples =
        stored.element() == Element.UINT8 ? stored.withRange(Range.SYMMETRIC) : stored;
    NetworkSpec classifier;
    try {
      classifier = parts.layout().of(samples, labels.count());
      classifier.placed();
    } catch (InvalidValueException e) {
      throw new DataException(training.description() + ": " + e.getMessage(), e);
    }
    Seat seat = parts.game().seats().get(0);
    String side = parts.game().sides().get(0);
    PlayerNetwork network =
        PlayerNetwork.of(
            seat.inputs().keySet().iterator().next(),
            classifier,
            seat.outputs().keySet().iterator().next());
    List<WeightedTerm> terms = new ArrayList<>();
    Map<String, Schedule> weights = parts.game().weights();
    parts
        .game()
        .terms()
        .forEach(
            (name, term) ->
                terms.add(
                    new WeightedTerm(
                        name, term, weights.getOrDefault(name, Schedule.constant(1)), 1)));
    Phase phase =
        new Phase(PHASE, Set.of(seat.player()), 1, 1, Draw.FRESH, Draw.FRESH, Set.of(), terms);
    return GanPlan.builder()
        .side(side, new SidePlan(samples, labels, new MeanSample(training, samples)))
        .player(
            seat.player(),
            PlayerPlan.builder(network, parts.optimizer().apply(settings.learningRate()))
                .side(side)
                .build())
        .phases(List.of(phase))
        .batchSize(settings.batchSize())
        .seed(settings.seed())
        .device(settings.device())
        .build();
  }

  private Player player() {
    return plan.players().keySet().iterator().next();
  }

  private String side() {
    return plan.sides().keySet().iterator().next();
  }

  /** Trains for all epochs. */
  public void run(EpochListener listener) {
    long size = training.size().orElseThrow();
    long perEpoch = Math.max(1, size / settings.batchSize());
    long steps = perEpoch * settings.epochs();
    BatchOrder order = new BatchOrder(settings.batchSize(), settings.seed(), size);
    double sum = 0;
    try (BatchStream stream =
        new BatchStream(training, plan.samples(), order, 0, settings.batchSize(), 1, 0)) {
      for (long step = 0; step < steps; step++) {
        Batch batch = stream.take();
        long epoch = order.epochOf(step);
        sum +=
            session
                .step(
                    new StepRequest(
                        PHASE, step, 0, step, steps, epoch, Map.of(side(), batch), false))
                .losses()
                .getOrDefault(player(), 0.0);
        stream.release(batch);
        if ((step + 1) % perEpoch == 0) {
          listener.done(Math.toIntExact((step + 1) / perEpoch), sum / perEpoch);
          sum = 0;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new GanException("training was interrupted", e);
    }
  }

  /**
   * How often it is right on other samples of the same classes.
   *
   * @throws DataException if they are other samples, or of other classes
   */
  public Accuracy accuracy(Dataset test) {
    if (!test.space().shape().equals(plan.samples().shape())
        || !test.labels().map(LabelSpace::count).equals(Optional.of(labels.count()))) {
      throw new DataException(
          "the test samples are not of the kind that was trained on: "
              + test.description()
              + " after "
              + training.description());
    }
    SampleSpace space = plan.samples();
    long size = test.size().orElseThrow();
    int right = 0;
    for (long first = 0; first < size; first += CHUNK) {
      int count = (int) Math.min(CHUNK, size - first);
      Batch batch = new Batch(space, count);
      test.read(LongStream.range(first, first + count).toArray(), batch);
      FloatNdArray scores =
          scores(
              NdArrays.wrap(
                  space.shape().prepend(count), DataBuffers.of(batch.decoded(), true, false)));
      for (int i = 0; i < count; i++) {
        right += likeliest(scores, i) == batch.labels()[i] ? 1 : 0;
      }
    }
    return new Accuracy(right, Math.toIntExact(size));
  }

  private FloatNdArray scores(FloatNdArray samples) {
    PlayerNetwork network = plan.player(player()).network();
    Map<String, FloatNdArray> outputs =
        session.infer(player(), Map.of(network.inputs().keySet().iterator().next(), samples), null);
    return outputs.values().iterator().next();
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
    metadata.put("kind", "classifier");
    metadata.put("classes", Integer.toString(labels.count()));
    metadata.put("dataset", training.description());
    metadata.put("dataHash", training.contentHash());
    metadata.put("tested", tested);
    metadata.put("accuracy", String.format(Locale.ROOT, "%.4f", accuracy.share()));
    metadata.put("epochs", Integer.toString(settings.epochs()));
    metadata.put("batchSize", Integer.toString(settings.batchSize()));
    metadata.put("learningRate", Double.toString(settings.learningRate()));
    metadata.put("seed", Long.toString(settings.seed()));
    metadata.put("rangeLow", Double.toString(plan.samples().range().low()));
    metadata.put("rangeHigh", Double.toString(plan.samples().range().high()));
    metadata.put("version.gan4j", Version.gan4j());
    session.export(player(), folder, metadata);
  }

  /** Trained numbers in all layers. */
  public long trainedValues() {
    return plan.player(player()).network().trainedValues();
  }

  @Override
  public void close() {
    session.close();
  }
}
