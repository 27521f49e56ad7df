package io.gan4j.components.loss;

import io.gan4j.api.spec.Default;
import io.gan4j.api.spec.Doc;
import io.gan4j.api.tensor.TensorOps;
import io.gan4j.api.term.ScoreKind;
import io.gan4j.api.term.ScoreLoss;

/**
 * The value function of the 2014 paper, played as it stands: the discriminator minimises −log D(x)
 * − log(1 − D(G(z))), the generator log(1 − D(G(z))). On scores: softplus(−r) + softplus(f), and
 * −softplus(f). Where the discriminator wins early the generator's gradient vanishes: prefer {@link
 * NonSaturatingLoss} for training.
 */
@Doc(
    value = "The saturating game of the paper: G minimises log(1 - D(G(z)))",
    paper = "Goodfellow et al. 2014, eq. 1")
public record MinimaxLoss(
    @Doc("Whether the discriminator's two halves are added (sum) or averaged (mean)")
        @Default("sum")
        RealFakeCombination halves)
    implements ScoreLoss {

  @Override
  public ScoreKind scoreKind() {
    return ScoreKind.LOGIT;
  }

  @Override
  public boolean isMeanOverSamples() {
    return true;
  }

  @Override
  public <T> T discriminatorLoss(TensorOps<T> ops, T real, T fake) {
    return halves.combine(ops, ops.mean(ops.softplus(ops.neg(real))), ops.mean(ops.softplus(fake)));
  }

  @Override
  public <T> T generatorLoss(TensorOps<T> ops, T fake) {
    return ops.neg(ops.mean(ops.softplus(fake)));
  }
}
