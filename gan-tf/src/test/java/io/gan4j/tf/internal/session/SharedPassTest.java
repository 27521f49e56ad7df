package io.gan4j.tf.internal.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.api.game.Player;
import io.gan4j.api.layer.Dense;
import io.gan4j.api.layer.Dropout;
import io.gan4j.api.layer.GaussianNoise;
import io.gan4j.api.layer.LayerNorm;
import io.gan4j.api.network.Activation;
import io.gan4j.api.network.LayerSpec;
import io.gan4j.api.provider.FloatType;
import io.gan4j.api.tensor.TensorOps;
import io.gan4j.api.term.Loss;
import io.gan4j.api.term.Term;
import io.gan4j.api.training.Draw;
import io.gan4j.components.activation.LeakyRelu;
import io.gan4j.components.activation.Linear;
import io.gan4j.components.initializer.NormalInitializer;
import io.gan4j.components.loss.HingeLoss;
import io.gan4j.components.loss.RealFakeCombination;
import io.gan4j.components.loss.WassersteinLoss;
import io.gan4j.components.term.GradientPenaltyTerm;
import io.gan4j.components.term.R1Term;
import io.gan4j.components.term.R2Term;
import io.gan4j.components.weight.SpectralNorm;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.tensorflow.GraphOperation;

@DisplayName("Real and fake in one pass of the discriminator")
class SharedPassTest {

  /** Hands on what it gets, and claims to mix samples, which takes real and fake apart. */
  record Apart() implements Activation {
    @Override
    public <T> T apply(TensorOps<T> ops, T values) {
      return values;
    }

    @Override
    public boolean mixesSamples() {
      return true;
    }
  }

  /** Everything that draws noise or keeps a statistic without mixing samples. */
  private static List<LayerSpec> discriminator() {
    return List.of(
        spectral(9),
        new Dropout(0.5, true),
        new GaussianNoise(0.3),
        spectral(7),
        new LayerNorm(1e-5, true, true),
        new Dropout(0.25, false),
        TestPlans.dense(1, new Linear()));
  }

  private static Dense spectral(int units) {
    return new Dense(
        units,
        new LeakyRelu(0.2),
        new NormalInitializer(0, 0.5),
        new NormalInitializer(0, 0.1),
        true,
        new SpectralNorm(1));
  }

  private static TestPlans plans(boolean apart, Loss loss, Term... terms) {
    TestPlans plans = new TestPlans();
    plans.loss = loss;
    plans.floatType = FloatType.FLOAT64;
    List<LayerSpec> layers = new ArrayList<>(discriminator());
    if (apart) {
      layers.add(new Apart());
    }
    plans.discriminator = layers;
    plans.phases =
        List.of(
            plans.phase("phase", Draw.FRESH, 1, Set.of(), List.of(terms), Player.DISCRIMINATOR));
    return plans;
  }

  private static int products(InspectedSession<?> session) {
    int products = 0;
    for (Iterator<GraphOperation> all = session.graph().operations(); all.hasNext(); ) {
      products += all.next().type().equals("MatMul") ? 1 : 0;
    }
    return products;
  }

  /** Steps both ways, which must make no difference to anything; the products that one saves. */
  private static int saved(Term... terms) {
    return saved(new TestPlans().loss, terms);
  }

  private static int saved(Loss loss, Term... terms) {
    TestPlans one = plans(false, loss, terms);
    TestPlans two = plans(true, loss, terms);
    try (InspectedSession<?> shared = one.open();
        InspectedSession<?> apart = two.open()) {
      for (int step = 0; step < 3; step++) {
        assertThat(TestPlans.loss(shared.step(one.request("phase", step)), Player.DISCRIMINATOR))
            .isEqualTo(
                TestPlans.loss(apart.step(two.request("phase", step)), Player.DISCRIMINATOR),
                within(1e-9));
      }
      Map<String, double[]> expected = States.values(apart.saveState());
      Map<String, double[]> state = States.values(shared.saveState());
      assertThat(state).containsOnlyKeys(expected.keySet());
      assertThat(state).containsKey("discriminator/0.dense/kernel.u");
      state.forEach(
          (name, values) ->
              assertThat(values).as(name).containsExactly(expected.get(name), within(1e-9)));
      return products(apart) - products(shared);
    }
  }

  @Test
  @DisplayName("give what two passes give: scores, gradients, masks, noise and spectral norm's u")
  void changesNothing() {
    // Per pass: three layers forward, back to their kernels and to the two inner inputs, and what
    // the spectral norms multiply.
    assertThat(saved()).isGreaterThanOrEqualTo(8);
  }

  @Test
  @DisplayName("give what two passes give to a critic, whose last layer they pass apart")
  void critic() {
    // Two layers forward, back to their kernels and to one inner input.
    assertThat(saved(withinMargin())).isGreaterThanOrEqualTo(5);
  }

  @Test
  @DisplayName("stay together beside a penalty on gradients at samples of its own")
  void gradientPenalty() {
    assertThat(saved(new Weighed(10, new GradientPenaltyTerm(1, false)))).isGreaterThanOrEqualTo(8);
  }

  @Test
  @DisplayName("go apart where a term differentiates their scores, and would pay for both halves")
  void scoresDifferentiated() {
    assertThat(saved(new Weighed(10, new R1Term()))).isZero();
    assertThat(saved(new Weighed(10, new R2Term()))).isZero();
  }

  /** A hinge loss whose margin no score reaches. */
  private static Loss withinMargin() {
    return new HingeLoss(100, RealFakeCombination.SUM);
  }

  /** The gradient of the last layer's bias in a batch of 7, whose share of 1/7 is not exact. */
  private static double[] lastBias(Loss loss, List<LayerSpec> discriminator) {
    TestPlans plans = new TestPlans();
    plans.batchSize = 7;
    plans.loss = loss;
    plans.discriminator = discriminator;
    String bias = "discriminator/" + (discriminator.size() - 1) + ".dense/bias";
    try (InspectedSession<?> session = plans.open()) {
      return States.values(session.evaluate(plans.request("discriminator", 0)).gradients(), bias);
    }
  }

  @Test
  @DisplayName("leave the bias of a critic's last layer exactly where a shift changes nothing")
  void exactZero() {
    List<LayerSpec> critic = List.of(spectral(9), spectral(7), TestPlans.dense(1, new Linear()));
    List<LayerSpec> linear = List.of(TestPlans.dense(1, new Linear()));
    for (List<LayerSpec> network : List.of(critic, linear)) {
      assertThat(lastBias(new WassersteinLoss(RealFakeCombination.SUM), network))
          .containsExactly(0);
      assertThat(lastBias(withinMargin(), network)).containsExactly(0);
    }
  }
}
