package io.gan4j.components.loss;

import io.gan4j.api.spec.Default;
import io.gan4j.api.spec.Doc;
import io.gan4j.api.tensor.TensorOps;
import io.gan4j.api.term.ScoreKind;
import io.gan4j.api.term.ScoreLoss;

/**
 * The variational estimate of an f-divergence: the discriminator minimises −E g(r) + E f*(g(f)); at
 * its best that is the negative divergence. The generator minimises −E f*(g(f)), or −E g(f), which
 * has strong gradients where the discriminator wins. Kullback–Leibler, its reverse and squared
 * Hellinger grow exponentially and overflow at scores beyond 80: keep learning rates low.
 */
@Doc(
    value = "Estimate of an f-divergence, for six divergences",
    paper = "Nowozin et al. 2016, f-GAN, eq. 5 to 7, table 6")
public record FGanLoss(
    @Doc(
            "kullback-leibler, reverse-kullback-leibler, pearson, squared-hellinger, jensen-shannon"
                + " or gan")
        @Default("jensen-shannon")
        Divergence divergence,
    @Doc("Whether the generator minimises -E f*(g(f)), the divergence itself, rather than -E g(f)")
        @Default("false")
        boolean saturating,
    @Doc("Whether the discriminator's two halves are added (sum) or averaged (mean)")
        @Default("sum")
        RealFakeCombination halves)
    implements ScoreLoss {

  @Override
  public ScoreKind scoreKind() {
    return divergence.scoreKind();
  }

  @Override
  public boolean monotone() {
    return divergence.monotone();
  }

  @Override
  public double largestScore() {
    return divergence.largestScore();
  }

  @Override
  public boolean isMeanOverSamples() {
    return true;
  }

  @Override
  public <T> T discriminatorLoss(TensorOps<T> ops, T real, T fake) {
    return halves.combine(
        ops,
        ops.neg(ops.mean(divergence.activation(ops, real))),
        ops.mean(divergence.conjugate(ops, fake)));
  }

  @Override
  public <T> T generatorLoss(TensorOps<T> ops, T fake) {
    T value = saturating ? divergence.conjugate(ops, fake) : divergence.activation(ops, fake);
    return ops.neg(ops.mean(value));
  }
}
