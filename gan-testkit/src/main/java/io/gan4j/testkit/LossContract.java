package io.gan4j.testkit;

import io.gan4j.api.PlayerRole;
import io.gan4j.api.term.PairedLoss;
import io.gan4j.api.term.ScoreKind;
import io.gan4j.api.term.Term;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.tensorflow.ndarray.Shape;

/**
 * What every loss on scores promises: means over a batch of any shape, finite values, and gradients
 * that lead each player the right way.
 */
public final class LossContract {
  private static final double[] REAL = {-5, 1.4, 12.5, 2.7};
  private static final double[] FAKE = {10, 4.4, -5.5, 3.6};
  private static final double[] AROUND_ZERO = {0.1, -0.1, 0.05, -0.05};
  private static final DoubleOps OPS = new DoubleOps();

  private LossContract() {}

  /**
   * Expected values for the real scores −5, 1.4, 12.5, 2.7 and the fake scores 10, 4.4, −5.5, 3.6,
   * which TF-GAN's tests use too, so that values can be compared across projects.
   *
   * @param discriminator what the discriminator minimises
   * @param generator what the generator minimises
   */
  public record Golden(double discriminator, double generator) {}

  /** The contract of a loss, with expected values. */
  public static Contract of(PairedLoss loss, Golden golden) {
    return of(loss).promise("has the expected values", () -> golden(loss, golden));
  }

  /** The contract of a loss. */
  public static Contract of(PairedLoss loss) {
    double largest = loss.largestScore();
    Contract contract =
        new Contract(loss)
            .promise("has one term for each player", () -> oneTermEach(loss))
            .promise(Aspect.VALUE, "gives scalars", () -> scalars(loss))
            .promise(
                Aspect.MEAN, "does not depend on the shape of the scores", () -> anyShape(loss))
            .promise(Aspect.MEAN, "is a mean: a batch twice over costs the same", () -> mean(loss))
            .promise(
                Aspect.VALUE, "is finite for scores up to ±" + largest, () -> finite(loss, largest))
            .promise(
                Aspect.DIRECTION,
                "leads the discriminator to tell real from fake",
                () -> teaches(loss))
            .promise(
                Aspect.DIRECTION,
                "leads the generator to fool the discriminator",
                () -> fools(loss));
    if (loss.monotone()) {
      contract
          .promise(
              Aspect.DIRECTION,
              "never rises as the discriminator gets better",
              () -> rewardsDiscriminator(loss))
          .promise(
              Aspect.DIRECTION,
              "never rises as the generator fools better",
              () -> rewardsGenerator(loss));
    }
    if (loss.isMeanOverSamples()) {
      contract.promise(
          Aspect.MEAN, "is a mean over samples, as it says", () -> meanOverSamples(loss));
    }
    if (loss.mixesByMeans()) {
      contract.promise(
          Aspect.MEAN, "compares scores by means of the batch, as it says", () -> shared(loss));
    }
    for (Term term : loss.terms()) {
      contract.and("the " + TermContract.payers(term) + "'s half", TermContract.of(term));
    }
    return contract;
  }

  private static void oneTermEach(PairedLoss loss) {
    Expect.equal(
        "who pays",
        List.of(PlayerRole.GENERATOR, PlayerRole.DISCRIMINATOR),
        loss.terms().stream().flatMap(term -> term.paidBy().stream()).sorted().toList());
    Expect.present("kind of score", loss.scoreKind());
  }

  private static void scalars(PairedLoss loss) {
    DoubleTensor real = DoubleTensor.vector(REAL);
    DoubleTensor fake = DoubleTensor.vector(FAKE);
    Expect.equal(
        "shape of the discriminator's loss of 4 scores",
        Shape.scalar(),
        loss.discriminatorLoss(OPS, real, fake).shape());
    Expect.equal(
        "shape of the generator's loss of 4 scores",
        Shape.scalar(),
        loss.generatorLoss(OPS, real, fake).shape());
  }

  private static void anyShape(PairedLoss loss) {
    DoubleTensor real = DoubleTensor.of(Shape.of(2, 2), REAL);
    DoubleTensor fake = DoubleTensor.of(Shape.of(2, 2), FAKE);
    Expect.close(
        "discriminator's loss of scores [2, 2], by that of the same scores [4]",
        discriminator(loss, REAL, FAKE),
        loss.discriminatorLoss(OPS, real, fake).item(),
        1e-12);
    Expect.close(
        "generator's loss of scores [2, 2], by that of the same scores [4]",
        generator(loss, REAL, FAKE),
        loss.generatorLoss(OPS, real, fake).item(),
        1e-12);
  }

  private static void mean(PairedLoss loss) {
    Expect.close(
        "discriminator's loss of a batch twice over, by that of the batch",
        discriminator(loss, REAL, FAKE),
        discriminator(loss, twice(REAL), twice(FAKE)),
        1e-9);
    Expect.close(
        "generator's loss of a batch twice over, by that of the batch",
        generator(loss, REAL, FAKE),
        generator(loss, twice(REAL), twice(FAKE)),
        1e-9);
  }

  private static void meanOverSamples(PairedLoss loss) {
    double discriminator = 0;
    double generator = 0;
    for (int i = 0; i < REAL.length; i++) {
      double[] real = {REAL[i]};
      double[] fake = {FAKE[i]};
      discriminator += discriminator(loss, real, fake) / REAL.length;
      generator += generator(loss, real, fake) / REAL.length;
    }
    Expect.close(
        "mean of the discriminator's loss of each sample, by that of the batch",
        discriminator(loss, REAL, FAKE),
        discriminator,
        1e-9);
    Expect.close(
        "mean of the generator's loss of each sample, by that of the batch",
        generator(loss, REAL, FAKE),
        generator,
        1e-9);
  }

  /** Two workers with half of the scores each pay what one does. */
  private static void shared(PairedLoss loss) {
    int half = REAL.length / 2;
    Expect.close(
        "discriminator's loss of two workers, by that of one",
        discriminator(loss, REAL, FAKE),
        WorkerOps.mean(
            2,
            (ops, worker) ->
                loss.discriminatorLoss(
                        ops, rows(REAL, worker * half, half), rows(FAKE, worker * half, half))
                    .item()),
        1e-9);
    Expect.close(
        "generator's loss of two workers, by that of one",
        generator(loss, REAL, FAKE),
        WorkerOps.mean(
            2,
            (ops, worker) ->
                loss.generatorLoss(
                        ops, rows(REAL, worker * half, half), rows(FAKE, worker * half, half))
                    .item()),
        1e-9);
  }

  private static DoubleTensor rows(double[] scores, int first, int count) {
    return DoubleTensor.vector(Arrays.copyOfRange(scores, first, first + count));
  }

  private static void finite(PairedLoss loss, double largest) {
    double[][] extremes = {{largest, largest}, {-largest, -largest}, {largest, -largest}, {0, 0}};
    for (double[] fake : extremes) {
      for (double[] real : extremes) {
        String scores = at(real, fake);
        Expect.finite("generator's loss " + scores, generator(loss, real, fake));
        Expect.finite("discriminator's loss " + scores, discriminator(loss, real, fake));
      }
    }
  }

  private static String at(double[] real, double[] fake) {
    return "at real scores " + Arrays.toString(real) + ", fake " + Arrays.toString(fake);
  }

  private static void teaches(PairedLoss loss) {
    double[] undecided = undecided(loss);
    falls(
        "discriminator's loss as a real sample's score gets more real",
        slopes(loss, real -> discriminator(loss, real, undecided)));
    falls(
        "discriminator's loss as a fake's score gets less real",
        slopes(loss, fake -> -discriminator(loss, undecided, fake)));
  }

  private static void fools(PairedLoss loss) {
    falls(
        "generator's loss as a fake's score gets more real",
        slopes(loss, fake -> generator(loss, undecided(loss), fake)));
  }

  /** Slopes towards "more real", which for an energy means lower. */
  private static double[] slopes(PairedLoss loss, ToDoubleFunction<double[]> cost) {
    double[] slopes = Gradients.centralDifference(cost, undecided(loss), 1e-4);
    return Arrays.stream(slopes).map(slope -> realIs(loss) * slope).toArray();
  }

  /**
   * Scores of a discriminator that cannot tell: around the one score that costs it least if it
   * gives the same to real samples and fakes, which is 0 for logits and halfway between the targets
   * for least squares.
   */
  private static double[] undecided(PairedLoss loss) {
    double best = 0;
    for (int i = 0; i <= 100; i++) {
      for (double score : new double[] {i * 0.05, -i * 0.05}) {
        if (alike(loss, score) < alike(loss, best) - 1e-9) {
          best = score;
        }
      }
    }
    return shifted(best);
  }

  private static double alike(PairedLoss loss, double score) {
    return discriminator(loss, new double[] {score}, new double[] {score});
  }

  private static void falls(String what, double[] slopes) {
    for (double slope : slopes) {
      Expect.below("slope of the " + what, -1e-6, slope);
    }
  }

  private static void rewardsDiscriminator(PairedLoss loss) {
    double before = Double.POSITIVE_INFINITY;
    for (double margin = -5; margin <= 5; margin += 0.5) {
      double[] real = shifted(realIs(loss) * margin);
      double[] fake = shifted(-realIs(loss) * margin);
      double cost = discriminator(loss, real, fake);
      Expect.atMost("discriminator's loss at a margin of " + margin, before, cost);
      before = cost;
    }
  }

  private static void rewardsGenerator(PairedLoss loss) {
    double before = Double.POSITIVE_INFINITY;
    for (double score = -5; score <= 5; score += 0.5) {
      double cost = generator(loss, AROUND_ZERO, shifted(realIs(loss) * score));
      Expect.atMost("generator's loss at fake scores around " + score, before, cost);
      before = cost;
    }
  }

  private static void golden(PairedLoss loss, Golden expected) {
    String scores = at(REAL, FAKE);
    Expect.close(
        "discriminator's loss " + scores,
        expected.discriminator(),
        discriminator(loss, REAL, FAKE),
        1e-9);
    Expect.close(
        "generator's loss " + scores, expected.generator(), generator(loss, REAL, FAKE), 1e-9);
  }

  private static int realIs(PairedLoss loss) {
    return loss.scoreKind() == ScoreKind.ENERGY ? -1 : 1;
  }

  private static double discriminator(PairedLoss loss, double[] real, double[] fake) {
    return loss.discriminatorLoss(OPS, DoubleTensor.vector(real), DoubleTensor.vector(fake)).item();
  }

  private static double generator(PairedLoss loss, double[] real, double[] fake) {
    return loss.generatorLoss(OPS, DoubleTensor.vector(real), DoubleTensor.vector(fake)).item();
  }

  private static double[] shifted(double by) {
    return Arrays.stream(AROUND_ZERO).map(score -> score + by).toArray();
  }

  private static double[] twice(double[] values) {
    double[] both = Arrays.copyOf(values, 2 * values.length);
    System.arraycopy(values, 0, both, values.length, values.length);
    return both;
  }
}
