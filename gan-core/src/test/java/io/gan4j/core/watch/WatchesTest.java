package io.gan4j.core.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.gan4j.api.config.Reaction;
import io.gan4j.api.config.WatchesConfig.Collapse;
import io.gan4j.api.config.WatchesConfig.Saturation;
import io.gan4j.api.config.WatchesConfig.VanishingGradient;
import io.gan4j.api.data.CategoryColumn;
import io.gan4j.api.data.Columns;
import io.gan4j.api.data.NumberColumn;
import io.gan4j.api.data.NumberColumn.Limits;
import io.gan4j.api.data.Scale;
import io.gan4j.api.event.TrainingEvent;
import io.gan4j.api.event.TrainingEvent.PhaseResult;
import io.gan4j.api.event.TrainingEvent.SamplesDrawn;
import io.gan4j.api.event.TrainingEvent.StepCompleted;
import io.gan4j.api.game.Pairing;
import io.gan4j.api.game.Player;
import io.gan4j.api.provider.PhaseReport;
import io.gan4j.api.provider.PhaseReport.Norms;
import io.gan4j.api.provider.PhaseReport.Scores;
import io.gan4j.api.random.RandomKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;

@DisplayName("The watch")
class WatchesTest {

  private static TrainingEvent step(long step, PhaseReport report) {
    return new StepCompleted(
        step,
        step,
        0,
        List.of(new PhaseResult("p", 0, report, Duration.ZERO, Duration.ZERO)),
        Duration.ZERO);
  }

  private static PhaseReport probabilities(double real, double fake) {
    return new PhaseReport(
        Map.of(),
        Map.of(),
        Map.of(),
        new Scores(
            OptionalDouble.of(5),
            OptionalDouble.of(-5),
            OptionalDouble.of(real),
            OptionalDouble.of(fake)));
  }

  private static PhaseReport norms(double gradient, double weights) {
    OptionalDouble none = OptionalDouble.empty();
    return new PhaseReport(
        Map.of(),
        Map.of(),
        Map.of(),
        Map.of(Pairing.STANDARD.name(), new Scores(none, none, none, none)),
        Map.of(Player.GENERATOR, new Norms(gradient, weights)));
  }

  /** Steps at which a watch raises its alarm. */
  private static List<Long> alarms(Watch watch, List<TrainingEvent> events) {
    List<Long> steps = new ArrayList<>();
    for (TrainingEvent event : events) {
      watch.look(event).ifPresent(alarm -> steps.add(event.step()));
    }
    return steps;
  }

  @Nested
  @DisplayName("for saturation")
  class ForSaturation {
    private final SaturationWatch watch =
        new SaturationWatch(new Saturation(Reaction.STOP, 0.01, 3), Pairing.STANDARD.name());

    private List<TrainingEvent> events(boolean... sure) {
      List<TrainingEvent> events = new ArrayList<>();
      for (boolean one : sure) {
        events.add(
            step(events.size() + 1, one ? probabilities(0.995, 0.001) : probabilities(0.9, 0.2)));
      }
      return events;
    }

    @Test
    @DisplayName("tells once when it has lasted, and again only after it was over")
    void lasting() {
      assertThat(
              alarms(
                  watch,
                  events(true, true, false, true, true, true, true, true, false, true, true, true)))
          .containsExactly(6L, 12L);
    }

    @Test
    @DisplayName("says once that it is over, if it was told before")
    void cleared() {
      List<Long> over = new ArrayList<>();
      for (TrainingEvent event :
          events(true, true, false, true, true, true, true, false, false, true)) {
        watch.look(event);
        if (watch.takeCleared()) {
          over.add(event.step());
        }
      }
      assertThat(over).containsExactly(8L);
    }

    @Test
    @DisplayName("wants both: real samples surely real and fakes surely fake")
    void both() {
      assertThat(
              alarms(
                  watch,
                  List.of(
                      step(1, probabilities(0.999, 0.3)),
                      step(2, probabilities(0.999, 0.3)),
                      step(3, probabilities(0.999, 0.3)),
                      step(4, probabilities(0.6, 0.001)),
                      step(5, probabilities(0.6, 0.001)),
                      step(6, probabilities(0.6, 0.001)))))
          .isEmpty();
    }

    @Test
    @DisplayName("says what it saw and what the run file wants done")
    void alarm() {
      Optional<Alarm> alarm = Optional.empty();
      for (TrainingEvent event : events(true, true, true)) {
        alarm = watch.look(event);
      }
      assertThat(alarm).isPresent();
      assertThat(alarm.get().reaction()).isEqualTo(Reaction.STOP);
      assertThat(alarm.get().numbers()).containsEntry("dReal", 0.995).containsEntry("dFake", 0.001);
      assertThat(alarm.get().message()).contains("for 3 steps");
    }

    @Test
    @DisplayName("goes on after a resume as if there had been none")
    void remembers() {
      for (int cut = 0; cut < 8; cut++) {
        List<TrainingEvent> events = events(true, true, false, true, true, true, true, true);
        List<Long> steps =
            new ArrayList<>(
                alarms(
                    watch
                        .getClass()
                        .cast(
                            new SaturationWatch(
                                new Saturation(Reaction.WARN, 0.01, 3), Pairing.STANDARD.name())),
                    events));
        SaturationWatch first =
            new SaturationWatch(new Saturation(Reaction.WARN, 0.01, 3), Pairing.STANDARD.name());
        SaturationWatch second =
            new SaturationWatch(new Saturation(Reaction.WARN, 0.01, 3), Pairing.STANDARD.name());
        List<Long> parts = new ArrayList<>(alarms(first, events.subList(0, cut)));
        second.remember(first.memory());
        parts.addAll(alarms(second, events.subList(cut, events.size())));
        assertThat(parts).as("cut at " + cut).isEqualTo(steps);
      }
    }
  }

  @Test
  @DisplayName("for vanishing gradients compares the generator's gradient with its weights")
  void vanishing() {
    VanishingGradientWatch watch =
        new VanishingGradientWatch(new VanishingGradient(Reaction.WARN, 1e-6, 2), Player.GENERATOR);
    List<TrainingEvent> events =
        List.of(
            step(1, norms(1e-5, 20)),
            step(2, probabilities(0.5, 0.5)), // without a look
            step(3, norms(1e-3, 20)),
            step(4, norms(1e-5, 20)),
            step(5, norms(1e-5, 20)));
    assertThat(alarms(watch, events)).containsExactly(5L);
  }

  @Test
  @DisplayName("for vanishing gradients let one be that is small but grows, until it does no more")
  void awaking() {
    List<TrainingEvent> events = new ArrayList<>();
    for (double gradient : new double[] {2, 3, 5, 8, 9, 10, 12, 11, 10, 9}) {
      events.add(step(events.size() + 1, norms(gradient * 1e-7, 20)));
    }
    VanishingGradient config = new VanishingGradient(Reaction.WARN, 1e-6, 4);
    assertThat(alarms(new VanishingGradientWatch(config, Player.GENERATOR), events))
        .containsExactly(7L);
    for (int cut = 0; cut < events.size(); cut++) {
      VanishingGradientWatch first = new VanishingGradientWatch(config, Player.GENERATOR);
      VanishingGradientWatch second = new VanishingGradientWatch(config, Player.GENERATOR);
      List<Long> parts = new ArrayList<>(alarms(first, events.subList(0, cut)));
      second.remember(first.memory());
      parts.addAll(alarms(second, events.subList(cut, events.size())));
      assertThat(parts).as("resumed after %d", cut).containsExactly(7L);
    }
  }

  @Test
  @DisplayName("for vanishing gradients take one that leaps for none that grows")
  void leaping() {
    List<TrainingEvent> events = new ArrayList<>();
    for (double gradient : new double[] {1, 90, 0.2, 4}) {
      events.add(step(events.size() + 1, norms(gradient * 1e-7, 20)));
    }
    VanishingGradient config = new VanishingGradient(Reaction.WARN, 1e-6, 4);
    assertThat(alarms(new VanishingGradientWatch(config, Player.GENERATOR), events))
        .containsExactly(4L);
  }

  @Nested
  @DisplayName("for collapse")
  class ForCollapse {
    private static final int COUNT = 40;
    private static final int SIZE = 30;

    /** Normal samples around as many centres as asked for. */
    private float[] samples(int centres, double spread, long seed) {
      RandomKey random = RandomKey.of(seed);
      float[] values = new float[COUNT * SIZE];
      for (int i = 0; i < COUNT; i++) {
        for (int j = 0; j < SIZE; j++) {
          values[i * SIZE + j] =
              (float)
                  (random.normal((long) (i % centres) * SIZE + j)
                      + spread * random.normal(1_000_000L + (long) i * SIZE + j));
        }
      }
      return values;
    }

    private Optional<Alarm> look(long step, float[] drawn) {
      CollapseWatch watch =
          new CollapseWatch(
              new Collapse(Reaction.WARN, 0.15, 100),
              PairDistances.of(samples(40, 0, 1), COUNT),
              Player.GENERATOR);
      var array = NdArrays.wrap(Shape.of(COUNT, SIZE), DataBuffers.of(drawn, false, false));
      return watch.look(new SamplesDrawn(step, 0, array, array));
    }

    @Test
    @DisplayName("is quiet about samples as varied as the data, and about a few modes")
    void varied() {
      assertThat(look(200, samples(40, 0, 2))).isEmpty();
      assertThat(look(200, samples(4, 0.1, 2))).isEmpty();
    }

    @Test
    @DisplayName("tells of samples that are all but the same, and estimates how many there are")
    void collapsed() {
      Alarm alarm = look(200, samples(1, 0.02, 3)).orElseThrow();
      assertThat(alarm.numbers().get("diversity")).isLessThan(0.05);
      // 40 samples, all 780 pairs the same: 1600 / 1560
      assertThat(alarm.numbers().get("support")).isBetween(1.0, 1.1);
    }

    @Test
    @DisplayName("does not expect variety of a young run")
    void young() {
      assertThat(look(99, samples(1, 0, 3))).isEmpty();
    }
  }

  @Nested
  @DisplayName("for columns that collapse")
  class ForColumns {
    private static final int ROWS = 1000;
    private final Columns columns =
        new Columns(
            List.of(
                new NumberColumn(
                    "loss", "DOUBLE", false, new Scale.Standard(0, 1), new Limits(0, 9, 0)),
                new CategoryColumn("sex", "VARCHAR", false, List.of("f", "m"))));

    /** So many rows whose loss is above 0, half of them of each sex. */
    private float[] rows(int losses) {
      float[] rows = new float[ROWS * 3];
      for (int i = 0; i < ROWS; i++) {
        rows[3 * i] = i < losses ? 1 + i % 5 : 0;
        rows[3 * i + 1 + i % 2] = 1;
      }
      return rows;
    }

    private Optional<Alarm> look(long step, int real, int made) {
      ColumnWatch watch =
          new ColumnWatch(
              new Collapse(Reaction.WARN, 0.15, 100), columns, rows(real), Player.GENERATOR);
      FloatNdArray array =
          NdArrays.wrap(Shape.of(ROWS, 3), DataBuffers.of(rows(made), true, false));
      return watch.look(new SamplesDrawn(step, 0, array, array));
    }

    @Test
    @DisplayName("names the column, its value and both shares")
    void named() {
      assertThat(look(100, 47, 0).orElseThrow().message())
          .isEqualTo(
              "columns have all but collapsed: 'loss' is 0 in 100.0 % of the generated rows (of"
                  + " the real ones 95.3 % are 0). Values that many rows share are learnt better"
                  + " with data.reader.spikes.");
      assertThat(look(100, 47, 0).orElseThrow().numbers()).isEqualTo(Map.of("loss", 1.0));
    }

    @Test
    @DisplayName("says nothing early, of columns that vary, and of what may be chance")
    void silent() {
      assertThat(look(99, 47, 0)).isEmpty();
      assertThat(look(100, 47, 12)).isEmpty();
      assertThat(look(100, 15, 0)).isEmpty();
    }
  }
}
