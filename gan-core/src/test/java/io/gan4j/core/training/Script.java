package io.gan4j.core.training;

import io.gan4j.api.DivergedException;
import io.gan4j.api.game.Pairing;
import io.gan4j.api.game.Player;
import io.gan4j.api.provider.GanPlan;
import io.gan4j.api.provider.PhaseReport;
import io.gan4j.api.provider.PhaseReport.Norms;
import io.gan4j.api.provider.PhaseReport.Scores;
import io.gan4j.api.provider.StepRequest;
import io.gan4j.testkit.Interceptor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.LongToDoubleFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.NdArrays;

/**
 * What a provider does at which step, beside what the fake one does, and what was asked of it.
 * Steps are those that are done before: step 0 is the first.
 */
public final class Script implements Interceptor {
  private final List<Asked> asked = new ArrayList<>();
  private final List<Double> factors = new ArrayList<>();
  private final Map<Long, Runnable> before = new HashMap<>();
  private final Map<Long, UnaryOperator<PhaseReport>> reports = new HashMap<>();
  private final Map<Long, UnaryOperator<Map<String, NdArray<?>>>> states = new HashMap<>();
  private Runnable beforeExport = () -> {};
  private @Nullable LongToDoubleFunction samples;
  private long stepsDone;
  private int opened;
  private int closed;

  /**
   * A step of a phase that was asked for.
   *
   * @param samples the real samples' indices; empty without a batch of points
   */
  public record Asked(
      String phase,
      int repeat,
      long draw,
      long step,
      long totalSteps,
      long epoch,
      boolean norms,
      List<Integer> samples) {}

  /** Does something before the first phase of a step, every time that it comes. */
  public Script before(long step, Runnable action) {
    before.put(step, action);
    return this;
  }

  /** Does something before the first phase of a step, the first time that it comes. */
  public Script once(long step, Runnable action) {
    return before(
        step,
        () -> {
          before.remove(step);
          action.run();
        });
  }

  /** Fails before the first phase of a step, every time that it comes. */
  public Script failAt(long step, RuntimeException failure) {
    return before(
        step,
        () -> {
          throw failure;
        });
  }

  /** Has the generator's loss become NaN in a step, so many times; after that all is well. */
  public Script divergeAt(long step, int times) {
    int[] left = {times};
    return before(
        step,
        () -> {
          if (left[0]-- > 0) {
            throw new DivergedException("generator", step, "generator loss", Double.NaN);
          }
        });
  }

  /** Reports something else of all phases of a step. */
  public Script report(long step, UnaryOperator<PhaseReport> change) {
    reports.put(step, change);
    return this;
  }

  /** Reports a discriminator without doubt. */
  public Script sureAt(long step) {
    return report(
        step,
        report ->
            new PhaseReport(
                report.losses(),
                report.terms(),
                report.reports(),
                Map.of(
                    Pairing.STANDARD.name(),
                    new Scores(
                        report.firstScores().real(),
                        report.firstScores().fake(),
                        OptionalDouble.of(1),
                        OptionalDouble.of(0))),
                report.norms()));
  }

  /** Reports a gradient of the generator that is not finite. */
  public Script noGradientAt(long step) {
    return report(
        step,
        report ->
            new PhaseReport(
                report.losses(),
                report.terms(),
                report.reports(),
                Map.of(
                    Pairing.STANDARD.name(),
                    new Scores(
                        report.firstScores().real(),
                        report.firstScores().fake(),
                        report.firstScores().realProbability(),
                        report.firstScores().fakeProbability())),
                Map.of(Player.GENERATOR, new Norms(Double.NaN, 1))));
  }

  /** Has every value that the generator makes be a function of the steps that are done. */
  public Script samples(LongToDoubleFunction values) {
    samples = values;
    return this;
  }

  /** Saves another state once so many steps are done. */
  public Script state(long steps, UnaryOperator<Map<String, NdArray<?>>> change) {
    states.put(steps, change);
    return this;
  }

  /** Does something before a generator is written. */
  public Script beforeExport(Runnable action) {
    beforeExport = action;
    return this;
  }

  /** Everything that was asked for, in order. */
  public List<Asked> asked() {
    return List.copyOf(asked);
  }

  /** Something of everything that was asked of a phase. */
  <T> List<T> asked(String phase, Function<Asked, T> what) {
    return asked.stream().filter(a -> a.phase().equals(phase)).map(what).toList();
  }

  /** The factors on all learning rates, in the order in which they were set. */
  public List<Double> factors() {
    return List.copyOf(factors);
  }

  /** Sessions that were opened. */
  public int opened() {
    return opened;
  }

  /** Sessions that were closed. */
  public int closed() {
    return closed;
  }

  @Override
  public void beforeOpen(GanPlan plan) {
    opened++;
  }

  @Override
  public void beforeStep(StepRequest request) {
    stepsDone = request.step();
    boolean first = asked.isEmpty() || asked.get(asked.size() - 1).step() != request.step();
    asked.add(
        new Asked(
            request.phase(),
            request.repeat(),
            request.draw(),
            request.step(),
            request.totalSteps(),
            request.epoch(),
            request.norms(),
            request.batches().get(Pairing.DATA) == null
                ? List.of()
                : ToyDataset.indices(request.batches().get(Pairing.DATA))));
    if (first) {
      before.getOrDefault(request.step(), () -> {}).run();
    }
  }

  @Override
  public PhaseReport reported(StepRequest request, PhaseReport report) {
    stepsDone = request.step() + 1;
    return reports.getOrDefault(request.step(), UnaryOperator.identity()).apply(report);
  }

  @Override
  public FloatNdArray generated(FloatNdArray made) {
    if (samples == null) {
      return made;
    }
    float value = (float) samples.applyAsDouble(stepsDone);
    FloatNdArray scripted = NdArrays.ofFloats(made.shape());
    scripted.scalars().forEach(scalar -> scalar.setFloat(value));
    return scripted;
  }

  @Override
  public Map<String, NdArray<?>> saved(Map<String, NdArray<?>> state) {
    return states.getOrDefault(stepsDone, UnaryOperator.identity()).apply(state);
  }

  @Override
  public void beforeScaling(double factor) {
    factors.add(factor);
  }

  @Override
  public void beforeExport(Path folder) {
    beforeExport.run();
  }

  @Override
  public void beforeClose() {
    closed++;
  }
}
