package io.gan4j.tf.internal.session;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.api.game.Game;
import io.gan4j.api.game.Pairing;
import io.gan4j.api.game.Player;
import io.gan4j.api.game.Signal;
import io.gan4j.api.optimizer.Schedule;
import io.gan4j.api.provider.BatchParts;
import io.gan4j.api.provider.GanPlan;
import io.gan4j.api.provider.GanProvider;
import io.gan4j.api.provider.GanSession;
import io.gan4j.api.provider.PhaseReport;
import io.gan4j.api.provider.StepRequest;
import io.gan4j.components.game.CycleGame;
import io.gan4j.components.game.TranslationGame;
import io.gan4j.testkit.FakeProvider;
import io.gan4j.testkit.SmallGame;
import io.gan4j.tf.TensorFlowProvider;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;

@DisplayName("Fakes of earlier steps")
class FakeHistoryTest {
  private static final int ROWS = 4;

  /** Two for each of the four rows of a batch. */
  private static final int PLACES = 2;

  private static final int STEPS = 40;
  private static final String SAMPLES = "history/discriminator/samples";
  private static final String COUNT = "history/discriminator/count";

  private static GanPlan plan(int pool) {
    Game game = new CycleGame(Schedule.constant(1), Schedule.constant(0), pool);
    return SmallGame.of(game).build();
  }

  static Stream<GanProvider> providers() {
    return Stream.of(TensorFlowProvider.create(), new FakeProvider());
  }

  private static StepRequest request(GanPlan plan, String phase, long step) {
    return new StepRequest(phase, step, 0, step, 100, 0, SmallGame.batches(plan, step), false);
  }

  /** What the generator makes of a step's sources before the step. */
  private static double[] fakes(GanSession session, long step) {
    float[] sources =
        requireNonNull(SmallGame.batches(session.plan(), step).get(CycleGame.SOURCE)).floats();
    FloatNdArray given = NdArrays.wrap(Shape.of(ROWS, 1), DataBuffers.of(sources, true, false));
    return States.values(
        requireNonNull(
            session
                .infer(Player.GENERATOR, Map.of(CycleGame.SOURCE, given), null)
                .get(Signal.SAMPLES)));
  }

  private static double[] scores(GanSession session, double[] samples) {
    float[] narrowed = new float[samples.length];
    for (int i = 0; i < samples.length; i++) {
      narrowed[i] = (float) samples[i];
    }
    return States.values(
        session.score(
            Player.DISCRIMINATOR,
            NdArrays.wrap(Shape.of(ROWS, 1), DataBuffers.of(narrowed, true, false)),
            null));
  }

  @ParameterizedTest
  @MethodSource("providers")
  @DisplayName("fill up, and are then shown in place of half of the new ones, which replace them")
  void history(GanProvider provider) {
    int swapped = 0;
    Set<Integer> places = new HashSet<>();
    GanPlan plan = plan(7);
    try (GanSession session = provider.open(plan)) {
      for (int step = 0; step < STEPS; step++) {
        double[] before = States.values(session.saveState(), SAMPLES);
        assertThat(States.values(session.saveState(), COUNT))
            .containsExactly(Math.min(step, PLACES));
        double[] fresh = fakes(session, step);
        double[] expected = before.clone();
        double[] shown = scores(session, fresh);
        List<double[]> ofKept = List.of(ofPlace(session, before, 0), ofPlace(session, before, 1));

        PhaseReport report = session.step(request(plan, "discriminator", step));
        double[] after = States.values(session.saveState(), SAMPLES);
        for (int row = 0; row < ROWS; row++) {
          for (int place = 0; place < PLACES; place++) {
            int at = row * PLACES + place;
            if (step < PLACES ? place == step : after[at] != before[at]) {
              expected[at] = fresh[row];
              if (step >= PLACES) {
                shown[row] = ofKept.get(place)[row];
                swapped++;
                places.add(place);
              }
            }
          }
        }
        assertThat(after).containsExactly(expected, within(1e-6));
        assertThat(requireNonNull(report.scores().get("there")).fake())
            .as("mean score of what was shown at step %d", step)
            .hasValueCloseTo(Arrays.stream(shown).average().orElseThrow(), within(1e-5));
      }
    }
    // Five standard deviations of half of the draws.
    int draws = (STEPS - PLACES) * ROWS;
    assertThat(swapped).isBetween(draws / 2 - 31, draws / 2 + 31);
    assertThat(places).containsExactlyInAnyOrder(0, 1);
  }

  /** Scores of the fakes that each row keeps at a place. */
  private static double[] ofPlace(GanSession session, double[] kept, int place) {
    double[] samples = new double[ROWS];
    for (int row = 0; row < ROWS; row++) {
      samples[row] = kept[row * PLACES + place];
    }
    return scores(session, samples);
  }

  @ParameterizedTest
  @MethodSource("providers")
  @DisplayName("are shown to the discriminator alone: generators pay for the new ones")
  void generators(GanProvider provider) {
    GanPlan with = plan(7);
    GanPlan without = plan(0);
    try (GanSession session = provider.open(with);
        GanSession forgetful = provider.open(without)) {
      for (int step = 0; step < 5; step++) {
        session.step(request(with, "discriminator", step));
      }
      Map<String, NdArray<?>> state = new LinkedHashMap<>(session.saveState());
      state.keySet().removeIf(name -> name.startsWith("history/"));
      forgetful.restoreState(state);
      assertThat(session.step(request(with, "generator", 5)).losses())
          .isEqualTo(forgetful.step(request(without, "generator", 5)).losses());
      assertThat(ofDiscriminator(session)).isNotEqualTo(ofDiscriminator(forgetful));
    }
  }

  /** What the discriminator pays in some steps, for which all players move. */
  private static List<Double> ofDiscriminator(GanSession session) {
    return IntStream.range(6, 10)
        .mapToObj(step -> session.step(request(session.plan(), SmallGame.ALL, step)))
        .map(report -> requireNonNull(report.losses().get(Player.DISCRIMINATOR)))
        .toList();
  }

  @Test
  @DisplayName("are told to be an obstacle to batches that pass in parts")
  void parts() {
    assertThat(BatchParts.obstacles(plan(7)))
        .contains("the discriminator sees fakes of earlier batches");
    assertThat(BatchParts.obstacles(plan(0)))
        .doesNotContain("the discriminator sees fakes of earlier batches");
  }

  @Test
  @DisplayName("are refused where the discriminator sees more than samples")
  void refused() {
    Pairing conditional = new TranslationGame(Schedule.constant(1)).pairings().get(0);
    assertThatThrownBy(
            () ->
                new Pairing(
                    "p",
                    conditional.discriminator(),
                    conditional.real(),
                    conditional.fake(),
                    conditional.generators(),
                    50))
        .hasMessage(
            "history must be 0 where the discriminator sees more than samples ([samples,"
                + " source]), found 50");
  }
}
