package io.gan4j.core.run;

import io.gan4j.api.DataException;
import io.gan4j.api.GanException;
import io.gan4j.api.data.Batch;
import io.gan4j.api.data.Dataset;
import io.gan4j.api.data.LabelSpace;
import io.gan4j.api.data.Range;
import io.gan4j.api.data.SampleSpace;
import io.gan4j.api.data.SampleSpace.Element;
import io.gan4j.api.game.Game;
import io.gan4j.api.game.Player;
import io.gan4j.api.game.Seat;
import io.gan4j.api.network.NetworkSpec;
import io.gan4j.api.network.PlayerNetwork;
import io.gan4j.api.optimizer.Schedule;
import io.gan4j.api.provider.GanPlan;
import io.gan4j.api.provider.GanPlanBuilder;
import io.gan4j.api.provider.GanProvider;
import io.gan4j.api.provider.GanSession;
import io.gan4j.api.provider.PlayerPlan;
import io.gan4j.api.provider.SidePlan;
import io.gan4j.api.provider.StepRequest;
import io.gan4j.api.spec.InvalidValueException;
import io.gan4j.api.training.Draw;
import io.gan4j.api.training.Phase;
import io.gan4j.api.training.WeightedTerm;
import io.gan4j.core.run.ClassifierTraining.EpochListener;
import io.gan4j.core.run.ClassifierTraining.Settings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;

/**
 * Trains the only player of a game on data alone, for some epochs. It goes through the same layers,
 * optimiser and export as every other network. Who opens closes.
 */
final class NetworkTraining implements AutoCloseable {
  private static final String PHASE = "classify";

  private final Settings settings;
  private final Map<String, Dataset> data;
  private final GanPlan plan;
  private final GanSession session;

  private NetworkTraining(
      Settings settings, Map<String, Dataset> data, GanPlan plan, GanSession session) {
    this.settings = settings;
    this.data = data;
    this.plan = plan;
    this.session = session;
  }

  /**
   * Builds the network with its initial weights.
   *
   * @param data of each side of the game, in its order, which stay the caller's to close
   * @param outputs numbers that the network gives for a sample
   * @throws DataException if there is less than a batch, or no end
   * @throws io.gan4j.api.ProviderException if the provider cannot build it
   */
  static NetworkTraining open(
      GanProvider provider,
      Map<String, Dataset> data,
      ClassifierParts parts,
      int outputs,
      Settings settings) {
    Map<String, Dataset> sides = new LinkedHashMap<>(data);
    Dataset samples = sides.values().iterator().next();
    OptionalLong size = samples.size();
    if (size.isEmpty() || size.getAsLong() < settings.batchSize()) {
      throw new DataException(
          "training needs at least a batch of "
              + settings.batchSize()
              + " samples and an end of them: "
              + samples.description());
    }
    GanPlan plan = plan(sides, parts, outputs, settings);
    return new NetworkTraining(settings, sides, plan, provider.open(plan));
  }

  /** What a network sees of data: bytes in [-1, 1]. */
  private static SampleSpace seen(Dataset dataset) {
    SampleSpace stored = dataset.space();
    return stored.element() == Element.UINT8 ? stored.withRange(Range.SYMMETRIC) : stored;
  }

  private static GanPlan plan(
      Map<String, Dataset> data, ClassifierParts parts, int outputs, Settings settings) {
    Game game = parts.game();
    Dataset samples = data.values().iterator().next();
    NetworkSpec layers;
    try {
      layers = parts.layout().of(seen(samples), outputs);
      layers.placed();
    } catch (InvalidValueException e) {
      throw new DataException(samples.description() + ": " + e.getMessage(), e);
    }
    Seat seat = game.seats().get(0);
    PlayerNetwork network =
        PlayerNetwork.of(
            seat.inputs().keySet().iterator().next(),
            layers,
            seat.outputs().keySet().iterator().next());
    List<WeightedTerm> terms = new ArrayList<>();
    Map<String, Schedule> weights = game.weights();
    game.terms()
        .forEach(
            (name, term) ->
                terms.add(
                    new WeightedTerm(
                        name, term, weights.getOrDefault(name, Schedule.constant(1)), 1)));
    Phase phase =
        new Phase(PHASE, Set.of(seat.player()), 1, 1, Draw.FRESH, Draw.FRESH, Set.of(), terms);
    GanPlanBuilder plan = GanPlan.builder();
    data.forEach(
        (side, dataset) -> {
          LabelSpace labels = dataset.labels().orElse(null);
          SampleSpace space = seen(dataset);
          plan.side(
              side,
              new SidePlan(
                  space, labels, new MeanSample(dataset, space), game.partners().get(side)));
        });
    return plan.player(
            seat.player(),
            PlayerPlan.builder(network, parts.optimizer().apply(settings.learningRate()))
                .side(game.sides().get(0))
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

  private Dataset samples() {
    return data.values().iterator().next();
  }

  /** What a sample is, as the network sees it. */
  SampleSpace space() {
    return plan.samples();
  }

  /** Trains for all epochs. */
  void run(EpochListener listener) {
    long size = samples().size().orElseThrow();
    long perEpoch = Math.max(1, size / settings.batchSize());
    long steps = perEpoch * settings.epochs();
    BatchOrder order = new BatchOrder(settings.batchSize(), settings.seed(), size);
    double sum = 0;
    Map<String, BatchStream> streams = new LinkedHashMap<>();
    try {
      data.forEach(
          (side, dataset) ->
              streams.put(
                  side,
                  new BatchStream(
                      dataset, plan.side(side).samples(), order, 0, settings.batchSize(), 1, 0)));
      for (long step = 0; step < steps; step++) {
        Map<String, Batch> batches = new LinkedHashMap<>();
        for (Map.Entry<String, BatchStream> stream : streams.entrySet()) {
          batches.put(stream.getKey(), stream.getValue().take());
        }
        long epoch = order.epochOf(step);
        sum +=
            session
                .step(new StepRequest(PHASE, step, 0, step, steps, epoch, batches, false))
                .losses()
                .getOrDefault(player(), 0.0);
        streams.forEach(
            (side, stream) -> stream.release(Objects.requireNonNull(batches.get(side))));
        if ((step + 1) % perEpoch == 0) {
          listener.done(Math.toIntExact((step + 1) / perEpoch), sum / perEpoch);
          sum = 0;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new GanException("training was interrupted", e);
    } finally {
      streams.values().forEach(BatchStream::close);
    }
  }

  /** What it gives for samples, {@code [n, outputs]}. */
  FloatNdArray outputs(Batch samples) {
    Shape shape = plan.samples().shape().prepend(samples.size());
    FloatNdArray values = NdArrays.wrap(shape, DataBuffers.of(samples.decoded(), true, false));
    PlayerNetwork network = plan.player(player()).network();
    Map<String, FloatNdArray> outputs =
        session.infer(player(), Map.of(network.inputs().keySet().iterator().next(), values), null);
    return outputs.values().iterator().next();
  }

  /**
   * Writes it as a SavedModel.
   *
   * @param folder an empty or absent one
   * @param kind what it is, in one word
   * @param tested what it was tested on, in words
   * @param further metadata
   */
  void export(Path folder, String kind, String tested, Map<String, String> further) {
    Map<String, String> metadata = new TreeMap<>(further);
    metadata.put("kind", kind);
    metadata.put("dataset", samples().description());
    metadata.put("dataHash", samples().contentHash());
    metadata.put("tested", tested);
    metadata.put("epochs", Integer.toString(settings.epochs()));
    metadata.put("batchSize", Integer.toString(settings.batchSize()));
    metadata.put("learningRate", Double.toString(settings.learningRate()));
    metadata.put("seed", Long.toString(settings.seed()));
    metadata.put("rangeLow", Double.toString(plan.samples().range().low()));
    metadata.put("rangeHigh", Double.toString(plan.samples().range().high()));
    metadata.put("version.gan4j", Version.gan4j());
    session.export(player(), folder, metadata);
  }

  /** A share or an error, as metadata have it. */
  static String rounded(double number) {
    return String.format(Locale.ROOT, "%.4f", number);
  }

  /** Trained numbers in all layers. */
  long trainedValues() {
    return plan.player(player()).network().trainedValues();
  }

  @Override
  public void close() {
    session.close();
  }
}
