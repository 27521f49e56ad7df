package io.gan4j.core.watch;

import io.gan4j.api.config.WatchesConfig;
import io.gan4j.api.event.TrainingEvent;
import io.gan4j.api.event.TrainingEvent.PhaseResult;
import io.gan4j.api.event.TrainingEvent.StepCompleted;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A gradient or a weight that is not finite. A loss that is not ends the step itself, with a {@link
 * io.gan4j.api.DivergedException}.
 */
final class NotFiniteWatch implements Watch {
  static final String NAME = "not-finite";

  private final WatchesConfig config;

  NotFiniteWatch(WatchesConfig config) {
    this.config = config;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Optional<Alarm> look(TrainingEvent event) {
    if (event instanceof StepCompleted done) {
      for (PhaseResult phase : done.phases()) {
        for (var entry : phase.report().norms().entrySet()) {
          double gradient = entry.getValue().gradient();
          double weights = entry.getValue().weights();
          if (!Double.isFinite(gradient) || !Double.isFinite(weights)) {
            String message =
                String.format(
                    Locale.ROOT,
                    "phase '%s' at step %d: the norm of the %s's %s is %s",
                    phase.phase(),
                    done.step(),
                    entry.getKey().key(),
                    Double.isFinite(weights) ? "gradient" : "weights",
                    Double.isFinite(weights) ? gradient : weights);
            return Optional.of(
                new Alarm(
                    NAME,
                    config.notFinite(),
                    message,
                    Map.of("gradientNorm", gradient, "weightNorm", weights)));
          }
        }
      }
    }
    return Optional.empty();
  }

  @Override
  public Map<String, Double> memory() {
    return Map.of();
  }

  @Override
  public void remember(Map<String, Double> memory) {} // each look stands for itself
}
