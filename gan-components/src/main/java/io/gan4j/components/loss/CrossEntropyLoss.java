package io.gan4j.components.loss;

import io.gan4j.api.spec.Check;
import io.gan4j.api.spec.Default;
import io.gan4j.api.spec.Doc;
import io.gan4j.api.tensor.TensorOps;
import io.gan4j.api.term.ScoreKind;
import io.gan4j.api.term.ScoreLoss;

/**
 * The non-saturating game with its targets spelt out: the cross-entropy of the probability σ(s) and
 * a target t, softplus(s) − t·s. A real target below 1 is one-sided label smoothing; with a fake
 * target above 0 it is two-sided, which pulls fakes towards where fakes are already. Other systems
 * name the amount: TF-GAN's s means a real target of 1 − s/2, torchgan's 1 − s.
 */
@Doc(
    value = "The non-saturating game with explicit targets: label smoothing",
    paper = "Salimans et al. 2016, Improved Techniques for Training GANs, section 3.4")
public record CrossEntropyLoss(
    @Doc("Probability that the discriminator should give real samples, in (0, 1]") @Default("1")
        double realTarget,
    @Doc("Probability that the discriminator should give fakes, in [0, realTarget)") @Default("0")
        double fakeTarget,
    @Doc("Probability that the generator aims at for fakes, in (fakeTarget, 1]") @Default("1")
        double generatorTarget,
    @Doc("Whether the discriminator's two halves are added (sum) or averaged (mean)")
        @Default("sum")
        RealFakeCombination halves)
    implements ScoreLoss {

  public CrossEntropyLoss {
    Check.inClosed("realTarget", realTarget, 0, 1);
    Check.inHalfOpen("fakeTarget", fakeTarget, 0, 1);
    Check.inClosed("generatorTarget", generatorTarget, 0, 1);
    above(fakeTarget, "realTarget", realTarget);
    above(fakeTarget, "generatorTarget", generatorTarget);
  }

  private static void above(double fakeTarget, String parameter, double target) {
    Check.rule(target > fakeTarget, parameter, "must be > fakeTarget (" + fakeTarget + ")", target);
  }

  @Override
  public ScoreKind scoreKind() {
    return ScoreKind.LOGIT;
  }

  @Override
  public boolean monotone() {
    return realTarget == 1 && fakeTarget == 0 && generatorTarget == 1;
  }

  @Override
  public boolean isMeanOverSamples() {
    return true;
  }

  @Override
  public <T> T discriminatorLoss(TensorOps<T> ops, T real, T fake) {
    return halves.combine(
        ops, crossEntropy(ops, real, realTarget), crossEntropy(ops, fake, fakeTarget));
  }

  @Override
  public <T> T generatorLoss(TensorOps<T> ops, T fake) {
    return crossEntropy(ops, fake, generatorTarget);
  }

  // t·softplus(−s) + (1 − t)·softplus(s): no difference of large numbers.
  private static <T> T crossEntropy(TensorOps<T> ops, T scores, double target) {
    T real = ops.mul(ops.constant(target), ops.softplus(ops.neg(scores)));
    T fake = ops.mul(ops.constant(1 - target), ops.softplus(scores));
    return ops.mean(ops.add(real, fake));
  }
}
