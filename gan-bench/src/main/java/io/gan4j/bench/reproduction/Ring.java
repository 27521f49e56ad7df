package io.gan4j.bench.reproduction;

import io.gan4j.api.DivergedException;
import io.gan4j.core.Gan;
import io.gan4j.core.run.Training;
import java.util.List;
import org.tensorflow.ndarray.FloatNdArray;

/** Short trainings on eight Gaussians on a circle, and how well they end. */
final class Ring {
  private static final int SAMPLES = 2000;

  /** The reader's: radius 2, and this standard deviation. */
  private static final double STDDEV = 0.02;

  /** A mode counts as covered from this share of an even one on. */
  private static final double LEAST = 0.1;

  private final Gan gan = Gan.load();

  /**
   * How a run ended.
   *
   * @param modes of eight, covered
   * @param near share of the samples within 5 standard deviations of a mode
   * @param quality share of the modes times share of the samples: 1 is perfect, NaN has diverged
   */
  record Ended(int modes, double near, double quality) {}

  /** Trains the preset {@code ring-2d} with changes. */
  Ended train(long seed, long steps, List<String> changes) {
    List<String> all = new java.util.ArrayList<>(changes);
    all.addAll(
        List.of(
            "seed=" + seed,
            "training.steps=" + steps,
            "samples.every=0",
            "watches.saturation.reaction=ignore",
            "watches.vanishingGradient.reaction=ignore",
            "watches.collapse.reaction=ignore"));
    try (Training training = gan.open(gan.preset("ring-2d", all.toArray(String[]::new)))) {
      training.run();
      List<double[]> modes = training.dataset().density().orElseThrow().modes();
      return discriminate(training.sample(SAMPLES, 99), modes);
    } catch (DivergedException e) {
      return new Ended(0, 0, Double.NaN);
    }
  }

  private static Ended discriminate(FloatNdArray samples, List<double[]> modes) {
    int[] hits = new int[modes.size()];
    int near = 0;
    for (int i = 0; i < SAMPLES; i++) {
      for (int mode = 0; mode < hits.length; mode++) {
        double away =
            Math.hypot(
                samples.getFloat(i, 0) - modes.get(mode)[0],
                samples.getFloat(i, 1) - modes.get(mode)[1]);
        if (away < 5 * STDDEV) {
          hits[mode]++;
          near++;
        }
      }
    }
    int covered = 0;
    for (int hit : hits) {
      covered += hit >= LEAST * SAMPLES / hits.length ? 1 : 0;
    }
    double share = (double) near / SAMPLES;
    return new Ended(covered, share, share * covered / hits.length);
  }
}
