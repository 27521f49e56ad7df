package io.gan4j.testkit;

import static java.util.Objects.requireNonNull;

import io.gan4j.api.game.Player;
import io.gan4j.api.optimizer.Optimizer;
import io.gan4j.api.provider.GanPlan;
import io.gan4j.api.provider.GanSession;
import io.gan4j.api.provider.StepRequest;
import java.util.Map;
import java.util.SortedSet;
import org.tensorflow.ndarray.NdArray;

/**
 * What every optimiser promises: it goes downhill, depends on nothing but what is saved, and is the
 * same every time.
 */
public final class OptimizerContract {
  private static final int STEPS = 100;

  private OptimizerContract() {}

  /** The contract of an optimiser at the learning rate it comes with. */
  public static Contract of(Optimizer optimizer, Workbench workbench) {
    return new Contract(optimizer)
        .promise("lowers what is paid for one batch", () -> downhill(optimizer, workbench))
        .promise(
            "goes on from a saved state as if it had never stopped",
            () -> resumes(optimizer, workbench));
  }

  private static void downhill(Optimizer optimizer, Workbench workbench) {
    GanPlan plan = SmallPlan.points().optimizer(optimizer).build();
    try (GanSession session = workbench.provider().open(plan)) {
      double first = step(session, plan, 0);
      double last = first;
      for (int i = 1; i <= STEPS; i++) {
        last = step(session, plan, 0);
      }
      Expect.below("what the discriminator pays after " + STEPS + " steps", first, last);
    }
  }

  private static void resumes(Optimizer optimizer, Workbench workbench) {
    GanPlan plan = SmallPlan.points().optimizer(optimizer).build();
    Map<String, NdArray<?>> half;
    Map<String, NdArray<?>> whole;
    try (GanSession straight = workbench.provider().open(plan)) {
      step(straight, plan, 0);
      half = straight.saveState();
      step(straight, plan, 1);
      whole = straight.saveState();
    }
    try (GanSession resumed = workbench.provider().open(plan)) {
      resumed.restoreState(half);
      step(resumed, plan, 1);
      SortedSet<String> differing = NdValues.differences(whole, resumed.saveState());
      Expect.empty("state that differs from that of the run that was not stopped", differing);
    }
  }

  private static double step(GanSession session, GanPlan plan, long batch) {
    return requireNonNull(
        session
            .step(
                new StepRequest(
                    SmallPlan.DISCRIMINATOR, 0, 0, 0, 1000, 0, SmallPlan.batch(plan, batch)))
            .losses()
            .get(Player.DISCRIMINATOR));
  }
}
