package io.gan4j.report.verdict;

import io.gan4j.report.verdict.Evidence.End;
import io.gan4j.report.verdict.Evidence.Measured;
import io.gan4j.report.verdict.Verdict.Kind;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * The rules, one method each. The first that has something to say decides: what has gone wrong for
 * good, then what is too early to tell, then what goes wrong, then what is measured, then what the
 * curves of the scores say.
 */
public final class Judge {
  /** Training steps before which nothing is said of samples, by what they are called. */
  private static final Map<String, Long> YOUNG = Map.of("images", 1000L, "rows", 500L);

  private static final long YOUNG_POINTS = 200;

  /** Losses that are so much larger than in the first half, over the last tenth, have diverged. */
  private static final double GROWN = 100;

  /** Points that a curve needs before parts of it are compared. */
  private static final int ENOUGH = 40;

  /** D(x) − D(G(z)) from which the discriminator tells real from generated without effort. */
  private static final double WON = 0.96;

  /** Change of D(x) − D(G(z)) between two quarters that is one. */
  private static final double MOVED = 0.05;

  /** The same of scores that are no probabilities, as a share of the larger of both. */
  private static final double MOVED_SHARE = 0.1;

  /** Measurements that a trend needs. */
  private static final int MEASURED_ENOUGH = 4;

  /** Shares of all that a metric has gained: what counts as a gain, and as a loss. */
  private static final double GAIN = 0.05;

  private static final double LOSS = 0.25;

  private static final List<Function<Evidence, Optional<Verdict>>> RULES =
      List.of(
          Judge::diverged,
          Judge::failed,
          Judge::tooYoung,
          Judge::collapsed,
          Judge::discriminatorWon,
          Judge::measured,
          Judge::probabilities,
          Judge::scores);

  private Judge() {}

  /** What the numbers of a run say. */
  public static Verdict of(Evidence run) {
    return RULES.stream()
        .map(rule -> rule.apply(run))
        .flatMap(Optional::stream)
        .findFirst()
        .orElseGet(
            () ->
                new Verdict(
                    Kind.UNKNOWN,
                    "The run has no curves to judge.",
                    "gan evaluate measures its samples."));
  }

  /** Training steps from which samples of this kind can be judged. */
  public static long youngUntil(String samples) {
    return YOUNG.getOrDefault(samples, YOUNG_POINTS);
  }

  /** A loss or a weight is no number any more, or losses have grown without end. */
  private static Optional<Verdict> diverged(Evidence run) {
    String seen = run.standing().get("not-finite");
    if (seen != null) {
      return verdict(
          Kind.DIVERGED,
          seen,
          "An earlier checkpoint is still good: gan resume continues from the newest.");
    }
    for (Map.Entry<String, double[]> curve : run.curves().entrySet()) {
      double[] points = curve.getValue();
      if (!curve.getKey().startsWith("loss ") || points.length == 0) {
        continue;
      }
      String whose = "The " + curve.getKey().substring("loss ".length()) + "'s loss";
      if (!Double.isFinite(points[points.length - 1])) {
        return verdict(
            Kind.DIVERGED, whose + " is not a number any more.", "Try a smaller learning rate.");
      }
      double[] sizes = Arrays.stream(points).map(Math::abs).toArray();
      double before = Math.max(1, Window.median(Window.part(sizes, 0, 0.5)));
      double now = Window.median(Window.part(sizes, 0.9, 1));
      if (points.length >= ENOUGH && now > GROWN * before) {
        return verdict(
            Kind.DIVERGED,
            String.format(
                Locale.ROOT, "%s has grown from about %.3g to about %.3g.", whose, before, now),
            "Try a smaller learning rate, a gradient penalty, or spectral norm in the"
                + " discriminator.");
      }
    }
    return Optional.empty();
  }

  private static Optional<Verdict> failed(Evidence run) {
    return run.failure() != null && run.standing().isEmpty()
        ? verdict(Kind.FAILED, run.failure(), "")
        : Optional.empty();
  }

  private static Optional<Verdict> tooYoung(Evidence run) {
    long enough = youngUntil(run.samples());
    if (run.steps() >= enough) {
      return Optional.empty();
    }
    boolean more = run.planned() > run.steps();
    return verdict(
        Kind.TOO_YOUNG,
        String.format(
            Locale.ROOT,
            "%,d training steps are few: the %s say little before about %,d steps.",
            run.steps(),
            run.samples(),
            enough),
        run.end() == End.NONE
            ? "Wait."
            : more
                ? "gan resume RUN_DIR continues it."
                : "gan resume RUN_DIR --steps N continues it to N steps.");
  }

  /** Samples are nearly the same, and the watch has not seen them differ since. */
  private static Optional<Verdict> collapsed(Evidence run) {
    return alarm(run, "collapse", Kind.COLLAPSED);
  }

  private static Optional<Verdict> discriminatorWon(Evidence run) {
    Optional<Verdict> raised =
        alarm(run, "saturation", Kind.DISCRIMINATOR_WON)
            .or(() -> alarm(run, "vanishing-gradient", Kind.DISCRIMINATOR_WON));
    double real = Window.last(run.curve("dReal"), 0.1);
    double fake = Window.last(run.curve("dFake"), 0.1);
    return raised.isPresent() || run.curve("dReal").length < ENOUGH || !(real - fake > WON)
        ? raised
        : verdict(
            Kind.DISCRIMINATOR_WON,
            String.format(
                Locale.ROOT,
                "It distinguishes real and generated %s almost perfectly: over the last tenth D(x)"
                    + " is %.2f and D(G(z)) is %.2f, so the generator learns little.",
                run.samples(),
                real,
                fake),
            "Try a smaller learning rate for the discriminator, a gradient penalty (r1), or more"
                + " data.");
  }

  /** An alarm's own words; what it says to try is the next thing to do. */
  private static Optional<Verdict> alarm(Evidence run, String watch, Kind kind) {
    String seen = run.standing().get(watch);
    if (seen == null) {
      return Optional.empty();
    }
    int advice = seen.indexOf(" Try ");
    String because = advice < 0 ? seen : seen.substring(0, advice);
    return verdict(
        kind,
        because.substring(0, 1).toUpperCase(Locale.ROOT) + because.substring(1),
        advice < 0 ? "" : seen.substring(advice + 1));
  }

  /** What the first metric says: of all that it has gained, where the last third stands. */
  private static Optional<Verdict> measured(Evidence run) {
    Measured measured = run.measured();
    if (measured == null || measured.values().size() < MEASURED_ENOUGH) {
      return Optional.empty();
    }
    double[] values =
        measured.values().stream()
            .mapToDouble(value -> measured.lowerIsBetter() ? value : -value)
            .toArray();
    if (!Arrays.stream(values).allMatch(Double::isFinite)) {
      return Optional.empty();
    }
    int split = values.length - Math.max(1, values.length / 3);
    double[] before = Arrays.copyOf(values, split);
    double[] late = Arrays.copyOfRange(values, split, values.length);
    double bestBefore = Arrays.stream(before).min().orElseThrow();
    double bestLate = Arrays.stream(late).min().orElseThrow();
    double gained = values[0] - Math.min(bestBefore, bestLate);
    int best =
        IntStream.range(0, values.length)
            .reduce((a, b) -> values[b] < values[a] ? b : a)
            .orElseThrow();
    String numbers =
        String.format(
            Locale.ROOT,
            "%s was %.3g first, %.3g at its best (step %,d) and is %.3g now; %s is better.",
            measured.metric(),
            measured.values().get(0),
            measured.values().get(best),
            measured.steps().get(best),
            measured.values().get(values.length - 1),
            measured.lowerIsBetter() ? "lower" : "higher");
    if (gained > 0 && bestLate < bestBefore - GAIN * gained) {
      return verdict(Kind.IMPROVING, numbers, goOn(run));
    }
    if (Window.mean(late) > bestBefore + LOSS * Math.max(gained, Math.abs(bestBefore))) {
      return verdict(
          Kind.WORSE,
          numbers,
          "The best checkpoint is kept: use gan export RUN_DIR --best. Fewer steps or a falling"
              + " learning rate may avoid the decline.");
    }
    return verdict(Kind.STABLE, numbers, enough(run));
  }

  /** Of scores that are probabilities: whether the two come nearer to each other. */
  private static Optional<Verdict> probabilities(Evidence run) {
    double[] gap = gap(run, "dReal", "dFake");
    if (gap.length < ENOUGH) {
      return Optional.empty();
    }
    double[] before = Window.part(gap, 0.5, 0.75);
    double[] now = Window.part(gap, 0.75, 1);
    double change = Window.mean(now) - Window.mean(before);
    double noise = 2 * Math.hypot(Window.error(before), Window.error(now));
    return verdict(
        run,
        Math.abs(change) > Math.max(MOVED, noise) ? change : 0,
        String.format(
            Locale.ROOT,
            "D(x) − D(G(z)) was %.2f over the third quarter and is %.2f over the last.",
            Window.mean(before),
            Window.mean(now)));
  }

  /** The same of scores without bounds, such as a critic's. */
  private static Optional<Verdict> scores(Evidence run) {
    double[] gap = gap(run, "realScore", "fakeScore");
    if (gap.length < ENOUGH) {
      return Optional.empty();
    }
    double[] before = Window.part(gap, 0.5, 0.75);
    double[] now = Window.part(gap, 0.75, 1);
    double change = Math.abs(Window.mean(now)) - Math.abs(Window.mean(before));
    double scale = Math.max(Math.abs(Window.mean(now)), Math.abs(Window.mean(before)));
    double noise = 2 * Math.hypot(Window.error(before), Window.error(now));
    return verdict(
        run,
        Math.abs(change) > Math.max(MOVED_SHARE * scale, noise) ? change : 0,
        String.format(
            Locale.ROOT,
            "The mean scores of real and generated %s differed by %.3g over the third quarter and"
                + " differ by %.3g over the last.",
            run.samples(),
            Window.mean(before),
            Window.mean(now)));
  }

  private static Optional<Verdict> verdict(Evidence run, double change, String numbers) {
    if (change < 0) {
      return verdict(
          Kind.IMPROVING,
          numbers + " They become harder to tell apart.",
          goOn(run) + " For more, measure a metric with gan evaluate.");
    }
    if (change > 0) {
      return verdict(
          Kind.FALLING_BEHIND,
          numbers + " They become easier to tell apart.",
          "Look at the "
              + run.samples()
              + ": as long as they improve, this does no harm. Otherwise"
              + " use a gradient penalty, or a smaller learning rate for the discriminator.");
    }
    return verdict(
        Kind.STABLE,
        numbers + " The players are in balance.",
        "This says nothing about the quality of the "
            + run.samples()
            + ": look at them, or measure them with gan evaluate. "
            + enough(run));
  }

  /** Real less generated, point by point, as far as both are finite. */
  private static double[] gap(Evidence run, String real, String fake) {
    double[] a = run.curve(real);
    double[] b = run.curve(fake);
    return IntStream.range(0, Math.min(a.length, b.length))
        .mapToDouble(i -> a[i] - b[i])
        .filter(Double::isFinite)
        .toArray();
  }

  private static String goOn(Evidence run) {
    return run.end() == End.NONE
        ? "Let it continue."
        : String.format(
            Locale.ROOT,
            "More steps will help: gan resume RUN_DIR --steps %d.",
            2 * Math.max(run.steps(), run.planned()));
  }

  private static String enough(Evidence run) {
    return run.end() == End.NONE
        ? "More steps alone will change little."
        : "More steps alone would change little; larger networks, more data or another loss might.";
  }

  private static Optional<Verdict> verdict(Kind kind, String because, String next) {
    return Optional.of(new Verdict(kind, because, next));
  }
}
