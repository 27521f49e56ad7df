package io.gan4j.components.term;

import io.gan4j.api.spec.CommonKey;
import io.gan4j.api.spec.Doc;
import io.gan4j.api.tensor.TensorOps;
import io.gan4j.api.term.Need;
import io.gan4j.api.term.RunTraits;
import io.gan4j.api.term.TermContext;
import java.util.List;
import java.util.Set;

/**
 * Flattens the discriminator on real samples: ½ · E‖∇D(x)‖², the norm each sample's own; its weight
 * is γ. Often paid lazily, at every 16th step.
 */
@Doc(
    value = "Flattens the discriminator on real samples, ½γ · E‖∇D(x)‖²",
    paper = "Mescheder et al. 2018, Which training methods for GANs do actually converge, eq. 9")
@CommonKey(parameter = "weight", key = "gamma", standard = "10", doc = "Factor γ, >= 0")
public record R1Term() implements SlopePenalty {

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
  public <T> Points<T> points(TermContext<T> context) {
    return new Points<>(context.real(), context.real());
  }

  @Override
  public <T> T cost(TensorOps<T> ops, T squared) {
    return GradientNorms.half(ops, squared);
  }
}
