package io.gan4j.tf.internal.session;

import io.gan4j.api.game.Player;
import io.gan4j.api.optimizer.Progress;
import io.gan4j.api.provider.PhaseReport;
import io.gan4j.api.provider.PhaseReport.Exchanged;
import io.gan4j.api.provider.StepRequest;
import io.gan4j.api.provider.Workers;
import io.gan4j.tf.internal.natives.NativeHandle;
import io.gan4j.tf.internal.natives.NativeResources;
import io.gan4j.tf.internal.workers.Exchange;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.types.family.TFloating;

/**
 * Takes steps: each is one run of the session, or one for each part of a batch.
 *
 * @param <T> the graph's float type
 */
final class StepRunner<T extends TFloating> {
  private static final String REPORT = "a step's report";

  private final RunGraph<T> built;
  private final Model<T> model;
  private final Session session;

  /** How long the last run waited for other workers' gradients. */
  private Duration waited = Duration.ZERO;

  StepRunner(RunGraph<T> built, Session session) {
    this.built = built;
    this.model = built.model();
    this.session = session;
  }

  PhaseReport step(StepRequest request) {
    PhaseGraph<T> phase = built.phase(request.phase(), request.step());
    Set<Player> putBack = phase.phase().scratch();
    if (request.repeat() == 0) {
      putBack.forEach(player -> scratch(player).keep(session));
    }
    double[] values = train(phase, request);
    PhaseReport report = phase.reported().report().read(values, exchanged(phase), request);
    if (request.repeat() == phase.phase().repeat() - 1) {
      putBack.forEach(player -> scratch(player).putBack(session));
    }
    return report;
  }

  /** Runs a batch, in parts where the plan says so, and then moves what the phase moves. */
  private double[] train(PhaseGraph<T> phase, StepRequest request) {
    int parts = model.plan().accumulate();
    double[] means = new double[phase.reported().report().size()];
    for (int part = 0; part < parts - 1; part++) {
      Session.Runner runner = session.runner();
      phase.feeds().feed(runner, request, part);
      feedPlayers(runner, phase, request);
      double[] ofPart =
          run(runner.addTarget(phase.parts().get(part)), phase.reported().values(), null);
      for (int i = 0; i < means.length; i++) {
        means[i] += ofPart[i] / parts;
      }
    }
    Session.Runner runner = session.runner();
    phase.feeds().feed(runner, request, parts - 1);
    feedPlayers(runner, phase, request);
    double[] values =
        run(
            runner.addTarget(phase.train()),
            request.norms() ? phase.reported().valuesAndNorms() : phase.reported().values(),
            phase.exchange());
    // The norms, which come last, are of the whole batch.
    for (int i = 0; parts > 1 && i < means.length; i++) {
      values[i] = means[i] + values[i] / parts;
    }
    for (Player player : phase.phase().moves()) {
      model.player(player).countUpdate(request.step());
    }
    return values;
  }

  private void feedPlayers(Session.Runner runner, PhaseGraph<T> phase, StepRequest request) {
    for (Player player : phase.phase().moves()) {
      PlayerGraph<T> moved = model.player(player);
      moved.feed(
          runner,
          new Progress(
              request.step(),
              request.totalSteps(),
              moved.updates(),
              request.epoch(),
              model.plan().batchSize()));
    }
  }

  private Exchanged exchanged(PhaseGraph<T> phase) {
    GradientExchange exchange = phase.exchange();
    return exchange == null ? Exchanged.NOTHING : new Exchanged(waited, exchange.bytes());
  }

  private double[] run(
      Session.Runner runner, Operand<T> fetched, @Nullable GradientExchange exchange) {
    double[] values = new double[Math.toIntExact(fetched.shape().size())];
    runner.fetch(fetched);
    if (exchange != null) {
      runner.fetch(exchange.seconds());
    }
    Workers workers = model.plan().workers();
    try (NativeHandle<Result> result =
        workers.isAlone()
            ? NativeResources.run(REPORT, runner)
            : Exchange.run(REPORT, runner, workers.patience())) {
      model.kind().read(result.get().get(0), values);
      waited = exchange == null ? Duration.ZERO : exchange.read(result.get().get(1));
    }
    return values;
  }

  private RestoredPlayers<T> scratch(Player player) {
    RestoredPlayers<T> own = built.scratch().get(player);
    if (own == null) {
      throw new IllegalStateException("no scratch for " + player);
    }
    return own;
  }
}
