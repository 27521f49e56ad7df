package io.gan4j.api.term;

import io.gan4j.api.PlayerRole;
import io.gan4j.api.tensor.TensorOps;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A loss that looks at scores only, those of the real samples and those of the fakes, for either
 * player; the two formulas are all there is to write. Scores may have any shape: reduce over all of
 * it. A loss whose generator needs no real scores is a {@link ScoreLoss}.
 *
 * <p>It declares what its tests may ask of it.
 */
public interface PairedLoss extends Loss {

  /**
   * What the discriminator minimises.
   *
   * @param real raw scores of real samples
   * @param fake raw scores of the generator's samples
   * @return a scalar
   */
  <T> T discriminatorLoss(TensorOps<T> ops, T real, T fake);

  /**
   * What the generator minimises.
   *
   * @param real raw scores of real samples
   * @param fake raw scores of the generator's samples
   * @return a scalar
   */
  <T> T generatorLoss(TensorOps<T> ops, T real, T fake);

  /**
   * What an encoder minimises, which wants the real taken for fake: by default what the generator
   * would with real and fake exchanged and all scores negated.
   *
   * @param real raw scores of real samples with their codes
   * @param fake raw scores of the generator's samples with their latents
   * @return a scalar
   */
  default <T> T encoderLoss(TensorOps<T> ops, T real, T fake) {
    return generatorLoss(ops, ops.neg(fake), ops.neg(real));
  }

  /**
   * Whether neither player's loss ever rises while that player gets better. Least squares, for one,
   * rises again beyond its targets.
   */
  default boolean monotone() {
    return true;
  }

  /** Size of the scores, of either sign, up to which values are finite in single precision. */
  default double largestScore() {
    return 1e4;
  }

  /**
   * Whether both formulas are means of something that each real and each fake score gives by
   * itself, or each real score with the fake one in its place, without the others. See {@link
   * Term#isMeanOverSamples}.
   */
  default boolean isMeanOverSamples() {
    return false;
  }

  /**
   * Whether all that one score is compared with are means of {@link TensorOps#meanOfBatch}. See
   * {@link Term#mixesByMeans}.
   */
  default boolean mixesByMeans() {
    return false;
  }

  @Override
  default List<Term> terms() {
    return List.of(new DiscriminatorTerm(this), new GeneratorTerm(this));
  }

  @Override
  default Optional<Term> encoderTerm() {
    return Optional.of(new EncoderTerm(this));
  }

  /** The encoder's part as a term. */
  record EncoderTerm(PairedLoss loss) implements Term {
    @Override
    public Set<PlayerRole> paidBy() {
      return Set.of(PlayerRole.GENERATOR);
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
      T real = context.discriminate(context.real()).scores();
      T fake = context.discriminate(context.fake()).scores();
      return TermValue.of(loss.encoderLoss(context.ops(), real, fake));
    }
  }

  /** The discriminator's half as a term. */
  record DiscriminatorTerm(PairedLoss loss) implements Term {
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
      T real = context.discriminate(context.real()).scores();
      T fake = context.discriminate(context.fake()).scores();
      return TermValue.of(loss.discriminatorLoss(context.ops(), real, fake));
    }
  }

  /** The generator's half as a term. */
  record GeneratorTerm(PairedLoss loss) implements Term {
    @Override
    public Set<PlayerRole> paidBy() {
      return Set.of(PlayerRole.GENERATOR);
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
      T real = context.discriminate(context.real()).scores();
      T fake = context.discriminate(context.fake()).scores();
      return TermValue.of(loss.generatorLoss(context.ops(), real, fake));
    }
  }
}
