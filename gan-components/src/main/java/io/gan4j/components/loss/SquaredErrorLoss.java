package io.gan4j.components.loss;

import io.gan4j.api.PlayerRole;
import io.gan4j.api.spec.Check;
import io.gan4j.api.spec.Default;
import io.gan4j.api.spec.Doc;
import io.gan4j.api.tensor.TensorOps;
import io.gan4j.api.term.Need;
import io.gan4j.api.term.ScoreKind;
import io.gan4j.api.term.ScoreLoss;
import io.gan4j.api.term.Term;
import io.gan4j.api.term.TermContext;
import io.gan4j.api.term.TermValue;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.tensorflow.ndarray.Shape;

/**
 * Half the squared error of the probabilities, ½(σ(s) − t)², with target t = 1 for real samples and
 * 0 for fakes; the generator minimises it with t = 1. The mean of the two halves is the error per
 * sample of a batch that is half real, half fake. It saturates at both ends, and a player that
 * loses clearly learns little: this is the loss of the first MATLAB experiments, kept to repeat
 * them.
 *
 * <p>There the network that the generator trains through also drops values of the generated sample:
 * {@code maskedFakes} is the rate of that mask. It is not inverted, and only the generator's turn
 * has it.
 */
@Doc(
    value = "Half the squared error of the probabilities, as the MATLAB experiment trains",
    paper = "Palm 2012, DeepLearnToolbox: nnff with sigmoid output")
public record SquaredErrorLoss(
    @Doc("Whether the discriminator's two halves are added (sum) or averaged (mean)")
        @Default("mean")
        RealFakeCombination halves,
    @Doc("Rate of the mask on generated samples in the generator's turn, in [0, 1)") @Default("0")
        double maskedFakes)
    implements ScoreLoss {

  public SquaredErrorLoss {
    Check.inHalfOpen("maskedFakes", maskedFakes, 0, 1);
  }

  @Override
  public ScoreKind scoreKind() {
    return ScoreKind.LOGIT;
  }

  @Override
  public boolean isMeanOverSamples() {
    return true;
  }

  @Override
  public <T> T discriminatorLoss(TensorOps<T> ops, T real, T fake) {
    return halves.combine(ops, halfSquare(ops, ops.neg(real)), halfSquare(ops, fake));
  }

  @Override
  public <T> T generatorLoss(TensorOps<T> ops, T fake) {
    return halfSquare(ops, ops.neg(fake));
  }

  // σ(s) − 1 = −σ(−s): exact where σ(s) rounds to 1.
  private static <T> T halfSquare(TensorOps<T> ops, T scores) {
    return ops.mul(ops.constant(0.5), ops.mean(ops.square(ops.sigmoid(scores))));
  }

  @Override
  public List<Term> terms() {
    return List.of(
        new DiscriminatorTerm(this),
        maskedFakes == 0 ? new FakesTerm(this) : new MaskedGeneratorTerm(this));
  }

  /** The generator's half, with some values of each fake masked before it is judged. */
  public record MaskedGeneratorTerm(SquaredErrorLoss loss) implements Term {
    @Override
    public Set<PlayerRole> paidBy() {
      return Set.of(PlayerRole.GENERATOR);
    }

    @Override
    public Set<Need> needs() {
      return Set.of(Need.FAKE_SCORES);
    }

    @Override
    public boolean isMeanOverSamples() {
      return loss.isMeanOverSamples();
    }

    @Override
    public <T> TermValue<T> apply(TermContext<T> context) {
      TensorOps<T> ops = context.ops();
      T fake = context.fake();
      long[] sizes = ops.shape(fake).asArray();
      Shape sample = Shape.of(Arrays.copyOfRange(sizes, 1, sizes.length));
      T uniform = context.noise().uniform("masked-fakes", sample);
      T keep = ops.sub(ops.constant(1), ops.greater(ops.constant(loss.maskedFakes()), uniform));
      T masked = ops.mul(fake, keep);
      return TermValue.of(
          loss.generatorLoss(
              ops, context.discriminate(masked, context.conditionsOf(fake)).scores()));
    }
  }
}
