package io.gan4j.components.term;

import io.gan4j.api.spec.Check;
import io.gan4j.api.spec.CommonKey;
import io.gan4j.api.spec.Default;
import io.gan4j.api.spec.Doc;
import io.gan4j.api.tensor.TensorOps;
import io.gan4j.api.term.Need;
import io.gan4j.api.term.RunTraits;
import io.gan4j.api.term.TermContext;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.tensorflow.ndarray.Shape;

/**
 * Holds the discriminator's slope near a target around real samples: E(‖∇D(x̂)‖/target − 1)², with
 * x̂ = x + α·δ, one α ~ U(0, 1) per sample and δ = ½ · std · U(0, 1) per value, where std is the
 * batch's standard deviation. For losses on logits; the norm is each sample's own.
 */
@Doc(
    value = "Holds the slope near a target around real samples",
    paper = "Kodali et al. 2017, On Convergence and Stability of GANs, section 2.3")
@CommonKey(parameter = "weight", standard = "10")
public record DraganTerm(
    @Doc("Slope without penalty, > 0") @Default("1") double target,
    @Doc("Whether only slopes above the target are penalised") @Default("false") boolean oneSided)
    implements SlopePenalty {
  /** Share of the data's standard deviation that samples are moved by at most. */
  private static final double REACH = 0.5;

  public DraganTerm {
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
  public boolean mixesByMeans() {
    return true;
  }

  @Override
  public <T> Points<T> points(TermContext<T> context) {
    TensorOps<T> ops = context.ops();
    T real = context.real();
    long[] sizes = ops.shape(real).asArray();
    Shape sample = Shape.of(Arrays.copyOfRange(sizes, 1, sizes.length));
    T centred = ops.sub(real, ops.meanOfBatch(real));
    T deviation = ops.sqrt(ops.meanOfBatch(ops.square(centred)));
    T delta =
        ops.mul(
            ops.mul(ops.constant(REACH), deviation),
            context.noise().uniform("dragan/delta", sample));
    T alpha = ops.broadcastPerSample(context.noise().uniform("dragan/alpha", Shape.scalar()), real);
    T around = ops.add(real, ops.mul(alpha, delta));
    return new Points<>(around, real);
  }

  @Override
  public <T> T cost(TensorOps<T> ops, T squared) {
    return GradientNorms.awayFrom(ops, squared, target, oneSided);
  }
}
