package io.gan4j.cli.mutants;

import io.gan4j.api.spec.Doc;
import io.gan4j.api.tensor.TensorOps;
import io.gan4j.api.term.ScoreKind;
import io.gan4j.api.term.ScoreLoss;

/** −log σ(s) as it is written on paper, where σ is 0 for scores that are not large at all. */
@Doc("The logarithm of a sigmoid")
public record LogOfSigmoidLoss() implements ScoreLoss {
  @Override
  public ScoreKind scoreKind() {
    return ScoreKind.LOGIT;
  }

  @Override
  public <T> T discriminatorLoss(TensorOps<T> ops, T real, T fake) {
    return ops.sub(
        ops.neg(ops.mean(ops.log(ops.sigmoid(real)))),
        ops.mean(ops.log(ops.sigmoid(ops.neg(fake)))));
  }

  @Override
  public <T> T generatorLoss(TensorOps<T> ops, T fake) {
    return ops.neg(ops.mean(ops.log(ops.sigmoid(fake))));
  }
}
