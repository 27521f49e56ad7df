package io.gan4j.core.watch;

import static java.util.Objects.requireNonNull;

import io.gan4j.api.config.Reaction;
import io.gan4j.api.config.WatchesConfig;
import io.gan4j.api.data.Batch;
import io.gan4j.api.data.Columns;
import io.gan4j.api.data.Dataset;
import io.gan4j.api.data.SampleSpace;
import io.gan4j.api.event.TrainingEvent;
import io.gan4j.api.event.TrainingListener;
import io.gan4j.api.game.Pairing;
import io.gan4j.api.game.Player;
import io.gan4j.api.provider.GanPlan;
import io.gan4j.api.provider.Maker;
import io.gan4j.api.provider.PairingPlan;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.LongStream;

/** All watches of a run. Hears of its events, and keeps the alarms until somebody takes them. */
public final class Watches implements TrainingListener {
  /** What the names of memories start with among the loop's numbers. */
  private static final String PREFIX = "watch.";

  private final List<Watch> watches = new ArrayList<>();
  private final List<Alarm> alarms = new ArrayList<>();
  private final List<String> cleared = new ArrayList<>();

  /**
   * The watches that the run file asks for: of each pairing, of each player that is no
   * discriminator, and of each one that makes samples.
   *
   * @param data of each side
   * @param samples how many samples are drawn at a time
   */
  public Watches(WatchesConfig config, GanPlan plan, Map<String, Dataset> data, int samples) {
    watches.add(new NotFiniteWatch(config));
    Set<Player> others = new LinkedHashSet<>(plan.players().keySet());
    for (PairingPlan pairing : plan.pairings()) {
      others.remove(pairing.pairing().discriminator());
      if (config.saturation().reaction() != Reaction.IGNORE) {
        watches.add(new SaturationWatch(config.saturation(), pairing.pairing().name()));
      }
    }
    if (config.vanishingGradient().reaction() != Reaction.IGNORE) {
      others.forEach(
          player -> watches.add(new VanishingGradientWatch(config.vanishingGradient(), player)));
    }
    if (config.collapse().reaction() != Reaction.IGNORE) {
      for (Maker maker : plan.makers()) {
        Dataset real = requireNonNull(data.get(maker.side()), maker.side());
        SampleSpace space = plan.side(maker.side()).samples();
        float[] rows = real(real, space, samples);
        int count = rows.length / space.valuesPerSample();
        watches.add(
            new CollapseWatch(config.collapse(), PairDistances.of(rows, count), maker.player()));
        Columns columns = space.columns();
        if (columns != null) {
          watches.add(new ColumnWatch(config.collapse(), columns, rows, maker.player()));
        }
      }
    }
  }

  /** What is added to the name of a watch of a pairing: nothing in the standard game. */
  static String of(String pairing) {
    return pairing.equals(Pairing.STANDARD.name()) ? "" : "/" + pairing;
  }

  /**
   * Real samples from all over the data, which may be sorted. Reading them disturbs nothing, for
   * the order of the data has no state.
   */
  private static float[] real(Dataset dataset, SampleSpace space, int samples) {
    long size = dataset.size().orElse(samples);
    int count = (int) Math.min(samples, size);
    Batch batch = new Batch(space, count);
    dataset.read(LongStream.range(0, count).map(i -> i * size / count).toArray(), batch);
    return batch.decoded();
  }

  @Override
  public void on(TrainingEvent event) {
    for (Watch watch : watches) {
      watch.look(event).ifPresent(alarms::add);
      if (watch.takeCleared()) {
        cleared.add(watch.name());
      }
    }
  }

  /** The alarms since the last call. */
  public List<Alarm> take() {
    List<Alarm> taken = List.copyOf(alarms);
    alarms.clear();
    return taken;
  }

  /** The watches whose alarms no longer stand, since the last call. */
  public List<String> takeCleared() {
    List<String> taken = List.copyOf(cleared);
    cleared.clear();
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
    cleared.clear();
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
