package io.gan4j.core.watch;

import io.gan4j.api.config.WatchesConfig.Saturation;
import io.gan4j.api.event.TrainingEvent;
import io.gan4j.api.event.TrainingEvent.StepCompleted;
import io.gan4j.api.provider.PhaseReport;
import io.gan4j.api.provider.PhaseReport.Scores;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * A discriminator that tells real from fake without doubt, step after step: its gradient no longer
 * says in which direction the generator should move (Goodfellow et al. 2014, section 3).
 */
final class SaturationWatch implements Watch {
  private final Saturation config;
  private final String pairing;
  private final Streak streak;

  /**
   * @param pairing the name of the one that is watched
   */
  SaturationWatch(Saturation config, String pairing) {
    this.config = config;
    this.pairing = pairing;
    this.streak = new Streak(config.steps());
  }

  @Override
  public String name() {
    return "saturation";
  }

  @Override
  public Optional<Alarm> look(TrainingEvent event) {
    if (!(event instanceof StepCompleted done)) {
      return Optional.empty();
    }
    OptionalDouble real = mean(done, report -> scores(report).realProbability());
    OptionalDouble fake = mean(done, report -> scores(report).fakeProbability());
    if (real.isEmpty() || fake.isEmpty()) {
      return Optional.empty();
    }
    boolean sure = real.getAsDouble() > 1 - config.margin() && fake.getAsDouble() < config.margin();
    if (!streak.isDue(sure)) {
      return Optional.empty();
    }
    return Optional.of(
        new Alarm(
            name(),
            config.reaction(),
            String.format(
                Locale.ROOT,
                "the discriminator%s has been without doubt for %d steps: D(x) is %.4f and D(G(z)) is %.2e. Try a smaller learning rate for it, one-sided label smoothing, or a gradient penalty.",
                Watches.of(pairing),
                config.steps(),
                real.getAsDouble(),
                fake.getAsDouble()),
            Map.of("dReal", real.getAsDouble(), "dFake", fake.getAsDouble())));
  }

  private Scores scores(PhaseReport report) {
    return report.scores().getOrDefault(pairing, Scores.NONE);
  }

  private static OptionalDouble mean(
      StepCompleted done, Function<PhaseReport, OptionalDouble> value) {
    return done.phases().stream()
        .map(phase -> value.apply(phase.report()))
        .flatMapToDouble(OptionalDouble::stream)
        .average();
  }

  @Override
  public boolean takeCleared() {
    return streak.takeCleared();
  }

  @Override
  public Map<String, Double> memory() {
    return Map.of(name() + Watches.of(pairing), streak.memory());
  }

  @Override
  public void remember(Map<String, Double> memory) {
    streak.remember(memory.getOrDefault(name() + Watches.of(pairing), 0.0));
  }
}
