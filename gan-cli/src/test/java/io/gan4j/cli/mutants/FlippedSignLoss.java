package io.gan4j.cli.mutants;

import io.gan4j.api.spec.Doc;
import io.gan4j.api.tensor.TensorOps;
import io.gan4j.api.term.ScoreKind;
import io.gan4j.api.term.ScoreLoss;

/** The generator maximises what it should minimise. */
@Doc("The generator's sign is wrong")
public record FlippedSignLoss() implements ScoreLoss {
  @Override
  public ScoreKind scoreKind() {
    return ScoreKind.LOGIT;
  }

  @Override
  public <T> T discriminatorLoss(TensorOps<T> ops, T real, T fake) {
    return ops.add(ops.mean(ops.softplus(ops.neg(real))), ops.mean(ops.softplus(fake)));
  }

  @Override
  public <T> T generatorLoss(TensorOps<T> ops, T fake) {
    return ops.mean(ops.softplus(fake));
  }
}
