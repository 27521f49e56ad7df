package io.gan4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.api.Player;
import io.gan4j.api.term.ScoreKind;
import io.gan4j.api.term.ScoreLoss;
import io.gan4j.api.term.Term;
import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.tensorflow.ndarray.Shape;

/**
 * What every loss on scores promises: means over a batch of any shape, finite values, and gradients
 * that lead each player the right way.
 */
public final class LossContract {
  private static final double[] REAL = {-5, 1.4, 12.5, 2.7};
  private static final double[] FAKE = {10, 4.4, -5.5, 3.6};
  private static final double[] UNDECIDED = {0.1, -0.1, 0.05, -0.05};
  private static final DoubleOps OPS = new DoubleOps();

  private LossContract() {}

  /**
   * What is particular about a loss.
   *
   * @param largestScore the loss is finite for scores up to this size
   * @param monotone whether each loss falls wherever a player gets better; least squares, for one,
   *     rises again beyond its target
   * @param golden expected values; null to check none
   */
  public record Facts(double largestScore, boolean monotone, @Nullable Golden golden) {
    /** Finite for scores up to 10,000, monotone, no expected values. */
    public static final Facts USUAL = new Facts(1e4, true, null);

    /** The same, with expected values. */
    public Facts with(Golden values) {
      return new Facts(largestScore, monotone, values);
    }
  }

  /**
   * Expected values for the real scores −5, 1.4, 12.5, 2.7 and the fake scores 10, 4.4, −5.5, 3.6,
   * which TF-GAN's tests use too, so that values can be compared across projects.
   *
   * @param discriminator what the discriminator minimises
   * @param generator what the generator minimises
   */
  public record Golden(double discriminator, double generator) {}

  /** The contract of a loss with nothing particular about it. */
  public static Contract of(ScoreLoss loss) {
    return of(loss, Facts.USUAL);
  }

  /** The contract of a loss. */
  public static Contract of(ScoreLoss loss, Facts facts) {
    double largest = facts.largestScore();
    Contract contract =
        new Contract(loss)
            .promise("has one term for each player", () -> oneTermEach(loss))
            .promise("gives scalars", () -> scalars(loss))
            .promise("does not depend on the shape of the scores", () -> anyShape(loss))
            .promise("is a mean: a batch twice over costs the same", () -> mean(loss))
            .promise("is finite for scores up to ±" + largest, () -> finite(loss, largest))
            .promise("leads the discriminator to tell real from fake", () -> teaches(loss))
            .promise("leads the generator to fool the discriminator", () -> fools(loss));
    if (facts.monotone()) {
      contract
          .promise("falls as the discriminator gets better", () -> rewardsDiscriminator(loss))
          .promise("falls as the generator fools better", () -> rewardsGenerator(loss));
    }
    Golden golden = facts.golden();
    if (golden != null) {
      contract.promise("has the expected values", () -> golden(loss, golden));
    }
    for (Term term : loss.terms()) {
      contract.and(TermContract.of(term));
    }
    return contract;
  }

  private static void oneTermEach(ScoreLoss loss) {
    assertThat(loss.terms().stream().map(Term::pays))
        .as("who pays")
        .containsExactlyInAnyOrder(Player.DISCRIMINATOR, Player.GENERATOR);
    assertThat(loss.scoreKind()).as("kind of score").isNotNull();
  }

  private static void scalars(ScoreLoss loss) {
    DoubleTensor real = DoubleTensor.vector(REAL);
    DoubleTensor fake = DoubleTensor.vector(FAKE);
    assertThat(loss.discriminatorLoss(OPS, real, fake).shape()).isEqualTo(Shape.scalar());
    assertThat(loss.generatorLoss(OPS, fake).shape()).isEqualTo(Shape.scalar());
  }

  private static void anyShape(ScoreLoss loss) {
    DoubleTensor real = DoubleTensor.of(Shape.of(2, 2), REAL);
    DoubleTensor fake = DoubleTensor.of(Shape.of(2, 2), FAKE);
    assertThat(loss.discriminatorLoss(OPS, real, fake).item())
        .as("discriminator's loss for scores [2, 2] and [4]")
        .isCloseTo(discriminator(loss, REAL, FAKE), within(1e-12));
    assertThat(loss.generatorLoss(OPS, fake).item())
        .as("generator's loss for scores [2, 2] and [4]")
        .isCloseTo(generator(loss, FAKE), within(1e-12));
  }

  private static void mean(ScoreLoss loss) {
    assertThat(discriminator(loss, twice(REAL), twice(FAKE)))
        .as("discriminator's loss of the batch twice over")
        .isCloseTo(discriminator(loss, REAL, FAKE), within(1e-9));
    assertThat(generator(loss, twice(FAKE)))
        .as("generator's loss of the batch twice over")
        .isCloseTo(generator(loss, FAKE), within(1e-9));
  }

  private static void finite(ScoreLoss loss, double largest) {
    double[][] extremes = {{largest, largest}, {-largest, -largest}, {largest, -largest}, {0, 0}};
    for (double[] fake : extremes) {
      assertThat(generator(loss, fake))
          .as("generator's loss for fake scores %s", Arrays.toString(fake))
          .isFinite();
      for (double[] real : extremes) {
        assertThat(discriminator(loss, real, fake))
            .as(
                "discriminator's loss for real scores %s and fake scores %s",
                Arrays.toString(real), Arrays.toString(fake))
            .isFinite();
      }
    }
  }

  private static void teaches(ScoreLoss loss) {
    allBelowZero(
        "slope of the discriminator's loss in a real sample's score",
        slopes(loss, real -> discriminator(loss, real, UNDECIDED)));
    allBelowZero(
        "negative slope of the discriminator's loss in a fake's score",
        slopes(loss, fake -> -discriminator(loss, UNDECIDED, fake)));
  }

  private static void fools(ScoreLoss loss) {
    allBelowZero(
        "slope of the generator's loss in a fake's score",
        slopes(loss, fake -> generator(loss, fake)));
  }

  /** Slopes towards "more real", which for an energy means lower. */
  private static double[] slopes(ScoreLoss loss, ToDoubleFunction<double[]> cost) {
    double[] slopes = Gradients.centralDifference(cost, UNDECIDED, 1e-4);
    return Arrays.stream(slopes).map(slope -> realIs(loss) * slope).toArray();
  }

  private static void allBelowZero(String what, double[] values) {
    for (double value : values) {
      assertThat(value).as(what).isLessThan(-1e-6);
    }
  }

  private static void rewardsDiscriminator(ScoreLoss loss) {
    double before = Double.POSITIVE_INFINITY;
    for (double margin = -5; margin <= 5; margin += 0.5) {
      double[] real = shifted(realIs(loss) * margin);
      double[] fake = shifted(-realIs(loss) * margin);
      double cost = discriminator(loss, real, fake);
      assertThat(cost).as("discriminator's loss at a margin of %s", margin).isLessThan(before);
      before = cost;
    }
  }

  private static void rewardsGenerator(ScoreLoss loss) {
    double before = Double.POSITIVE_INFINITY;
    for (double score = -5; score <= 5; score += 0.5) {
      double cost = generator(loss, shifted(realIs(loss) * score));
      assertThat(cost).as("generator's loss at fake scores around %s", score).isLessThan(before);
      before = cost;
    }
  }

  private static void golden(ScoreLoss loss, Golden expected) {
    assertThat(discriminator(loss, REAL, FAKE))
        .as("discriminator's loss")
        .isCloseTo(expected.discriminator(), within(1e-9));
    assertThat(generator(loss, FAKE))
        .as("generator's loss")
        .isCloseTo(expected.generator(), within(1e-9));
  }

  private static int realIs(ScoreLoss loss) {
    return loss.scoreKind() == ScoreKind.ENERGY ? -1 : 1;
  }

  private static double discriminator(ScoreLoss loss, double[] real, double[] fake) {
    return loss.discriminatorLoss(OPS, DoubleTensor.vector(real), DoubleTensor.vector(fake)).item();
  }

  private static double generator(ScoreLoss loss, double[] fake) {
    return loss.generatorLoss(OPS, DoubleTensor.vector(fake)).item();
  }

  private static double[] shifted(double by) {
    return Arrays.stream(UNDECIDED).map(score -> score + by).toArray();
  }

  private static double[] twice(double[] values) {
    double[] both = Arrays.copyOf(values, 2 * values.length);
    System.arraycopy(values, 0, both, values.length, values.length);
    return both;
  }
}
