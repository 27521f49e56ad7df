package io.gan4j.components.loss;

import io.gan4j.api.spec.Check;
import io.gan4j.api.spec.Default;
import io.gan4j.api.spec.Doc;
import io.gan4j.api.tensor.TensorOps;
import io.gan4j.api.term.ScoreKind;
import io.gan4j.api.term.ScoreLoss;

/**
 * Half the squared distance of raw scores to targets: ½(r − b)² + ½(f − a)², and ½(f − c)². It
 * pulls back samples that lie far on the right side too, so it rises again beyond its targets.
 * Targets a = −1, b = 1, c = 0 minimise the Pearson χ² divergence.
 */
@Doc(
    value = "Squared distance of raw scores to targets",
    paper = "Mao et al. 2017, Least Squares GAN, eq. 2 and 9")
public record LeastSquaresLoss(
    @Doc("Target a of fakes, for the discriminator") @Default("0") double fakeTarget,
    @Doc("Target b of real samples, > fakeTarget") @Default("1") double realTarget,
    @Doc("Target c of fakes, for the generator, > fakeTarget") @Default("1") double generatorTarget,
    @Doc("Whether the discriminator's two halves are added (sum) or averaged (mean)")
        @Default("sum")
        RealFakeCombination halves)
    implements ScoreLoss {

  public LeastSquaresLoss {
    Check.finite("fakeTarget", fakeTarget);
    above(fakeTarget, "realTarget", realTarget);
    above(fakeTarget, "generatorTarget", generatorTarget);
  }

  private static void above(double fakeTarget, String parameter, double target) {
    Check.finite(parameter, target);
    Check.rule(target > fakeTarget, parameter, "must be > fakeTarget (" + fakeTarget + ")", target);
  }

  @Override
  public ScoreKind scoreKind() {
    return ScoreKind.CRITIC;
  }

  @Override
  public boolean monotone() {
    return false;
  }

  @Override
  public boolean isMeanOverSamples() {
    return true;
  }

  @Override
  public <T> T discriminatorLoss(TensorOps<T> ops, T real, T fake) {
    return halves.combine(
        ops, halfSquare(ops, real, realTarget), halfSquare(ops, fake, fakeTarget));
  }

  @Override
  public <T> T generatorLoss(TensorOps<T> ops, T fake) {
    return halfSquare(ops, fake, generatorTarget);
  }

  @Override
  public <T> T encoderLoss(TensorOps<T> ops, T real, T fake) {
    return halfSquare(ops, real, realTarget + fakeTarget - generatorTarget);
  }

  private static <T> T halfSquare(TensorOps<T> ops, T scores, double target) {
    T distance = ops.sub(scores, ops.constant(target));
    return ops.mul(ops.constant(0.5), ops.mean(ops.square(distance)));
  }
}
