package io.gan4j.components.loss;

import io.gan4j.api.spec.Check;
import io.gan4j.api.spec.Default;
import io.gan4j.api.spec.Doc;
import io.gan4j.api.tensor.TensorOps;
import io.gan4j.api.term.ScoreKind;
import io.gan4j.api.term.ScoreLoss;

/**
 * The discriminator wants a margin between real and fake and nothing beyond it, relu(m − r) +
 * relu(m + f); the generator wants high scores, −f. Mostly together with spectral norm.
 */
@Doc(
    value = "A margin between real and fake scores, and no more",
    paper = "Lim and Ye 2017, Geometric GAN; Miyato et al. 2018, eq. 16 and 17")
public record HingeLoss(
    @Doc("Margin m on either side of 0, > 0") @Default("1") double margin,
    @Doc("Whether the discriminator's two halves are added (sum) or averaged (mean)")
        @Default("sum")
        RealFakeCombination halves)
    implements ScoreLoss {

  public HingeLoss {
    Check.positive("margin", margin);
  }

  @Override
  public ScoreKind scoreKind() {
    return ScoreKind.CRITIC;
  }

  @Override
  public boolean isMeanOverSamples() {
    return true;
  }

  @Override
  public <T> T discriminatorLoss(TensorOps<T> ops, T real, T fake) {
    T m = ops.constant(margin);
    return halves.combine(
        ops, ops.mean(ops.relu(ops.sub(m, real))), ops.mean(ops.relu(ops.add(m, fake))));
  }

  @Override
  public <T> T generatorLoss(TensorOps<T> ops, T fake) {
    return ops.neg(ops.mean(fake));
  }
}
