package io.gan4j.tf.internal.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.api.ProviderException;
import io.gan4j.api.game.Player;
import io.gan4j.api.layer.Dense;
import io.gan4j.api.network.LayerSpec;
import io.gan4j.api.network.ParameterSpec;
import io.gan4j.api.network.ParameterSpec.Role;
import io.gan4j.api.optimizer.Optimizer;
import io.gan4j.api.optimizer.Schedule;
import io.gan4j.api.provider.GanSession;
import io.gan4j.api.provider.GeneratorModel;
import io.gan4j.api.provider.Trust;
import io.gan4j.api.training.Draw;
import io.gan4j.components.activation.Linear;
import io.gan4j.components.initializer.ConstantInitializer;
import io.gan4j.tf.TensorFlowProvider;
import io.gan4j.tf.extension.LayerBuilder;
import io.gan4j.tf.extension.LayerContext;
import io.gan4j.tf.extension.OptimizerBuilder;
import io.gan4j.tf.extension.OptimizerContext;
import io.gan4j.tf.extension.TensorFlowExtension;
import io.gan4j.tf.internal.layer.DenseBuilder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.family.TFloating;

@DisplayName("An extension")
class ExtensionTest {

  /** x + dense(x) + mean of all inputs seen so far; a layer within a layer, and a statistic. */
  record Residual(Dense inner) implements LayerSpec {
    @Override
    public Shape outputShape(Shape input) {
      return inner.outputShape(input);
    }

    @Override
    public List<ParameterSpec> parameters(Shape input) {
      List<ParameterSpec> parameters = new ArrayList<>();
      for (ParameterSpec p : inner.parameters(input)) {
        parameters.add(
            new ParameterSpec(
                "inner/" + p.name(),
                p.shape(),
                p.role(),
                p.initializer(),
                p.fanIn(),
                p.fanOut(),
                p.outputAxis()));
      }
      parameters.add(
          new ParameterSpec(
              "passes", Shape.of(1), Role.STATISTIC, new ConstantInitializer(2), 1, 1, 0));
      return parameters;
    }

    @Override
    public List<LayerSpec> children() {
      return List.of(inner);
    }
  }

  /** Its builder; doubles and adds one to the statistic in every pass. */
  static final class ResidualBuilder implements LayerBuilder<Residual> {
    @Override
    public <T extends TFloating> Operand<T> build(
        Residual layer, Operand<T> input, LayerContext<T> context) {
      context.updateStatistic(
          "passes",
          old ->
              context
                  .ops()
                  .add(
                      context.ops().mul(old, context.ops().constant(2)),
                      context.ops().constant(1)));
      return context.ops().add(input, context.build("inner", layer.inner(), input));
    }
  }

  /** w ← w − sign(g)·rate. */
  record SignDescent(Schedule learningRate) implements Optimizer {
    @Override
    public int slots() {
      return 0;
    }
  }

  /** Its builder. */
  static final class SignDescentBuilder implements OptimizerBuilder<SignDescent> {
    @Override
    public List<String> slots(SignDescent optimizer) {
      return List.of();
    }

    @Override
    public <T extends TFloating> Rule<T> build(SignDescent optimizer, OptimizerContext<T> context) {
      Operand<T> rate = context.fed("learningRate", optimizer.learningRate()::valueAt);
      return update ->
          update
              .tf()
              .train
              .resourceApplyGradientDescent(
                  update.variable(), rate, update.tf().math.sign(update.gradient()));
    }
  }

  /** Brings both. */
  static final class Both implements TensorFlowExtension {
    @Override
    public String name() {
      return "both";
    }

    @Override
    public void configure(Builders to) {
      to.layer(Residual.class, new ResidualBuilder());
      to.optimizer(SignDescent.class, new SignDescentBuilder());
    }
  }

  /** Sums of all features up to each. */
  record Cumulative() implements LayerSpec {
    @Override
    public Shape outputShape(Shape input) {
      return input;
    }

    @Override
    public List<ParameterSpec> parameters(Shape input) {
      return List.of();
    }
  }

  /** Its builder; uses an operation that is not among those of every model. */
  static final class CumulativeBuilder implements LayerBuilder<Cumulative> {
    @Override
    public <T extends TFloating> Operand<T> build(
        Cumulative layer, Operand<T> input, LayerContext<T> context) {
      return context.tf().math.cumsum(input, context.tf().constant(1));
    }

    @Override
    public Set<String> exportedOperations() {
      return Set.of("Cumsum");
    }
  }

  /** Brings it. */
  static final class BringsCumulative implements TensorFlowExtension {
    @Override
    public String name() {
      return "cumulative";
    }

    @Override
    public void configure(Builders to) {
      to.layer(Cumulative.class, new CumulativeBuilder());
    }
  }

  private static TestPlans plans() {
    TestPlans plans = new TestPlans();
    plans.discriminator =
        List.of(
            new Residual(TestPlans.dense(TestPlans.FEATURES, new Linear())),
            TestPlans.dense(1, new Linear()));
    plans.discriminatorOptimizer = new SignDescent(p -> 0.125);
    plans.phases =
        List.of(
            plans.phase("discriminator", Player.DISCRIMINATOR),
            plans.phase("generator", Player.GENERATOR),
            plans.phase(
                "apart",
                Draw.FRESH,
                1,
                Set.of(),
                List.of(new TestTerms.InputGradient(0)),
                Player.DISCRIMINATOR));
    return plans;
  }

  private static InspectedSession<?> open(TestPlans plans) {
    return InspectedSession.open(plans.plan(), new Both());
  }

  @Test
  @DisplayName("brings a layer with layers inside, and an optimiser, that train like any other")
  void trains() {
    TestPlans plans = plans();
    try (InspectedSession<?> session = open(plans)) {
      String kernel = "discriminator/0.residual/inner/kernel";
      double[] before = States.values(session.saveState(), kernel);
      double[] gradient =
          States.values(session.evaluate(plans.request("discriminator", 0)).gradients(), kernel);
      session.step(plans.request("discriminator", 0));
      double[] after = States.values(session.saveState(), kernel);
      for (int i = 0; i < before.length; i++) {
        assertThat(after[i]).isEqualTo(before[i] - 0.125 * Math.signum(gradient[i]), within(1e-6));
      }
    }
  }

  @Test
  @DisplayName("may move statistics: only with their owner, once per pass, in inference never")
  void movesStatistics() {
    TestPlans plans = plans();
    String passes = "discriminator/0.residual/passes";
    try (InspectedSession<?> session = open(plans)) {
      assertThat(session.evaluate(plans.request("discriminator", 0)).gradients())
          .doesNotContainKey(passes);
      session.step(plans.request("generator", 0));
      session.score(session.generate(session.drawLatents(1, 4)));
      assertThat(States.values(session.saveState(), passes)).containsExactly(2);
      session.step(plans.request("discriminator", 1));
      assertThat(States.values(session.saveState(), passes))
          .as("real and fake shared one pass")
          .containsExactly(5);
      session.step(plans.request("apart", 2));
      assertThat(States.values(session.saveState(), passes))
          .as("two passes, one after the other")
          .containsExactly(23);
    }
  }

  @Test
  @DisplayName("that is not there is asked for by name, with what is known")
  void unknownIsRefused() {
    TestPlans plans = plans();
    TensorFlowProvider without = TensorFlowProvider.create(List.of());
    assertThatThrownBy(() -> without.open(plans.plan()))
        .isInstanceOf(ProviderException.class)
        .hasMessageContaining("discriminator/0.residual")
        .hasMessageContaining(Residual.class.getName())
        .hasMessageContaining("Known layers: every activation")
        .hasMessageContaining("Dense")
        .hasMessageContaining("Maxout")
        .hasMessageContaining("TensorFlowExtension");
    plans.discriminator = List.of(TestPlans.dense(1, new Linear()));
    assertThatThrownBy(() -> without.open(plans.plan()))
        .isInstanceOf(ProviderException.class)
        .hasMessageContaining("discriminator's optimizer")
        .hasMessageContaining(SignDescent.class.getName())
        .hasMessageContaining("Known optimizers")
        .hasMessageContaining("Adam");
  }

  @Test
  @DisplayName("may name a further operation, with which its exports load where it is there")
  void exportsFurtherOperations(@TempDir Path parent) {
    TensorFlowProvider with = TensorFlowProvider.create(List.of(new BringsCumulative()));
    TensorFlowProvider without = TensorFlowProvider.create(List.of());
    TestPlans plans = new TestPlans();
    plans.generator = List.of(TestPlans.dense(TestPlans.FEATURES, new Linear()), new Cumulative());
    Path folder = parent.resolve("model");
    FloatNdArray expected;
    try (GanSession session = with.open(plans.plan())) {
      session.export(folder, Map.of());
      expected = session.generate(session.drawLatents(3, 2));
    }
    try (GeneratorModel model = with.load(folder)) {
      assertThat(States.values(model.sample(3, 2)))
          .containsExactly(States.values(expected), within(1e-5));
    }
    assertThatThrownBy(() -> without.load(folder))
        .isInstanceOf(ProviderException.class)
        .hasMessageContaining("is the operation Cumsum, which is none of those that only calculate")
        .hasMessageContaining("Trust.TRUSTED");
    try (GeneratorModel model = without.load(folder, Trust.TRUSTED)) {
      assertThat(States.values(model.sample(3, 2)))
          .containsExactly(States.values(expected), within(1e-5));
    }
  }

  @Test
  @DisplayName("may not bring a second builder for what has one")
  void duplicatesAreRefused() {
    TensorFlowExtension second =
        new TensorFlowExtension() {
          @Override
          public String name() {
            return "second";
          }

          @Override
          public void configure(Builders to) {
            to.layer(Dense.class, new DenseBuilder());
          }
        };
    assertThatThrownBy(() -> TensorFlowProvider.create(List.of(second)))
        .isInstanceOf(ProviderException.class)
        .hasMessageContaining(Dense.class.getName())
        .hasMessageContaining("gan-tf")
        .hasMessageContaining("second");
  }
}
