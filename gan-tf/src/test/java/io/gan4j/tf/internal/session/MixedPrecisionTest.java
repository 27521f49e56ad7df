package io.gan4j.tf.internal.session;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.api.data.SampleSpace;
import io.gan4j.api.game.Player;
import io.gan4j.api.layer.Biases;
import io.gan4j.api.layer.Conv2d;
import io.gan4j.api.layer.Flatten;
import io.gan4j.api.layer.GroupedConv2d;
import io.gan4j.api.layer.LayerNorm;
import io.gan4j.api.layer.Padding;
import io.gan4j.api.layer.Reshape;
import io.gan4j.api.layer.SelfAttention;
import io.gan4j.api.layer.Size;
import io.gan4j.api.layer.TransposedConv2d;
import io.gan4j.api.network.Initializer;
import io.gan4j.api.network.LayerSpec;
import io.gan4j.api.optimizer.Sgd;
import io.gan4j.api.provider.Precision;
import io.gan4j.api.term.Term;
import io.gan4j.api.training.Draw;
import io.gan4j.components.activation.LeakyRelu;
import io.gan4j.components.activation.Linear;
import io.gan4j.components.activation.Tanh;
import io.gan4j.components.initializer.NormalInitializer;
import io.gan4j.components.term.GradientPenaltyTerm;
import io.gan4j.components.term.R1Term;
import io.gan4j.components.term.R2Term;
import io.gan4j.tf.internal.session.InspectedSession.Evaluation;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.GraphOperation;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.proto.DataType;

@DisplayName("Mixed precision")
class MixedPrecisionTest {
  private static final Size THREE = Size.of(3);
  private static final Initializer NORMAL = new NormalInitializer(0, 0.1);

  /** A unit of rounding in bfloat16. */
  private static final double UNIT = 1.0 / 256;

  private static Conv2d conv(int filters, int stride) {
    return new Conv2d(
        filters,
        THREE,
        Size.of(stride),
        Padding.SAME,
        Size.ONE,
        new LeakyRelu(0.2),
        NORMAL,
        NORMAL,
        Biases.TIED);
  }

  /** Every layer that is made of products, of sizes that are worth rounding. */
  private static TestPlans plans(Precision precision, Term... terms) {
    TestPlans plans = new TestPlans();
    plans.precision = precision;
    plans.samples = SampleSpace.images(8, 8, 3);
    plans.batchSize = 4;
    plans.generator =
        List.of(
            TestPlans.dense(40, new Tanh()),
            TestPlans.dense(4 * 4 * 16, new Tanh()),
            new Reshape(List.of(4L, 4L, 16L)),
            new TransposedConv2d(
                16,
                Size.of(4),
                Size.of(2),
                Padding.SAME,
                null,
                new Tanh(),
                NORMAL,
                NORMAL,
                Biases.TIED),
            new Conv2d(
                3,
                THREE,
                Size.ONE,
                Padding.SAME,
                Size.ONE,
                new Tanh(),
                NORMAL,
                NORMAL,
                Biases.TIED));
    plans.discriminator =
        List.of(
            conv(16, 1),
            conv(32, 2),
            new GroupedConv2d(
                64, 2, THREE, Padding.SAME, new LeakyRelu(0.2), NORMAL, NORMAL, Biases.TIED, null),
            conv(32, 1),
            new LayerNorm(1e-5, true, true),
            new Flatten(),
            TestPlans.dense(32, new LeakyRelu(0.2)),
            TestPlans.dense(1, new Linear()));
    plans.phases =
        List.of(
            plans.phase(
                "discriminator", Draw.FRESH, 1, Set.of(), List.of(terms), Player.DISCRIMINATOR),
            plans.phase("generator", Player.GENERATOR));
    return plans;
  }

  private static Evaluation evaluated(Precision precision, String phase, Term... terms) {
    TestPlans plans = plans(precision, terms);
    try (InspectedSession<?> session = plans.open()) {
      return session.evaluate(plans.request(phase, 0));
    }
  }

  /** |a − b| over |b|, of all of a gradient's numbers. */
  private static double distance(NdArray<?> found, NdArray<?> expected) {
    double[] a = States.values(found);
    double[] b = States.values(expected);
    double apart = 0;
    double size = 0;
    for (int i = 0; i < a.length; i++) {
      apart += (a[i] - b[i]) * (a[i] - b[i]);
      size += b[i] * b[i];
    }
    return Math.sqrt(apart / size);
  }

  private static void compare(Evaluation mixed, Evaluation full, double tolerance) {
    full.gradients()
        .forEach(
            (name, expected) ->
                assertThat(distance(requireNonNull(mixed.gradients().get(name)), expected))
                    .as(name)
                    .isLessThan(tolerance));
    assertThat(mixed.gradients().keySet())
        .anySatisfy(
            name ->
                assertThat(
                        distance(
                            requireNonNull(mixed.gradients().get(name)),
                            requireNonNull(full.gradients().get(name))))
                    .as(name)
                    .isGreaterThan(UNIT / 100));
  }

  static Stream<Term> secondOrder() {
    return Stream.of(
        new Weighed(5, new R1Term()),
        new Weighed(5, new R2Term()),
        new Weighed(10, new GradientPenaltyTerm(1, false)));
  }

  @ParameterizedTest
  @MethodSource("secondOrder")
  @DisplayName("has losses and gradients of float32 but for bfloat16's rounding, penalties too")
  void likeFloat32(Term penalty) {
    Evaluation full = evaluated(Precision.FLOAT32, "discriminator", penalty);
    Evaluation mixed = evaluated(Precision.MIXED, "discriminator", penalty);
    double loss = TestPlans.loss(full.report(), Player.DISCRIMINATOR);
    assertThat(TestPlans.loss(mixed.report(), Player.DISCRIMINATOR))
        .isCloseTo(loss, within(16 * UNIT * loss));
    double paid = requireNonNull(full.report().terms().get("term.1"));
    assertThat(requireNonNull(mixed.report().terms().get("term.1")))
        .isCloseTo(paid, within(16 * UNIT * paid));
    compare(mixed, full, 32 * UNIT);
  }

  @Test
  @DisplayName("has gradients of the generator of float32 but for bfloat16's rounding")
  void generator() {
    compare(
        evaluated(Precision.MIXED, "generator"),
        evaluated(Precision.FLOAT32, "generator"),
        32 * UNIT);
  }

  @Test
  @DisplayName("computes products alone in bfloat16, and keeps variables in float32")
  void productsAlone() {
    TestPlans plans = plans(Precision.MIXED, new R1Term());
    plans.discriminator = attentive();
    Set<String> rounded = new TreeSet<>();
    List<String> full = new ArrayList<>();
    try (InspectedSession<?> session = plans.open()) {
      for (Iterator<GraphOperation> all = session.graph().operations(); all.hasNext(); ) {
        GraphOperation operation = all.next();
        for (int i = 0; i < operation.numOutputs(); i++) {
          if (operation.output(i).dataType() == DataType.DT_BFLOAT16) {
            rounded.add(operation.type());
          }
        }
        if (operation.type().equals("VarHandleOp")) {
          full.add(operation.attributes().getAttrType("dtype").name());
        }
      }
    }
    assertThat(rounded)
        .containsExactly("BatchMatMulV2", "Cast", "Conv2D", "Conv2DBackpropInput", "MatMul");
    assertThat(full).containsOnly("DT_FLOAT");
  }

  private static List<LayerSpec> attentive() {
    return List.of(
        conv(64, 1),
        new SelfAttention(2, 2, 1, NORMAL, null),
        conv(32, 2),
        new Flatten(),
        TestPlans.dense(1, new Linear()));
  }

  @Test
  @DisplayName("loses no step that is smaller than bfloat16 can tell")
  void smallSteps() {
    TestPlans plans = plans(Precision.MIXED);
    plans.discriminatorOptimizer = new Sgd(progress -> 1e-6);
    try (InspectedSession<?> session = plans.open()) {
      Map<String, NdArray<?>> before = session.saveState();
      Map<String, NdArray<?>> gradients =
          session.evaluate(plans.request("discriminator", 0)).gradients();
      session.step(plans.request("discriminator", 0));
      Map<String, NdArray<?>> after = session.saveState();
      String name = "discriminator/1.conv2d/kernel";
      double[] was = States.values(before, name);
      double[] slope = States.values(requireNonNull(gradients.get(name)));
      double[] is = States.values(after, name);
      int moved = 0;
      for (int i = 0; i < is.length; i++) {
        double unit = Math.ulp((float) was[i]);
        assertThat(is[i]).isCloseTo(was[i] - 1e-6 * slope[i], within(unit));
        moved += is[i] != was[i] ? 1 : 0;
      }
      assertThat(moved).isGreaterThan(is.length / 2);
    }
  }

  @Test
  @DisplayName("samples and scores as float32 does, to the bit")
  void samples() {
    List<double[]> found = new ArrayList<>();
    for (Precision precision : Precision.values()) {
      try (InspectedSession<?> session = plans(precision).open()) {
        FloatNdArray made = session.generate(session.drawLatents(3, 5));
        found.add(States.values(made));
        found.add(States.values(session.score(made)));
      }
    }
    assertThat(found.get(2)).containsExactly(found.get(0));
    assertThat(found.get(3)).containsExactly(found.get(1));
  }

  private static void same(InspectedSession<?> session, Map<String, double[]> expected) {
    States.values(session.saveState())
        .forEach((name, values) -> assertThat(values).as(name).isEqualTo(expected.get(name)));
  }

  private static void train(TestPlans plans, InspectedSession<?> session, int from, int to) {
    for (int step = from; step < to; step++) {
      session.step(plans.request("discriminator", step, 2L * step));
      session.step(plans.request("generator", step, 2L * step + 1));
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("is bit-identical in two sessions, and put back into a new one goes on so")
  void isReproducible(Precision precision) {
    TestPlans plans = plans(precision, new R1Term());
    Map<String, NdArray<?>> half;
    Map<String, double[]> whole;
    try (InspectedSession<?> session = plans.open()) {
      train(plans, session, 0, 10);
      half = session.saveState();
      train(plans, session, 10, 20);
      whole = States.values(session.saveState());
    }
    try (InspectedSession<?> session = plans.open()) {
      session.restoreState(half);
      train(plans, session, 10, 20);
      same(session, whole);
    }
    try (InspectedSession<?> session = plans.open()) {
      train(plans, session, 0, 20);
      same(session, whole);
    }
  }
}
