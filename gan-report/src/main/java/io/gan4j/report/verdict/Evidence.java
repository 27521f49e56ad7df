package io.gan4j.report.verdict;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The numbers that a verdict rests on.
 *
 * @param steps training steps done
 * @param planned training steps planned; 0 if that is not known
 * @param end how the run ended
 * @param failure what it failed of; null if it has not failed
 * @param samples what its samples are called: images, rows or samples
 * @param standing alarms that were raised and stand: what was seen, by watch
 * @param curves numbers of the training steps in their order, by name: {@code loss generator},
 *     {@code dReal}, {@code dFake}, {@code realScore}, {@code fakeScore}
 * @param measured values of the run's first metric in their order; null if it was measured less
 *     than twice
 */
public record Evidence(
    long steps,
    long planned,
    End end,
    @Nullable String failure,
    String samples,
    Map<String, String> standing,
    Map<String, double[]> curves,
    @Nullable Measured measured) {

  /** How a run ended. */
  public enum End {
    /** It goes on, or was killed. */
    NONE,
    COMPLETED,
    STOPPED,
    PATIENCE,
    FAILED
  }

  /**
   * A metric's values while the run trained.
   *
   * @param metric its name
   * @param lowerIsBetter which way is better
   * @param steps training steps at which it was measured, rising
   * @param values what it was, one for each
   */
  public record Measured(
      String metric, boolean lowerIsBetter, List<Long> steps, List<Double> values) {
    public Measured {
      steps = List.copyOf(steps);
      values = List.copyOf(values);
    }
  }

  public Evidence {
    standing = Map.copyOf(standing);
    curves = Map.copyOf(curves);
  }

  /** A curve; empty if there is none of this name. */
  double[] curve(String name) {
    double[] curve = curves.get(name);
    return curve == null ? new double[0] : curve;
  }
}
