package io.gan4j.core.watch;

import io.gan4j.api.config.Reaction;
import io.gan4j.api.config.WatchesConfig;
import io.gan4j.api.data.Batch;
import io.gan4j.api.data.Dataset;
import io.gan4j.api.data.SampleSpace;
import io.gan4j.api.event.TrainingEvent;
import io.gan4j.api.event.TrainingListener;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;

/** All watches of a run. Hears of its events, and keeps the alarms until somebody takes them. */
public final class Watches implements TrainingListener {
  /** What the names of memories start with among the loop's numbers. */
  private static final String PREFIX = "watch.";

  private final List<Watch> watches = new ArrayList<>();
  private final List<Alarm> alarms = new ArrayList<>();

  /**
   * The watches that the run file asks for.
   *
   * @param space what a sample is, in the range the networks see
   * @param samples how many samples are drawn at a time
   */
  public Watches(WatchesConfig config, Dataset dataset, SampleSpace space, int samples) {
    watches.add(new NotFiniteWatch(config));
    if (config.saturation().reaction() != Reaction.IGNORE) {
      watches.add(new SaturationWatch(config.saturation()));
    }
    if (config.vanishingGradient().reaction() != Reaction.IGNORE) {
      watches.add(new VanishingGradientWatch(config.vanishingGradient()));
    }
    if (config.collapse().reaction() != Reaction.IGNORE) {
      watches.add(new CollapseWatch(config.collapse(), real(dataset, space, samples)));
    }
  }

  /**
   * Real samples from all over the data, which may be sorted. Reading them disturbs nothing, for
   * the order of the data has no state.
   */
  private static PairDistances real(Dataset dataset, SampleSpace space, int samples) {
    long size = dataset.size().orElse(samples);
    int count = (int) Math.min(samples, size);
    Batch batch = new Batch(space, count);
    dataset.read(LongStream.range(0, count).map(i -> i * size / count).toArray(), batch);
    return PairDistances.of(batch.decoded(), count);
  }

  @Override
  public void on(TrainingEvent event) {
    for (Watch watch : watches) {
      watch.look(event).ifPresent(alarms::add);
    }
  }

  /** The alarms since the last call. */
  public List<Alarm> take() {
    List<Alarm> taken = List.copyOf(alarms);
    alarms.clear();
    return taken;
  }

  /** What the watches remember, by name. */
  public Map<String, Double> memory() {
    Map<String, Double> memory = new TreeMap<>();
    watches.forEach(
        watch -> watch.memory().forEach((name, number) -> memory.put(PREFIX + name, number)));
    return memory;
  }

  /** Puts back what {@link #memory} gave; watches that are new start afresh. */
  public void remember(Map<String, Double> memory) {
    alarms.clear();
    Map<String, Double> own = new TreeMap<>();
    memory.forEach(
        (name, number) -> {
          if (name.startsWith(PREFIX)) {
            own.put(name.substring(PREFIX.length()), number);
          }
        });
    watches.forEach(watch -> watch.remember(own));
  }
}
