package io.gan4j.components.term;

import io.gan4j.api.PlayerRole;
import io.gan4j.api.spec.Check;
import io.gan4j.api.spec.CommonKey;
import io.gan4j.api.spec.Default;
import io.gan4j.api.spec.Doc;
import io.gan4j.api.tensor.TensorOps;
import io.gan4j.api.term.Need;
import io.gan4j.api.term.Term;
import io.gan4j.api.term.TermContext;
import io.gan4j.api.term.TermValue;
import java.util.Arrays;
import java.util.Set;
import org.tensorflow.ndarray.Shape;

/**
 * Latent consistency, with δ ~ N(0, σ²) added to the latents: the discriminator pays E(D(G(z)) −
 * D(G(z + δ)))², so that it does not react; the generator pays −E‖G(z) − G(z + δ)‖², so that its
 * samples differ. Name it once per player.
 */
@Doc(
    value = "Latent consistency: D's score is stable, G's samples change with the latents",
    paper = "Zhao et al. 2020, Improved Consistency Regularization for GANs, algorithm 2")
@CommonKey(
    parameter = "weight",
    doc = "Factor, >= 0; the paper has 20 for the discriminator, 0.5 for the generator")
public record ZcrTerm(
    @Doc("Whose loss it is added to: discriminator or generator") PlayerRole player,
    @Doc("Standard deviation σ of the change, > 0") @Default("0.03") double stddev)
    implements Term {

  public ZcrTerm {
    Check.positive("stddev", stddev);
  }

  @Override
  public Set<PlayerRole> paidBy() {
    return Set.of(player);
  }

  @Override
  public Set<Need> needs() {
    return player == PlayerRole.DISCRIMINATOR ? Set.of(Need.FAKE_SCORES) : Set.of();
  }

  @Override
  public boolean isMeanOverSamples() {
    return true;
  }

  @Override
  public <T> TermValue<T> apply(TermContext<T> context) {
    TensorOps<T> ops = context.ops();
    T fake = context.fake();
    T other = context.generate(changed(context));
    if (player == PlayerRole.GENERATOR) {
      T squares = ops.mean(ops.sumPerSample(ops.square(ops.sub(fake, other))));
      return TermValue.of(ops.mul(ops.constant(-1), squares));
    }
    T away = ops.sub(context.discriminate(fake).scores(), context.discriminate(other).scores());
    return TermValue.of(ops.mean(ops.square(away)));
  }

  private <T> T changed(TermContext<T> context) {
    TensorOps<T> ops = context.ops();
    T latents = context.latents();
    long[] sizes = ops.shape(latents).asArray();
    Shape one = Shape.of(Arrays.copyOfRange(sizes, 1, sizes.length));
    T delta = ops.mul(ops.constant(stddev), context.noise().normal("zcr", one));
    return ops.add(latents, delta);
  }
}
