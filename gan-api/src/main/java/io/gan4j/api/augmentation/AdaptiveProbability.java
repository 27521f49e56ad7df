package io.gan4j.api.augmentation;

import io.gan4j.api.spec.Check;
import io.gan4j.api.spec.Default;
import io.gan4j.api.spec.Doc;
import io.gan4j.api.tensor.TensorOps;
import io.gan4j.api.term.ScoreKind;

/**
 * A probability that rises while the discriminator knows its training samples too well and falls
 * while it does not, from 0. How well it knows them is told by its scores in the steps that train
 * it: the mean sign of the real samples' scores where scores are logits, the mean sign of the
 * difference between a real sample's score and that of the fake in its place where they have no
 * zero; an energy counts from the other end. So 1 means that all of them are told right, and 0 that
 * half are.
 */
@Doc(
    value = "A probability that follows from how well the discriminator knows its samples",
    paper = "Karras et al. 2020, Training GANs with limited data, section 3")
public record AdaptiveProbability(
    @Doc("Mean sign of the scores that is aimed at, in (-1, 1)") @Default("0.6") double target,
    @Doc("Images after which the probability can have risen from 0 to 1, > 0") @Default("500000")
        double images,
    @Doc("Largest probability, in (0, 1]; beyond 0.8 changes begin to show in samples")
        @Default("0.8")
        double most,
    @Doc(
            "What tells how well: scores (those of training samples) or held-out (how far they are"
                + " above those of data.holdOut, as a share of how far they are above the fakes';"
                + " 0.5 is a usual target)")
        @Default("scores")
        By by) {

  /** What tells how well the discriminator knows its training samples. */
  public enum By {
    /** The signs of its scores in the steps that train it. */
    SCORES,
    /** Scores of held-out samples, which the loop looks at between steps. */
    HELD_OUT
  }

  public AdaptiveProbability {
    Check.rule(target > -1 && target < 1, "target", "must be in (-1, 1)", target);
    Check.positive("images", images);
    Check.positive("most", most);
    Check.inClosed("most", most, 0, 1);
  }

  /**
   * How well samples are told apart, in [−1, 1]: a scalar.
   *
   * @param real raw scores of real samples
   * @param fake raw scores of as many fakes
   */
  public <T> T signal(TensorOps<T> ops, ScoreKind kind, T real, T fake) {
    return ops.meanOfBatch(
        ops.sign(
            switch (kind) {
              case LOGIT -> real;
              case ENERGY -> ops.sub(fake, real);
              default -> ops.sub(real, fake);
            }));
  }

  /**
   * The probability of the next step: a scalar.
   *
   * @param batchSize samples of a step
   */
  public <T> T next(TensorOps<T> ops, T probability, T signal, int batchSize) {
    T step =
        ops.mul(ops.constant(batchSize / images), ops.sign(ops.sub(signal, ops.constant(target))));
    return ops.minimum(ops.relu(ops.add(probability, step)), ops.constant(most));
  }
}
