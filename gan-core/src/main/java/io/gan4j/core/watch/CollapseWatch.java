package io.gan4j.core.watch;

import io.gan4j.api.config.WatchesConfig.Collapse;
import io.gan4j.api.event.TrainingEvent;
import io.gan4j.api.event.TrainingEvent.SamplesDrawn;
import io.gan4j.api.game.Player;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Samples that differ far less from each other than data do. Beside it the birthday paradox
 * estimates how many different samples there are (Arora, Risteski and Zhang 2018): if s samples
 * hold p pairs that are the same, about s²/2p.
 */
final class CollapseWatch implements Watch {
  private final Collapse config;
  private final PairDistances data;
  private final Player player;
  private final Streak streak = new Streak(1);

  /**
   * @param data distances within as many real samples as are drawn
   * @param player whose samples are watched
   */
  CollapseWatch(Collapse config, PairDistances data, Player player) {
    this.config = config;
    this.player = player;
    this.data = data;
  }

  @Override
  public String name() {
    return "collapse";
  }

  @Override
  public Optional<Alarm> look(TrainingEvent event) {
    if (!(event instanceof SamplesDrawn drawn)
        || !drawn.player().equals(player)
        || drawn.step() < config.after()) {
      return Optional.empty();
    }
    if (data.mean() == 0 || drawn.samples().shape().get(0) < 2) {
      return Optional.empty(); // data that are all the same have no variety to lose
    }
    PairDistances samples = PairDistances.of(drawn.samples());
    double ratio = samples.mean() / data.mean();
    if (!streak.isDue(ratio < config.ratio())) {
      return Optional.empty();
    }
    Map<String, Double> numbers = new TreeMap<>();
    numbers.put("diversity", ratio);
    // the same: nearer than any two of the data come to each other
    long same = samples.closerThan(data.smallest() / 2);
    String support = "";
    if (same > 0) {
      double estimate = (double) samples.count() * samples.count() / (2.0 * same);
      numbers.put("support", estimate);
      support =
          String.format(Locale.ROOT, ", and there seem to be about %.0f different ones", estimate);
    }
    return Optional.of(
        new Alarm(
            name(),
            config.reaction(),
            String.format(
                Locale.ROOT,
                "samples%s are nearly the same: their mean distance is %.3f of that between real ones%s. Try a gradient penalty, another loss, or minibatch discrimination.",
                player.equals(Player.GENERATOR) ? "" : " of the " + player,
                ratio,
                support),
            numbers));
  }

  private String own() {
    return player.equals(Player.GENERATOR) ? name() : name() + "/" + player;
  }

  @Override
  public boolean takeCleared() {
    return streak.takeCleared();
  }

  @Override
  public Map<String, Double> memory() {
    return Map.of(own(), streak.memory());
  }

  @Override
  public void remember(Map<String, Double> memory) {
    streak.remember(memory.getOrDefault(own(), 0.0));
  }
}
