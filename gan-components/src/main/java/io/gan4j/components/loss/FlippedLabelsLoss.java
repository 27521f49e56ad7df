package io.gan4j.components.loss;

import io.gan4j.api.PlayerRole;
import io.gan4j.api.spec.Check;
import io.gan4j.api.spec.Doc;
import io.gan4j.api.tensor.TensorOps;
import io.gan4j.api.term.Loss;
import io.gan4j.api.term.Need;
import io.gan4j.api.term.PairedLoss;
import io.gan4j.api.term.ScoreKind;
import io.gan4j.api.term.Term;
import io.gan4j.api.term.TermContext;
import io.gan4j.api.term.TermValue;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.tensorflow.ndarray.Shape;

/**
 * Another loss whose discriminator is told the truth only most of the time: at the given rate a
 * real sample and a fake of the batch change places, drawn anew in each step. The generator's half
 * stays as it is.
 */
@Doc(
    value = "Another loss, with some labels flipped for the discriminator",
    paper = "Chintala et al. 2016, How to train a GAN, hint 6")
public record FlippedLabelsLoss(
    @Doc("The loss: any on scores") Loss of,
    @Doc("Share of the labels that are flipped, in [0, 0.5)") double rate)
    implements Loss {

  public FlippedLabelsLoss {
    Check.rule(of instanceof PairedLoss, "of", "must be a loss on scores", of);
    Check.inHalfOpen("rate", rate, 0, 0.5);
  }

  @Override
  public ScoreKind scoreKind() {
    return of.scoreKind();
  }

  @Override
  public List<Term> terms() {
    Stream<Term> others =
        of.terms().stream().filter(term -> !term.paidBy().contains(PlayerRole.DISCRIMINATOR));
    return Stream.concat(Stream.of(new FlippedTerm((PairedLoss) of, rate)), others).toList();
  }

  @Override
  public Optional<Term> encoderTerm() {
    return of.encoderTerm();
  }

  /** The discriminator's half, on scores of which some changed places. */
  record FlippedTerm(PairedLoss loss, double rate) implements Term {
    @Override
    public Set<PlayerRole> paidBy() {
      return Set.of(PlayerRole.DISCRIMINATOR);
    }

    @Override
    public Set<Need> needs() {
      return Set.of(Need.REAL, Need.REAL_SCORES, Need.FAKE_SCORES);
    }

    @Override
    public boolean isMeanOverSamples() {
      return loss.isMeanOverSamples();
    }

    @Override
    public boolean mixesByMeans() {
      return loss.mixesByMeans();
    }

    @Override
    public <T> TermValue<T> apply(TermContext<T> context) {
      TensorOps<T> ops = context.ops();
      T real = context.discriminate(context.real()).scores();
      T fake = context.discriminate(context.fake()).scores();
      T uniform = context.noise().uniform("flipped-labels", Shape.scalar());
      T flipped = ops.broadcastPerSample(ops.greater(ops.constant(rate), uniform), real);
      T change = ops.mul(flipped, ops.sub(fake, real));
      return TermValue.of(
          loss.discriminatorLoss(ops, ops.add(real, change), ops.sub(fake, change)));
    }
  }
}
