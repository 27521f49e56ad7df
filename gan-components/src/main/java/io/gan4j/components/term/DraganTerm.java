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
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.tensorflow.ndarray.Shape;

/**
 * Holds the discriminator's slope near a target around real samples: weight · E(‖∇D(x̂)‖/target −
 * 1)², with x̂ = x + α·δ, one α ~ U(0, 1) per sample and δ = ½ · std · U(0, 1) per value, where std
 * is the batch's standard deviation. For losses on logits; the norm is each sample's own.
 */
@Doc(
    value = "Holds the slope near a target around real samples",
    paper = "Kodali et al. 2017, On Convergence and Stability of GANs, section 2.3")
public record DraganTerm(
    @Doc("Factor, >= 0") @Default("10") double weight,
    @Doc("Slope that costs nothing, > 0") @Default("1") double target,
    @Doc("Whether only slopes above the target pay") @Default("false") boolean oneSided,
    @Doc("Paid at every n-th training step, n times as much") @Default("1") int every)
    implements Term {
  /** Share of the data's standard deviation that samples are moved by at most. */
  private static final double REACH = 0.5;

  public DraganTerm {
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
  public <T> TermValue<T> apply(TermContext<T> context) {
    TensorOps<T> ops = context.ops();
    T real = context.real();
    long[] sizes = ops.shape(real).asArray();
    Shape sample = Shape.of(Arrays.copyOfRange(sizes, 1, sizes.length));
    T deviation = ops.sqrt(ops.mean(ops.square(ops.sub(real, ops.mean(real)))));
    T delta =
        ops.mul(
            ops.mul(ops.constant(REACH), deviation),
            context.noise().uniform("dragan/delta", sample));
    T alpha = ops.broadcastPerSample(context.noise().uniform("dragan/alpha", Shape.scalar()), real);
    T around = ops.add(real, ops.mul(alpha, delta));
    T away = GradientNorms.awayFrom(context, around, target, oneSided);
    return TermValue.of(ops.mul(ops.constant(weight), away));
  }
}
