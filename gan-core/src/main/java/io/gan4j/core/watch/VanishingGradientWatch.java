package io.gan4j.core.watch;

import io.gan4j.api.config.WatchesConfig.VanishingGradient;
import io.gan4j.api.event.TrainingEvent;
import io.gan4j.api.event.TrainingEvent.StepCompleted;
import io.gan4j.api.game.Player;
import io.gan4j.api.provider.PhaseReport.Norms;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A generator that hardly gets a gradient, as under minimax against a far better discriminator.
 * Where the gradient is small but grows, as while a discriminator with small initial weights
 * awakes, there is nothing to tell.
 */
final class VanishingGradientWatch implements Watch {
  private static final String NAME = "vanishing-gradient";
  private static final String FIRST = NAME + ".first";

  private static final String LARGEST = NAME + ".largest";

  /**
   * If it grows, it is so much larger than where the streak began, and the largest of the streak is
   * not as much larger: a gradient that vanishes leaps by orders of magnitude.
   */
  private static final double GROWN = 2;

  private final VanishingGradient config;
  private final Player player;
  private final Streak streak;
  private double first;
  private double largest;

  /**
   * @param player who is watched
   */
  VanishingGradientWatch(VanishingGradient config, Player player) {
    this.config = config;
    this.player = player;
    this.streak = new Streak(config.looks());
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Optional<Alarm> look(TrainingEvent event) {
    if (!(event instanceof StepCompleted done)) {
      return Optional.empty();
    }
    Optional<Norms> norms =
        done.phases().stream()
            .map(phase -> phase.report().norms().get(player))
            .filter(Objects::nonNull)
            .findFirst();
    if (norms.isEmpty()) {
      return Optional.empty(); // no look at this step
    }
    double gradient = norms.get().gradient();
    double weights = norms.get().weights();
    if (streak.isOver()) {
      first = gradient;
      largest = gradient;
    }
    largest = Math.max(largest, gradient);
    if (!streak.isDue(gradient < config.ratio() * weights)) {
      return Optional.empty();
    }
    if (gradient > GROWN * first && largest < GROWN * gradient) {
      first = gradient;
      largest = gradient;
      streak.restart();
      return Optional.empty();
    }
    return Optional.of(
        new Alarm(
            name(),
            config.reaction(),
            String.format(
                Locale.ROOT,
                "the %s hardly gets a gradient: its norm has been below %.1e of the weights' norm for %d looks and is %.2e now. Try the non-saturating loss or a Wasserstein one, or a weaker discriminator.",
                player,
                config.ratio(),
                config.looks(),
                gradient),
            Map.of("gradientNorm", gradient, "weightNorm", weights)));
  }

  @Override
  public boolean takeCleared() {
    return streak.takeCleared();
  }

  @Override
  public Map<String, Double> memory() {
    return Map.of(own(NAME), streak.memory(), own(FIRST), first, own(LARGEST), largest);
  }

  private String own(String name) {
    return player.equals(Player.GENERATOR) ? name : name + "/" + player;
  }

  @Override
  public void remember(Map<String, Double> memory) {
    streak.remember(memory.getOrDefault(own(NAME), 0.0));
    first = memory.getOrDefault(own(FIRST), 0.0);
    largest = memory.getOrDefault(own(LARGEST), 0.0);
  }
}
