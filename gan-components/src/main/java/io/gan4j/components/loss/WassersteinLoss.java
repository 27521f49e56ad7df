package io.gan4j.components.loss;

import io.gan4j.api.spec.Default;
import io.gan4j.api.spec.Doc;
import io.gan4j.api.tensor.TensorOps;
import io.gan4j.api.term.ScoreKind;
import io.gan4j.api.term.ScoreLoss;

/**
 * The critic estimates the earth mover's distance, minimising E f − E r; the generator lowers it,
 * minimising −E f. It means that only where the critic is Lipschitz: clip its weights, or pay a
 * gradient penalty. Without either the scores run away.
 */
@Doc(
    value = "Difference of mean scores; the critic needs a Lipschitz constraint",
    paper = "Arjovsky et al. 2017, Wasserstein GAN, eq. 2 and 3")
public record WassersteinLoss(
    @Doc("Whether the critic's two halves are added (sum) or averaged (mean)") @Default("sum")
        RealFakeCombination halves)
    implements ScoreLoss {

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
    return halves.combine(ops, ops.neg(ops.mean(real)), ops.mean(fake));
  }

  @Override
  public <T> T generatorLoss(TensorOps<T> ops, T fake) {
    return ops.neg(ops.mean(fake));
  }
}
