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
import org.tensorflow.ndarray.Shape;

/**
 * Holds the critic's slope near a target on the lines between real samples and fakes: weight ·
 * E(‖∇D(x̂)‖/target − 1)², with x̂ = x + α(G(z) − x) and one α ~ U(0, 1) per sample. The norm is
 * each sample's own. One-sided, only slopes above the target pay.
 */
@Doc(
    value = "Holds the slope near a target between real samples and fakes (WGAN-GP)",
    paper = "Gulrajani et al. 2017, Improved Training of Wasserstein GANs, eq. 3")
public record GradientPenaltyTerm(
    @Doc("Factor, >= 0") @Default("10") double weight,
    @Doc("Slope that costs nothing, > 0") @Default("1") double target,
    @Doc("Whether only slopes above the target pay") @Default("false") boolean oneSided,
    @Doc("Paid at every n-th training step, n times as much") @Default("1") int every)
    implements Term {

  public GradientPenaltyTerm {
    Check.notNegative("weight", weight);
    Check.positive("target", target);
    Check.positive("every", every);
  }

  @Override
  public Set<PlayerRole> paidBy() {
    return Set.of(PlayerRole.DISCRIMINATOR);
  }

  @Override
  public Set<Need> needs() {
    return Set.of(Need.REAL, Need.INPUT_GRADIENTS);
  }

  @Override
  public List<String> conflicts(RunTraits traits) {
    return GradientNorms.mixedSamples(traits);
  }

  @Override
  public boolean isMeanOverSamples() {
    return true;
  }

  @Override
  public <T> TermValue<T> apply(TermContext<T> context) {
    TensorOps<T> ops = context.ops();
    T real = context.real();
    T alpha = context.noise().uniform("gradient-penalty", Shape.scalar());
    T between =
        ops.add(real, ops.mul(ops.broadcastPerSample(alpha, real), ops.sub(context.fake(), real)));
    T away = GradientNorms.awayFrom(context, between, target, oneSided);
    return TermValue.of(ops.mul(ops.constant(weight), away));
  }
}
