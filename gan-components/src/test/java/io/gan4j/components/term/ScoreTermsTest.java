package io.gan4j.components.term;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.api.PlayerRole;
import io.gan4j.api.data.SampleSpace;
import io.gan4j.api.layer.BatchNorm;
import io.gan4j.api.layer.Dense;
import io.gan4j.api.layer.LayerNorm;
import io.gan4j.api.layer.MinibatchStddev;
import io.gan4j.api.network.LayerSpec;
import io.gan4j.api.network.NetworkSpec;
import io.gan4j.api.network.PlayerNetwork;
import io.gan4j.api.term.PlayerOutput;
import io.gan4j.api.term.RunTraits;
import io.gan4j.api.term.ScoreKind;
import io.gan4j.api.term.Term;
import io.gan4j.api.term.TermValue;
import io.gan4j.components.activation.Linear;
import io.gan4j.components.initializer.ConstantInitializer;
import io.gan4j.testkit.DoubleNoise;
import io.gan4j.testkit.DoubleOps;
import io.gan4j.testkit.DoubleTensor;
import io.gan4j.testkit.DoubleTermContext;
import io.gan4j.testkit.TermContract;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.tensorflow.ndarray.Shape;

@DisplayName("Terms on scores, samples and features")
class ScoreTermsTest {
  private static final DoubleOps OPS = new DoubleOps();

  @TestFactory
  Stream<DynamicTest> contracts() {
    return Stream.of(
            new LecamTerm(0.99, true),
            new LecamTerm(0.9, false),
            new ZcrTerm(PlayerRole.DISCRIMINATOR, 0.03),
            new ZcrTerm(PlayerRole.GENERATOR, 0.03),
            new BcrTerm(10, 10, true, 1),
            new FeatureMatchingTerm(null),
            new GradientPenaltyTerm(1, false),
            new DraganTerm(1, false),
            new R1Term(),
            new R2Term())
        .flatMap(term -> TermContract.of(term).tests());
  }

  /** The generator doubles its latents; a sample's score is its sum; features are its square. */
  private static final class Doubling implements DoubleTermContext.Players {
    final List<DoubleTensor> judged = new ArrayList<>();

    @Override
    public DoubleTensor generate(DoubleTensor latents) {
      return OPS.mul(OPS.constant(2), latents);
    }

    @Override
    public PlayerOutput<DoubleTensor> discriminate(DoubleTensor samples) {
      judged.add(samples);
      return new PlayerOutput<>(OPS.sumPerSample(samples), OPS.square(samples));
    }

    @Override
    public DoubleTensor features(DoubleTensor samples, String layer) {
      return OPS.mul(OPS.constant(layer.equals("1.ten") ? 10 : 0), samples);
    }

    @Override
    public List<DoubleTensor> kernels(PlayerRole player) {
      return List.of();
    }
  }

  private static TermValue<DoubleTensor> pay(
      Term term, DoubleTensor real, DoubleTensor latents, Map<String, Double> state) {
    return pay(new Doubling(), term, real, latents, state);
  }

  private static TermValue<DoubleTensor> pay(
      Doubling players,
      Term term,
      DoubleTensor real,
      DoubleTensor latents,
      Map<String, Double> state) {
    int batch = (int) real.shape().get(0);
    return term.apply(
        new DoubleTermContext(
            OPS,
            players,
            new DoubleTermContext.Inputs(real, null, latents, DoubleNoise.of(5, 0, batch)),
            state));
  }

  private static double of(Map<String, DoubleTensor> values, String name) {
    return requireNonNull(values.get(name), name).item();
  }

  @Nested
  @DisplayName("LeCam")
  class Lecam {
    private final DoubleTensor real = DoubleTensor.of(Shape.of(2, 1), 3, -1);
    private final DoubleTensor latents = DoubleTensor.of(Shape.of(2, 1), -2, 1); // scores −4, 2

    private Map<String, Double> state(double realAverage, double fakeAverage) {
      return Map.of("real", realAverage, "fake", fakeAverage, "begun", 1.0);
    }

    @Test
    @DisplayName("pays relu(r − α_F)² + relu(α_R − f)², StudioGAN's form")
    void oneSided() {
      TermValue<DoubleTensor> paid = pay(new LecamTerm(0.99, true), real, latents, state(1.5, 0.5));
      double r = (2.5 * 2.5 + 0) / 2;
      double f = (5.5 * 5.5 + 0) / 2;
      assertThat(paid.value().item()).isCloseTo(r + f, within(1e-12));
    }

    @Test
    @DisplayName("pays the squares themselves in the paper's form")
    void squares() {
      TermValue<DoubleTensor> paid =
          pay(new LecamTerm(0.99, false), real, latents, state(1.5, 0.5));
      double r = (2.5 * 2.5 + 1.5 * 1.5) / 2;
      double f = (5.5 * 5.5 + 0.5 * 0.5) / 2;
      assertThat(paid.value().item()).isCloseTo(r + f, within(1e-12));
    }

    @Test
    @DisplayName("moves both averages of the mean scores by 1 − decay")
    void averages() {
      TermValue<DoubleTensor> paid = pay(new LecamTerm(0.9, true), real, latents, state(1.5, 0.5));
      assertThat(of(paid.nextState(), "real")).isCloseTo(0.9 * 1.5 + 0.1, within(1e-12));
      assertThat(of(paid.nextState(), "fake")).isCloseTo(0.9 * 0.5 + 0.1 * -1, within(1e-12));
    }

    @Test
    @DisplayName("begins from the first step's own means, not from 0")
    void begins() {
      Map<String, Double> fresh = Map.of("real", 0.0, "fake", 0.0, "begun", 0.0);
      TermValue<DoubleTensor> paid = pay(new LecamTerm(0.99, true), real, latents, fresh);
      assertThat(of(paid.nextState(), "real")).isEqualTo(1);
      assertThat(of(paid.nextState(), "fake")).isEqualTo(-1);
      assertThat(of(paid.nextState(), "begun")).isEqualTo(1);
    }

    @Test
    @DisplayName("is refused for energies, which are low for real samples")
    void energies() {
      assertThat(new LecamTerm(0.99, true).conflicts(setting(ScoreKind.ENERGY))).hasSize(1);
      assertThat(new LecamTerm(0.99, true).conflicts(setting(ScoreKind.LOGIT))).isEmpty();
    }
  }

  @Nested
  @DisplayName("zCR")
  class Zcr {
    private static final int BATCH = 4000;
    private final DoubleTensor real = DoubleTensor.of(Shape.of(BATCH, 2), new double[2 * BATCH]);

    @Test
    @DisplayName("lets D pay the squared change of its score, with δ ~ N(0, σ²) on the latents")
    void discriminator() {
      // The score changes by 2(δ₁ + δ₂): variance 8σ². 5 standard errors are 11 %.
      double value =
          pay(new ZcrTerm(PlayerRole.DISCRIMINATOR, 0.5), real, real, Map.of()).value().item();
      assertThat(value).isCloseTo(8 * 0.25, within(0.11 * 2));
    }

    @Test
    @DisplayName("lets G earn the squared distance of its samples")
    void generator() {
      // A sample moves by 2δ: ‖·‖² has the mean 4 · 2σ².
      double value =
          pay(new ZcrTerm(PlayerRole.GENERATOR, 0.5), real, real, Map.of()).value().item();
      assertThat(value).isCloseTo(-8 * 0.25, within(0.08 * 2));
    }
  }

  @Nested
  @DisplayName("bCR")
  class Bcr {
    private static final int BATCH = 600;

    private DoubleTensor images() {
      double[] pixels = new double[BATCH * 3 * 4];
      Arrays.setAll(pixels, i -> i % 12);
      return DoubleTensor.of(Shape.of(BATCH, 3, 4, 1), pixels);
    }

    private List<List<Double>> moved(BcrTerm term) {
      Doubling players = new Doubling();
      pay(players, term, images(), images(), Map.of());
      return players.judged.stream()
          .filter(t -> !t.equals(images()) && !t.equals(OPS.mul(OPS.constant(2), images())))
          .map(t -> Arrays.stream(t.values()).boxed().toList())
          .toList();
    }

    @Test
    @DisplayName("mirrors about every other image left to right")
    void flips() {
      List<Double> real = moved(new BcrTerm(1, 1, true, 0)).get(0);
      List<Double> mirrored = List.of(3., 2., 1., 0., 7., 6., 5., 4., 11., 10., 9., 8.);
      int count = 0;
      for (int n = 0; n < BATCH; n++) {
        List<Double> image = real.subList(12 * n, 12 * n + 12);
        assertThat(image).isIn(mirrored, range());
        count += image.equals(mirrored) ? 1 : 0;
      }
      assertThat(count).isBetween(240, 360); // 5 standard deviations
    }

    private List<Double> range() {
      return IntStream.range(0, 12).mapToObj(i -> (double) i).toList();
    }

    @Test
    @DisplayName("moves by every whole number of pixels up to the shift, reflecting at the border")
    void shifts() {
      List<Double> real = moved(new BcrTerm(1, 1, false, 1)).get(0);
      Set<List<Double>> seen = new HashSet<>();
      for (int n = 0; n < BATCH; n++) {
        seen.add(real.subList(12 * n, 12 * n + 12));
      }
      assertThat(seen)
          .hasSize(9)
          .contains(range())
          .contains(List.of(1., 2., 3., 2., 5., 6., 7., 6., 9., 10., 11., 10.)) // left by one
          .contains(List.of(4., 5., 6., 7., 0., 1., 2., 3., 4., 5., 6., 7.)); // down by one
    }

    @Test
    @DisplayName("pays the squared change of the scores, weighted for real images and for fakes")
    void value() {
      // A row of 1, 2, 9, moved by one and reflected: 2, 1, 2 or 2, 9, 2. The score is the sum.
      DoubleTensor rows = DoubleTensor.of(Shape.of(1, 2, 3, 1), 1, 2, 9, 1, 2, 9);
      DoubleTensor flat = DoubleTensor.of(Shape.of(1, 2, 3, 1), 1, 1, 1, 1, 1, 1);
      assertThat(values(new BcrTerm(3, 0, false, 1), rows, flat))
          .containsExactlyInAnyOrder(0.0, 3.0 * (2 * 7) * (2 * 7), 3.0 * (2 * 1) * (2 * 1));
      assertThat(values(new BcrTerm(0, 3, false, 1), rows, flat)).containsExactly(0.0);
      assertThat(values(new BcrTerm(0, 3, false, 1), flat, rows))
          .containsExactlyInAnyOrder(0.0, 3.0 * (4 * 7) * (4 * 7), 3.0 * (4 * 1) * (4 * 1));
      assertThat(values(new BcrTerm(1, 1, true, 0), rows, rows)).containsExactly(0.0);
    }

    private Set<Double> values(BcrTerm term, DoubleTensor real, DoubleTensor latents) {
      Set<Double> values = new HashSet<>();
      for (long draw = 0; draw < 40; draw++) {
        DoubleTermContext.Inputs inputs =
            new DoubleTermContext.Inputs(real, null, latents, DoubleNoise.of(5, draw, 1));
        values.add(
            term.apply(new DoubleTermContext(OPS, new Doubling(), inputs, Map.of()))
                .value()
                .item());
      }
      return values;
    }

    @Test
    @DisplayName("is refused for samples that are no images, or too small to move so far")
    void conflicts() {
      assertThat(new BcrTerm(1, 1, true, 4).conflicts(setting(ScoreKind.LOGIT)))
          .singleElement()
          .asString()
          .contains("images [height, width, channels]");
      PlayerNetwork network = setting(ScoreKind.LOGIT).discriminator();
      RunTraits small =
          new RunTraits(network, network, SampleSpace.images(4, 8, 1), ScoreKind.LOGIT);
      assertThat(new BcrTerm(1, 1, true, 4).conflicts(small)).hasSize(1);
      assertThat(new BcrTerm(1, 1, true, 3).conflicts(small)).isEmpty();
    }
  }

  @Nested
  @DisplayName("Feature matching")
  class Features {
    private final DoubleTensor real = DoubleTensor.of(Shape.of(2, 2), 1, 2, 3, 4); // means 2, 3
    private final DoubleTensor latents = DoubleTensor.of(Shape.of(2, 2), 1, 1, 0, 2); // fakes 1, 3

    @Test
    @DisplayName("pays the squared distance of the mean features of a named layer")
    void named() {
      assertThat(pay(new FeatureMatchingTerm("1.ten"), real, latents, Map.of()).value().item())
          .isCloseTo(100 * (1 + 0), within(1e-12));
    }

    @Test
    @DisplayName("takes what goes into the last layer with weights unless it is told otherwise")
    void last() {
      // Mean squares: real (5, 10), fakes (2, 10).
      assertThat(pay(new FeatureMatchingTerm(null), real, latents, Map.of()).value().item())
          .isCloseTo(9, within(1e-12));
    }

    @Test
    @DisplayName("is refused for a layer that is not there, with those that are")
    void conflicts() {
      assertThat(new FeatureMatchingTerm("7.dense").conflicts(setting(ScoreKind.LOGIT)))
          .containsExactly("the discriminator has no layer '7.dense'; it has 0.dense");
      assertThat(new FeatureMatchingTerm("0.dense").conflicts(setting(ScoreKind.LOGIT))).isEmpty();
    }
  }

  @Nested
  @DisplayName("Penalties on gradients are refused")
  class Conflicts {
    private final LayerSpec batchNorm =
        new BatchNorm(0.9, 1e-3, true, true, new ConstantInitializer(1));

    @Test
    @DisplayName("with batch norm, and with whatever else mixes samples where norms are per sample")
    void mixing() {
      for (Term perSample : List.of(new GradientPenaltyTerm(1, false), new DraganTerm(1, false))) {
        assertThat(perSample.conflicts(setting(ScoreKind.CRITIC, batchNorm)))
            .singleElement()
            .asString()
            .contains("layer 0.batch-norm", "layer-norm");
        assertThat(perSample.conflicts(setting(ScoreKind.CRITIC, new MinibatchStddev(4, 1))))
            .hasSize(1);
        assertThat(perSample.conflicts(setting(ScoreKind.CRITIC, new LayerNorm(1e-5, true, true))))
            .isEmpty();
      }
    }

    @Test
    @DisplayName(
        "with batch norm only for R1 and R2, which StyleGAN uses with minibatch statistics")
    void zeroCentred() {
      for (Term term : List.of(new R1Term(), new R2Term())) {
        assertThat(term.conflicts(setting(ScoreKind.LOGIT, batchNorm))).hasSize(1);
        assertThat(term.conflicts(setting(ScoreKind.LOGIT, new MinibatchStddev(4, 1)))).isEmpty();
      }
    }
  }

  private static RunTraits setting(ScoreKind kind, LayerSpec... layers) {
    ConstantInitializer zero = new ConstantInitializer(0);
    List<LayerSpec> all = new ArrayList<>(List.of(layers));
    if (all.isEmpty()) {
      all.add(new Dense(1, new Linear(), zero, zero, true));
    }
    boolean images = !(all.get(0) instanceof Dense);
    PlayerNetwork network =
        PlayerNetwork.discriminator(new NetworkSpec(images ? Shape.of(4, 4, 2) : Shape.of(4), all));
    return new RunTraits(network, network, SampleSpace.vectors(4), kind);
  }
}
