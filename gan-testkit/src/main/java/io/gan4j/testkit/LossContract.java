package io.gan4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.api.Player;
import io.gan4j.api.term.PairedLoss;
import io.gan4j.api.term.ScoreKind;
import io.gan4j.api.term.Term;
import java.util.Arrays;
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
            .promise("gives scalars", () -> scalars(loss))
            .promise("does not depend on the shape of the scores", () -> anyShape(loss))
            .promise("is a mean: a batch twice over costs the same", () -> mean(loss))
            .promise("is finite for scores up to ±" + largest, () -> finite(loss, largest))
            .promise("leads the discriminator to tell real from fake", () -> teaches(loss))
            .promise("leads the generator to fool the discriminator", () -> fools(loss));
    if (loss.monotone()) {
      contract
          .promise("never rises as the discriminator gets better", () -> rewardsDiscriminator(loss))
          .promise("never rises as the generator fools better", () -> rewardsGenerator(loss));
    }
    for (Term term : loss.terms()) {
      contract.and(TermContract.of(term));
    }
    return contract;
  }

  private static void oneTermEach(PairedLoss loss) {
    assertThat(loss.terms().stream().map(Term::pays))
        .as("who pays")
        .containsExactlyInAnyOrder(Player.DISCRIMINATOR, Player.GENERATOR);
    assertThat(loss.scoreKind()).as("kind of score").isNotNull();
  }

  private static void scalars(PairedLoss loss) {
    DoubleTensor real = DoubleTensor.vector(REAL);
    DoubleTensor fake = DoubleTensor.vector(FAKE);
    assertThat(loss.discriminatorLoss(OPS, real, fake).shape()).isEqualTo(Shape.scalar());
    assertThat(loss.generatorLoss(OPS, real, fake).shape()).isEqualTo(Shape.scalar());
  }

  private static void anyShape(PairedLoss loss) {
    DoubleTensor real = DoubleTensor.of(Shape.of(2, 2), REAL);
    DoubleTensor fake = DoubleTensor.of(Shape.of(2, 2), FAKE);
    assertThat(loss.discriminatorLoss(OPS, real, fake).item())
        .as("discriminator's loss for scores [2, 2] and [4]")
        .isCloseTo(discriminator(loss, REAL, FAKE), within(1e-12));
    assertThat(loss.generatorLoss(OPS, real, fake).item())
        .as("generator's loss for scores [2, 2] and [4]")
        .isCloseTo(generator(loss, REAL, FAKE), within(1e-12));
  }

  private static void mean(PairedLoss loss) {
    assertThat(discriminator(loss, twice(REAL), twice(FAKE)))
        .as("discriminator's loss of the batch twice over")
        .isCloseTo(discriminator(loss, REAL, FAKE), within(1e-9));
    assertThat(generator(loss, twice(REAL), twice(FAKE)))
        .as("generator's loss of the batch twice over")
        .isCloseTo(generator(loss, REAL, FAKE), within(1e-9));
  }

  private static void finite(PairedLoss loss, double largest) {
    double[][] extremes = {{largest, largest}, {-largest, -largest}, {largest, -largest}, {0, 0}};
    for (double[] fake : extremes) {
      for (double[] real : extremes) {
        assertThat(generator(loss, real, fake))
            .as(
                "generator's loss for real scores %s and fake scores %s",
                Arrays.toString(real), Arrays.toString(fake))
            .isFinite();
        assertThat(discriminator(loss, real, fake))
            .as(
                "discriminator's loss for real scores %s and fake scores %s",
                Arrays.toString(real), Arrays.toString(fake))
            .isFinite();
      }
    }
  }

  private static void teaches(PairedLoss loss) {
    double[] undecided = undecided(loss);
    allBelowZero(
        "slope of the discriminator's loss in a real sample's score",
        slopes(loss, real -> discriminator(loss, real, undecided)));
    allBelowZero(
        "negative slope of the discriminator's loss in a fake's score",
        slopes(loss, fake -> -discriminator(loss, undecided, fake)));
  }

  private static void fools(PairedLoss loss) {
    allBelowZero(
        "slope of the generator's loss in a fake's score",
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

  private static void allBelowZero(String what, double[] values) {
    for (double value : values) {
      assertThat(value).as(what).isLessThan(-1e-6);
    }
  }

  private static void rewardsDiscriminator(PairedLoss loss) {
    double before = Double.POSITIVE_INFINITY;
    for (double margin = -5; margin <= 5; margin += 0.5) {
      double[] real = shifted(realIs(loss) * margin);
      double[] fake = shifted(-realIs(loss) * margin);
      double cost = discriminator(loss, real, fake);
      assertThat(cost)
          .as("discriminator's loss at a margin of %s", margin)
          .isLessThanOrEqualTo(before);
      before = cost;
    }
  }

  private static void rewardsGenerator(PairedLoss loss) {
    double before = Double.POSITIVE_INFINITY;
    for (double score = -5; score <= 5; score += 0.5) {
      double cost = generator(loss, AROUND_ZERO, shifted(realIs(loss) * score));
      assertThat(cost)
          .as("generator's loss at fake scores around %s", score)
          .isLessThanOrEqualTo(before);
      before = cost;
    }
  }

  private static void golden(PairedLoss loss, Golden expected) {
    assertThat(discriminator(loss, REAL, FAKE))
        .as("discriminator's loss")
        .isCloseTo(expected.discriminator(), within(1e-9));
    assertThat(generator(loss, REAL, FAKE))
        .as("generator's loss")
        .isCloseTo(expected.generator(), within(1e-9));
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
