package io.gan4j.components.loss;

import io.gan4j.api.spec.Default;
import io.gan4j.api.spec.Doc;
import io.gan4j.api.tensor.TensorOps;
import io.gan4j.api.term.PairedLoss;
import io.gan4j.api.term.ScoreKind;

/**
 * Scores are judged against the other batch's mean: with r̃ = r − E f, f̃ = f − E r and a cost c of
 * looking real, the discriminator minimises E c(r̃) + E c(−f̃), and the generator the same with the
 * roles exchanged, E c(−r̃) + E c(f̃). So the generator lowers the real samples' scores too, and
 * its phases need real samples.
 */
@Doc(
    value = "Scores relative to the other batch's mean, for both players",
    paper = "Jolicoeur-Martineau 2019, The relativistic discriminator, section 4.3")
public record RelativisticAverageLoss(
    @Doc(
            "Cost of a relative score s: standard is softplus(-s), hinge relu(1 - s), least-squares (s - 1)^2")
        @Default("standard")
        RelativisticCost cost,
    @Doc("Whether the two halves are added (sum) or averaged (mean), for both players")
        @Default("sum")
        RealFakeCombination halves)
    implements PairedLoss {

  @Override
  public ScoreKind scoreKind() {
    return ScoreKind.CRITIC;
  }

  @Override
  public boolean monotone() {
    return cost != RelativisticCost.LEAST_SQUARES;
  }

  @Override
  public boolean mixesByMeans() {
    return true;
  }

  @Override
  public <T> T discriminatorLoss(TensorOps<T> ops, T real, T fake) {
    T relativeReal = ops.sub(real, ops.meanOfBatch(fake));
    T relativeFake = ops.sub(fake, ops.meanOfBatch(real));
    return halves.combine(ops, cost.of(ops, relativeReal), cost.of(ops, ops.neg(relativeFake)));
  }

  @Override
  public <T> T generatorLoss(TensorOps<T> ops, T real, T fake) {
    return discriminatorLoss(ops, fake, real);
  }
}
