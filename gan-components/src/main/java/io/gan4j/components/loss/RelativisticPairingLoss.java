package io.gan4j.components.loss;

import io.gan4j.api.spec.Default;
import io.gan4j.api.spec.Doc;
import io.gan4j.api.tensor.TensorOps;
import io.gan4j.api.term.PairedLoss;
import io.gan4j.api.term.ScoreKind;

/**
 * Each real sample's score is judged against that of the fake in its place in the batch: with a
 * cost c of looking real, the discriminator minimises E c(r − f) and the generator E c(f − r). So
 * the generator's phases need real samples, by default other ones than the discriminator saw.
 * Scores have no zero: a constant on all of them changes nothing.
 */
@Doc(
    value = "Scores relative to the sample of the other kind in the same place of the batch",
    paper =
        "Jolicoeur-Martineau 2019, The relativistic discriminator, section 4.2; with r1 and r2 the"
            + " loss of R3GAN (Huang et al. 2024)")
public record RelativisticPairingLoss(
    @Doc(
            "Cost of a relative score s: standard is softplus(-s), hinge relu(1 - s), least-squares (s - 1)^2")
        @Default("standard")
        RelativisticCost cost)
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
  public boolean isMeanOverSamples() {
    return true;
  }

  @Override
  public <T> T discriminatorLoss(TensorOps<T> ops, T real, T fake) {
    return cost.of(ops, ops.sub(real, fake));
  }

  @Override
  public <T> T generatorLoss(TensorOps<T> ops, T real, T fake) {
    return cost.of(ops, ops.sub(fake, real));
  }
}
