package io.gan4j.components.loss;

import io.gan4j.api.spec.Default;
import io.gan4j.api.spec.Doc;
import io.gan4j.api.tensor.TensorOps;
import io.gan4j.api.term.ScoreKind;
import io.gan4j.api.term.ScoreLoss;

/**
 * The game that the 2014 paper trains: the discriminator minimises −log D(x) − log(1 − D(G(z))),
 * the generator −log D(G(z)), which has the same fixed point as {@link MinimaxLoss} and strong
 * gradients where the discriminator wins. On scores: softplus(−r) + softplus(f), and softplus(−f).
 */
@Doc(
    value = "G maximises log D(G(z)): strong gradients early in training",
    paper = "Goodfellow et al. 2014, section 3")
public record NonSaturatingLoss(
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
    return ops.mean(ops.softplus(ops.neg(fake)));
  }
}
