package io.gan4j.cli.mutants;

import io.gan4j.api.PlayerRole;
import io.gan4j.api.spec.Doc;
import io.gan4j.api.tensor.TensorOps;
import io.gan4j.api.term.Need;
import io.gan4j.api.term.Term;
import io.gan4j.api.term.TermContext;
import io.gan4j.api.term.TermValue;
import java.util.Set;

/** One norm of all samples' slopes in place of each sample's own. */
@Doc("The norm of the slopes of the whole batch")
public record NormOfBatchPenalty() implements Term {
  @Override
  public Set<PlayerRole> paidBy() {
    return Set.of(PlayerRole.DISCRIMINATOR);
  }

  @Override
  public Set<Need> needs() {
    return Set.of(Need.REAL, Need.REAL_SCORES, Need.INPUT_GRADIENTS);
  }

  @Override
  public <T> TermValue<T> apply(TermContext<T> context) {
    TensorOps<T> ops = context.ops();
    T slopes = context.inputGradient(context.discriminate(context.real()).scores(), context.real());
    T norm = ops.sqrt(ops.add(ops.sum(ops.square(slopes)), ops.constant(1e-12)));
    return TermValue.of(ops.square(ops.sub(norm, ops.constant(1))));
  }
}
