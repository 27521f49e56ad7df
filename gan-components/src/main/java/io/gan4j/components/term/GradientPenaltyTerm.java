package io.gan4j.components.term;

import io.gan4j.api.spec.Check;
import io.gan4j.api.spec.CommonKey;
import io.gan4j.api.spec.Default;
import io.gan4j.api.spec.Doc;
import io.gan4j.api.tensor.TensorOps;
import io.gan4j.api.term.Need;
import io.gan4j.api.term.RunTraits;
import io.gan4j.api.term.TermContext;
import java.util.List;
import java.util.Set;
import org.tensorflow.ndarray.Shape;

/**
 * Holds the critic's slope near a target on the lines between real samples and fakes:
 * E(‖∇D(x̂)‖/target − 1)², with x̂ = x + α(G(z) − x) and one α ~ U(0, 1) per sample. The norm is
 * each sample's own. One-sided, only slopes above the target pay.
 */
@Doc(
    value = "Holds the slope near a target between real samples and fakes (WGAN-GP)",
    paper = "Gulrajani et al. 2017, Improved Training of Wasserstein GANs, eq. 3")
@CommonKey(parameter = "weight", standard = "10")
public record GradientPenaltyTerm(
    @Doc("Slope without penalty, > 0") @Default("1") double target,
    @Doc("Whether only slopes above the target are penalised") @Default("false") boolean oneSided)
    implements SlopePenalty {

  public GradientPenaltyTerm {
    Check.positive("target", target);
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
  public <T> Points<T> points(TermContext<T> context) {
    TensorOps<T> ops = context.ops();
    T real = context.real();
    T alpha = context.noise().uniform("gradient-penalty", Shape.scalar());
    T between =
        ops.add(real, ops.mul(ops.broadcastPerSample(alpha, real), ops.sub(context.fake(), real)));
    return new Points<>(between, real);
  }

  @Override
  public <T> T cost(TensorOps<T> ops, T squared) {
    return GradientNorms.awayFrom(ops, squared, target, oneSided);
  }
}
