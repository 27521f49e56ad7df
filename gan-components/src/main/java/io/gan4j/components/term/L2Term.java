package io.gan4j.components.term;

import io.gan4j.api.PlayerRole;
import io.gan4j.api.spec.CommonKey;
import io.gan4j.api.spec.Doc;
import io.gan4j.api.tensor.TensorOps;
import io.gan4j.api.term.Need;
import io.gan4j.api.term.Term;
import io.gan4j.api.term.TermContext;
import io.gan4j.api.term.TermValue;
import java.util.Set;

/**
 * Weight decay through the gradient: ½ Σ‖kernel‖² over all kernels of a player. Biases and
 * normalisation gains are exempt. Under Adam and RMSProp the decay is rescaled like any gradient,
 * and is then not the same as shrinking the weights.
 */
@Doc("Squared size of a player's kernels, ½ Σ‖kernel‖²; biases are exempt")
@CommonKey(parameter = "weight", doc = "Factor on the sum, >= 0")
public record L2Term(
    @Doc("Whose loss it is added to: generator or discriminator") PlayerRole player)
    implements Term {

  @Override
  public Set<PlayerRole> paidBy() {
    return Set.of(player);
  }

  @Override
  public Set<Need> needs() {
    return Set.of(Need.KERNELS);
  }

  @Override
  public boolean isMeanOverSamples() {
    return true;
  }

  @Override
  public <T> TermValue<T> apply(TermContext<T> context) {
    TensorOps<T> ops = context.ops();
    T sum = ops.constant(0);
    for (T kernel : context.kernels(player)) {
      sum = ops.add(sum, ops.sum(ops.square(kernel)));
    }
    return TermValue.of(ops.mul(ops.constant(0.5), sum));
  }
}
