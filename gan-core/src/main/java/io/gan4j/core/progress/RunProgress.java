package io.gan4j.core.progress;

import io.gan4j.api.event.TrainingEvent;
import io.gan4j.api.event.TrainingEvent.PhaseResult;
import io.gan4j.api.event.TrainingEvent.RolledBack;
import io.gan4j.api.event.TrainingEvent.RunStarted;
import io.gan4j.api.event.TrainingEvent.StepCompleted;
import io.gan4j.api.game.Player;
import io.gan4j.api.internal.Quantities;
import io.gan4j.api.provider.PhaseReport.Exchanged;
import io.gan4j.api.provider.PhaseReport.Scores;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** What the events of a run say of where it stands. Not safe for use by several threads. */
public final class RunProgress {
  /** Steps after which a step's times count for a third of their own. */
  private static final int KEPT = 50;

  private final Pace pace = new Pace();
  private final Map<Player, Double> losses = new LinkedHashMap<>();
  private OptionalDouble real = OptionalDouble.empty();
  private OptionalDouble fake = OptionalDouble.empty();
  private boolean probabilities;
  private String samples = "samples";
  private long totalSteps;
  private long step;
  private long imagesSeen;
  private Duration exchanging = Duration.ZERO;
  private Duration stepping = Duration.ZERO;
  private long sent;

  /**
   * Takes an event in.
   *
   * @param nanos when it happened, as {@link System#nanoTime} tells it
   */
  public void on(TrainingEvent event, long nanos) {
    if (event instanceof RunStarted started) {
      totalSteps = started.totalSteps();
      samples = started.samples().plural();
      stand(started.step(), started.imagesSeen());
    } else if (event instanceof StepCompleted done) {
      stand(done.step(), done.imagesSeen());
      pace.after(step, imagesSeen, nanos);
      for (Player player : done.payers()) {
        done.losses(player).forEach(loss -> losses.put(player, loss));
      }
      done.phases().forEach(this::remember);
      remember(done);
    } else if (event instanceof RolledBack) {
      pace.interrupt();
    }
  }

  private void stand(long steps, long images) {
    step = steps;
    imagesSeen = images;
  }

  private void remember(PhaseResult result) {
    Scores scores = result.report().firstScores();
    boolean logits = scores.fakeProbability().isPresent();
    OptionalDouble realNow = logits ? scores.realProbability() : scores.real();
    // D(x) and D(G(z)) of one phase belong together: those of the phase that scored both
    if (realNow.isPresent() || real.isEmpty()) {
      probabilities = logits;
      real = realNow;
      fake = logits ? scores.fakeProbability() : scores.fake();
    }
  }

  /** What workers told each other, of late: earlier steps count ever less. */
  private void remember(StepCompleted done) {
    long bytes = 0;
    Duration waited = Duration.ZERO;
    for (PhaseResult result : done.phases()) {
      Exchanged exchanged = result.report().exchanged();
      bytes += exchanged.bytes();
      waited = waited.plus(exchanged.waited());
    }
    sent = bytes;
    exchanging = exchanging.multipliedBy(KEPT - 1).dividedBy(KEPT).plus(waited);
    stepping = stepping.multipliedBy(KEPT - 1).dividedBy(KEPT).plus(done.duration());
  }

  /** Training steps planned. */
  public long totalSteps() {
    return totalSteps;
  }

  /** Share of the planned steps that is done, in [0, 1]. */
  public double share() {
    return totalSteps == 0 ? 1 : Math.min(1, step / (double) totalSteps);
  }

  /** The time until the planned steps are done; empty until it is known. */
  public Optional<Duration> timeLeft() {
    return pace.time(Math.max(0, totalSteps - step));
  }

  /** {@code step 1200/6500}. */
  public String steps() {
    return "step " + step + "/" + totalSteps;
  }

  /** {@code 120,000 images}; rows of tables, samples of distributions. */
  public String images() {
    return Quantities.count(imagesSeen) + " " + samples;
  }

  /** {@code 8,738 images/s}; empty until it is known. */
  public Optional<String> speed() {
    OptionalDouble speed = pace.imagesPerSecond();
    return speed.isEmpty()
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                speed.getAsDouble() < 10 ? "%.1f %s/s" : "%,.0f %s/s",
                speed.getAsDouble(),
                samples));
  }

  /**
   * {@code all-reduce 12 %, 6.1 MB/step}: its share of a step's time, and what is sent; empty where
   * one process trains alone.
   */
  public Optional<String> exchange() {
    return sent == 0 || stepping.isZero()
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "all-reduce %.0f %%, %s/step",
                100.0 * exchanging.toNanos() / stepping.toNanos(),
                Quantities.bytes(sent)));
  }

  /** {@code 12 min left}; empty until it is known. */
  public Optional<String> left() {
    return timeLeft().map(time -> Quantities.time(time) + " left");
  }

  /** {@code loss D 1.386 G 0.693}, other players by their names; empty before the first. */
  public Optional<String> losses() {
    if (losses.isEmpty()) {
      return Optional.empty();
    }
    List<String> all = new ArrayList<>(List.of("loss"));
    losses.forEach((player, loss) -> all.add(initial(player) + " " + number(loss)));
    return Optional.of(String.join(" ", all));
  }

  /** {@code D(x) 0.610 D(G(z)) 0.320}, or mean raw scores; empty before the first. */
  public Optional<String> scores() {
    List<String> both = new ArrayList<>();
    real.ifPresent(v -> both.add((probabilities ? "D(x) " : "score real ") + number(v)));
    fake.ifPresent(v -> both.add((probabilities ? "D(G(z)) " : "fake ") + number(v)));
    return both.isEmpty() ? Optional.empty() : Optional.of(String.join(" ", both));
  }

  /** D and G of the standard game; the names of others. */
  private static String initial(Player player) {
    return player.equals(Player.DISCRIMINATOR)
        ? "D"
        : player.equals(Player.GENERATOR) ? "G" : player.key();
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }
}
