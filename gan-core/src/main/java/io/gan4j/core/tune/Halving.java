package io.gan4j.core.tune;

import io.gan4j.api.spec.Check;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Successive halving (Jamieson and Talwalkar 2016): all trials train a little, one of so many goes
 * on to so many times the steps, until few are left, which train to the end.
 *
 * @param trials at the beginning
 * @param factor of so many trials one goes on, above 1
 * @param first training steps before the first choice, at least
 * @param steps training steps of a trial that comes to the end
 */
public record Halving(int trials, int factor, long first, long steps) {
  public Halving {
    Check.positive("trials", trials);
    Check.rule(factor > 1, "factor", "must be above 1", factor);
    Check.positive("first", first);
    Check.positive("steps", steps);
  }

  /** The points of choice, the last at the end. */
  public List<Rung> rungs() {
    int levels = 0;
    long shrunk = factor;
    while (trials / shrunk >= 1 && steps / shrunk >= first) {
      levels++;
      shrunk *= factor;
    }
    List<Rung> rungs = new ArrayList<>();
    long times = 1;
    for (int level = levels; level >= 0; level--) {
      long left = trials / power(level);
      rungs.add(new Rung((int) left, Math.max(1, Math.round((double) steps / times))));
      times *= factor;
    }
    Collections.reverse(rungs);
    return List.copyOf(rungs);
  }

  private long power(int exponent) {
    long power = 1;
    for (int i = 0; i < exponent; i++) {
      power *= factor;
    }
    return power;
  }

  /** Training steps of all trials together. */
  public static long cost(List<Rung> rungs) {
    long cost = 0;
    long before = 0;
    for (Rung rung : rungs) {
      cost += rung.trials() * (rung.steps() - before);
      before = rung.steps();
    }
    return cost;
  }
}
