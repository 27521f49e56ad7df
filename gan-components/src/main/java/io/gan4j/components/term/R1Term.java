package io.gan4j.components.term;

import io.gan4j.api.PlayerRole;
import io.gan4j.api.spec.Check;
import io.gan4j.api.spec.Default;
import io.gan4j.api.spec.Doc;
import io.gan4j.api.tensor.TensorOps;
import io.gan4j.api.term.Need;
import io.gan4j.api.term.RunTraits;
import io.gan4j.api.term.Term;
import io.gan4j.api.term.TermContext;
import io.gan4j.api.term.TermValue;
import java.util.List;
import java.util.Set;

/**
 * Flattens the discriminator on real samples: ½γ · E‖∇D(x)‖², the norm each sample's own. Often
 * paid lazily, at every 16th step.
 */
@Doc(
    value = "Flattens the discriminator on real samples, ½γ · E‖∇D(x)‖²",
    paper = "Mescheder et al. 2018, Which training methods for GANs do actually converge, eq. 9")
public record R1Term(
    @Doc("Factor γ, >= 0") @Default("10") double gamma,
    @Doc("Paid at every n-th training step, n times as much") @Default("1") int every)
    implements Term {

  public R1Term {
    Check.notNegative("gamma", gamma);
    Check.positive("every", every);
  }

  @Override
  public Set<PlayerRole> paidBy() {
    return Set.of(PlayerRole.DISCRIMINATOR);
  }

  @Override
  public Set<Need> needs() {
    return Set.of(Need.REAL, Need.REAL_SCORES, Need.INPUT_GRADIENTS);
  }

  @Override
  public List<String> conflicts(RunTraits traits) {
    return GradientNorms.batchNorm(traits);
  }

  @Override
  public boolean isMeanOverSamples() {
    return true;
  }

  @Override
  public <T> TermValue<T> apply(TermContext<T> context) {
    TensorOps<T> ops = context.ops();
    T squares = ops.mean(GradientNorms.squared(context, context.real(), context.real()));
    return TermValue.of(ops.mul(ops.constant(gamma / 2), squares));
  }
}
