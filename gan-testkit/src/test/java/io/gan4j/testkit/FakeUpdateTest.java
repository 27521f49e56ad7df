package io.gan4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.api.optimizer.Adam;
import io.gan4j.api.optimizer.Momentum;
import io.gan4j.api.optimizer.Optimizer;
import io.gan4j.api.optimizer.Progress;
import io.gan4j.api.optimizer.RmsProp;
import io.gan4j.api.optimizer.Sgd;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The optimisers' formulas")
class FakeUpdateTest {

  /** Where a weight of 1 goes under gradients 0.5, then −0.25. */
  private static double[] path(Optimizer optimizer) {
    FakeUpdate update = FakeUpdate.of(optimizer);
    double[] weight = {1};
    double[][] slots = new double[optimizer.slots()][1];
    update.move(weight, new double[] {0.5}, slots, new Progress(0, 10, 0, 0));
    double first = weight[0];
    update.move(weight, new double[] {-0.25}, slots, new Progress(1, 10, 1, 0));
    return new double[] {first, weight[0]};
  }

  private static void goes(Optimizer optimizer, double first, double second) {
    assertThat(path(optimizer)).containsExactly(new double[] {first, second}, within(1e-12));
  }

  @Test
  @DisplayName("plain descent and both momenta, by hand")
  void momenta() {
    goes(new Sgd(progress -> 0.1), 0.95, 0.975);
    // v: −0.05, then −0.045 + 0.025 = −0.02
    goes(new Momentum(progress -> 0.1, progress -> 0.9, false), 0.95, 0.93);
    // 1 + 0.9·(−0.05) − 0.05 = 0.905, then + 0.9·(−0.02) + 0.025
    goes(new Momentum(progress -> 0.1, progress -> 0.9, true), 0.905, 0.912);
  }

  @Test
  @DisplayName(
      "a learning rate that falls changes what comes after, not the velocity that is there")
  void rateInsideVelocity() {
    // v: −0.05, then 0.9·(−0.05) + 0.01·0.25
    goes(
        new Momentum(progress -> progress.updates() == 0 ? 0.1 : 0.01, progress -> 0.9, false),
        0.95,
        0.95 - 0.045 + 0.0025);
  }

  @Test
  @DisplayName("Adam's first step is the learning rate, whatever the gradient")
  void adam() {
    double m = 0.5 * 0.25 + 0.5 * -0.25;
    double v = 0.9 * 0.025 + 0.1 * 0.0625;
    double rate = 0.01 * Math.sqrt(1 - 0.81) / (1 - 0.25);
    goes(new Adam(progress -> 0.01, 0.5, 0.9, 1e-30), 0.99, 0.99 - rate * m / Math.sqrt(v));
    goes(
        new Adam(progress -> 0.01, 0, 0.9, 1e-30),
        0.99,
        0.99 + 0.01 * Math.sqrt(0.19) * 0.25 / Math.sqrt(v));
  }

  @Test
  @DisplayName("RMSProp divides by the root mean square, or by the deviation")
  void rmsProp() {
    double s1 = 0.1 * 0.25;
    double s2 = 0.9 * s1 + 0.1 * 0.0625;
    double first = 1 - 0.01 * 0.5 / Math.sqrt(s1 + 1e-3);
    goes(
        new RmsProp(progress -> 0.01, 0.9, progress -> 0, 1e-3, false),
        first,
        first + 0.01 * 0.25 / Math.sqrt(s2 + 1e-3));
    double mean1 = 0.1 * 0.5;
    double mean2 = 0.9 * mean1 - 0.1 * 0.25;
    double centred = 1 - 0.01 * 0.5 / Math.sqrt(s1 - mean1 * mean1 + 1e-3);
    goes(
        new RmsProp(progress -> 0.01, 0.9, progress -> 0, 1e-3, true),
        centred,
        centred + 0.01 * 0.25 / Math.sqrt(s2 - mean2 * mean2 + 1e-3));
  }
}
