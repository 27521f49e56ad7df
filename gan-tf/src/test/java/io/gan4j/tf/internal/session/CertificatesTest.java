package io.gan4j.tf.internal.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.api.data.Batch;
import io.gan4j.api.data.Latents;
import io.gan4j.api.data.SampleSpace;
import io.gan4j.api.game.Player;
import io.gan4j.api.layer.Dense;
import io.gan4j.api.network.LayerSpec;
import io.gan4j.api.optimizer.Sgd;
import io.gan4j.api.provider.FloatType;
import io.gan4j.api.provider.StepRequest;
import io.gan4j.api.tensor.NoiseSource;
import io.gan4j.api.tensor.TensorOps;
import io.gan4j.api.term.Loss;
import io.gan4j.api.term.Term;
import io.gan4j.api.training.Draw;
import io.gan4j.components.activation.Linear;
import io.gan4j.components.initializer.ConstantInitializer;
import io.gan4j.components.loss.HingeLoss;
import io.gan4j.components.loss.MinimaxLoss;
import io.gan4j.components.loss.NonSaturatingLoss;
import io.gan4j.components.loss.RealFakeCombination;
import io.gan4j.components.loss.RelativisticCost;
import io.gan4j.components.loss.RelativisticPairingLoss;
import io.gan4j.components.loss.WassersteinLoss;
import io.gan4j.components.term.GradientPenaltyTerm;
import io.gan4j.components.term.R1Term;
import io.gan4j.components.term.R2Term;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.Shape;

/**
 * The Dirac-GAN of Mescheder et al. 2018: all data are 0, G makes θ of every latent, and D(x) = ψx.
 * Its equilibrium is (θ, ψ) = (0, 0), where one simultaneous update of both players by gradient
 * descent has the Jacobian [[1, ηg], [−ηd, 1 − ηγ]], d and g the slopes of what the discriminator
 * and the generator pay for a fake's score of 0, γ the penalties' on squared gradients.
 */
@DisplayName("The Dirac-GAN under simultaneous gradient descent")
class CertificatesTest {
  private static final double RATE = 0.05;
  private static final double TOLERANCE = 1e-6;

  /** A loss, and the slopes of what both players pay for a fake's score at 0, by its formula. */
  private record Case(String name, Loss loss, double discriminatorSlope, double generatorSlope) {
    double product() {
      return discriminatorSlope * generatorSlope;
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static List<Case> losses() {
    return List.of(
        new Case("minimax", new MinimaxLoss(RealFakeCombination.SUM), 0.5, 0.5),
        new Case("non-saturating", new NonSaturatingLoss(RealFakeCombination.SUM), 0.5, 0.5),
        new Case("hinge", new HingeLoss(1, RealFakeCombination.SUM), 1, 1),
        new Case("wasserstein", new WassersteinLoss(RealFakeCombination.SUM), 1, 1),
        new Case("pairing", new RelativisticPairingLoss(RelativisticCost.STANDARD), 0.5, 0.5),
        new Case("pairing, hinge", new RelativisticPairingLoss(RelativisticCost.HINGE), 1, 1),
        new Case(
            "pairing, least squares",
            new RelativisticPairingLoss(RelativisticCost.LEAST_SQUARES),
            2,
            2));
  }

  /** A point, or a complex number. */
  private record Pair(double first, double second) {
    double size() {
      return Math.hypot(first, second);
    }
  }

  /** Latents that are all 1. */
  private record Ones() implements Latents {
    @Override
    public Shape shape() {
      return Shape.of(1);
    }

    @Override
    public <T> T draw(TensorOps<T> ops, NoiseSource<T> noise) {
      return ops.add(ops.mul(noise.normal("latents", shape()), ops.constant(0)), ops.constant(1));
    }
  }

  /** One weight, no bias. */
  private static List<LayerSpec> weight() {
    return List.of(
        new Dense(1, new Linear(), new ConstantInitializer(0), new ConstantInitializer(0), false));
  }

  /** A Dirac-GAN whose two weights can be put anywhere. */
  private static final class Dirac implements AutoCloseable {
    private final TestPlans plans = new TestPlans();
    private final InspectedSession<?> session;
    private final Map<String, NdArray<?>> start;
    private final String theta;
    private final String psi;

    Dirac(Loss loss, Term... penalties) {
      plans.floatType = FloatType.FLOAT64;
      plans.samples = SampleSpace.vectors(1);
      plans.latents = new Ones();
      plans.generator = weight();
      plans.discriminator = weight();
      plans.generatorOptimizer = new Sgd(progress -> RATE);
      plans.discriminatorOptimizer = new Sgd(progress -> RATE);
      plans.loss = loss;
      plans.phases =
          List.of(
              plans.phase(
                  "both",
                  Draw.FRESH,
                  1,
                  Set.of(),
                  List.of(penalties),
                  Player.GENERATOR,
                  Player.DISCRIMINATOR));
      session = plans.open();
      start = session.saveState();
      theta = kernel("generator");
      psi = kernel("discriminator");
    }

    private String kernel(String player) {
      return start.keySet().stream()
          .filter(name -> name.startsWith(player) && name.contains("kernel"))
          .findFirst()
          .orElseThrow(() -> new AssertionError(start.keySet()));
    }

    void put(Pair at) {
      session.restoreState(States.with(States.with(start, theta, at.first()), psi, at.second()));
    }

    void step(long step) {
      Batch zeros = new Batch(plans.samples, plans.batchSize);
      session.step(new StepRequest("both", step, 0, step, 1000, 0, zeros));
    }

    Pair now() {
      Map<String, NdArray<?>> state = session.saveState();
      return new Pair(States.values(state, theta)[0], States.values(state, psi)[0]);
    }

    Pair moved(double theta, double psi) {
      put(new Pair(theta, psi));
      step(0);
      return now();
    }

    /** Both eigenvalues of the update's Jacobian at (0, 0), by central differences. */
    List<Pair> eigenvalues() {
      double h = 1e-2; // along either axis the update is linear
      Pair right = moved(h, 0);
      Pair left = moved(-h, 0);
      Pair above = moved(0, h);
      Pair below = moved(0, -h);
      double a = (right.first() - left.first()) / (2 * h);
      double b = (above.first() - below.first()) / (2 * h);
      double c = (right.second() - left.second()) / (2 * h);
      double d = (above.second() - below.second()) / (2 * h);
      return roots((a + d) / 2, (a - d) * (a - d) / 4 + b * c);
    }

    /** How far from (0, 0) it is in the last hundred of so many steps from (½, ½). */
    List<Double> distances(int steps) {
      put(new Pair(0.5, 0.5));
      List<Double> last = new ArrayList<>();
      for (int step = 0; step < steps; step++) {
        step(step);
        if (step >= steps - 100) {
          last.add(now().size());
        }
      }
      return last;
    }

    @Override
    public void close() {
      session.close();
    }
  }

  /** middle ± √square, as complex numbers. */
  private static List<Pair> roots(double middle, double square) {
    double root = Math.sqrt(Math.abs(square));
    return square < 0
        ? List.of(new Pair(middle, root), new Pair(middle, -root))
        : List.of(new Pair(middle + root, 0), new Pair(middle - root, 0));
  }

  /** 1 + ηλ, λ = −γ/2 ± √(γ²/4 − d·g). */
  private static List<Pair> expected(Case of, double gamma) {
    double square = gamma * gamma / 4 - of.product();
    return roots(1 - RATE * gamma / 2, RATE * RATE * square);
  }

  private static void assertEigenvalues(Dirac dirac, List<Pair> expected) {
    List<Pair> found = dirac.eigenvalues();
    for (int i = 0; i < 2; i++) {
      assertThat(found.get(i).first()).isCloseTo(expected.get(i).first(), within(TOLERANCE));
      assertThat(found.get(i).second()).isCloseTo(expected.get(i).second(), within(TOLERANCE));
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("losses")
  @DisplayName("does not converge without a penalty: both eigenvalues are outside the unit circle")
  void bare(Case of) {
    try (Dirac dirac = new Dirac(of.loss)) {
      assertEigenvalues(dirac, expected(of, 0));
      assertThat(dirac.eigenvalues()).allMatch(eigenvalue -> eigenvalue.size() > 1);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("losses")
  @DisplayName("converges with R1, with R2 and with both: their γ add up")
  void penalised(Case of) {
    double slope = Math.sqrt(of.product());
    try (Dirac r1 = new Dirac(of.loss, new Weighed(0.7 * slope, new R1Term()));
        Dirac r2 = new Dirac(of.loss, new Weighed(0.7 * slope, new R2Term()));
        Dirac both =
            new Dirac(
                of.loss,
                new Weighed(1.2 * slope, new R1Term()),
                new Weighed(1.8 * slope, new R2Term()))) {
      assertEigenvalues(r1, expected(of, 0.7 * slope)); // below 2·slope: it circles inwards
      assertEigenvalues(r2, expected(of, 0.7 * slope));
      assertEigenvalues(both, expected(of, 3 * slope)); // above: it creeps
      for (Dirac dirac : List.of(r1, r2, both)) {
        assertThat(dirac.eigenvalues()).allMatch(eigenvalue -> eigenvalue.size() < 1);
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("losses")
  @DisplayName("has one eigenvalue, twice, at γ = 2·√(d·g)")
  void critical(Case of) {
    double gamma = 2 * Math.sqrt(of.product());
    try (Dirac dirac = new Dirac(of.loss, new Weighed(gamma, new R1Term()))) {
      Pair once = new Pair(1 - RATE * gamma / 2, 0);
      assertEigenvalues(dirac, List.of(once, once));
    }
  }

  @Test
  @DisplayName("does not converge by WGAN-GP: it stays away from the equilibrium, where R1 gets to")
  void wganGp() {
    WassersteinLoss loss = new WassersteinLoss(RealFakeCombination.SUM);
    try (Dirac penalised = new Dirac(loss, new Weighed(10, new GradientPenaltyTerm(1, false)));
        Dirac weak = new Dirac(loss, new Weighed(1, new GradientPenaltyTerm(1, false)));
        Dirac flattened = new Dirac(loss, new Weighed(1, new R1Term()))) {
      assertThat(penalised.distances(600)).allMatch(distance -> distance > 0.1);
      assertThat(weak.distances(600)).allMatch(distance -> distance > 0.1);
      assertThat(flattened.distances(600)).allMatch(distance -> distance < 1e-5);
    }
  }
}
