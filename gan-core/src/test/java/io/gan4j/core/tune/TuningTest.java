package io.gan4j.core.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gan4j.api.DivergedException;
import io.gan4j.api.GanException;
import io.gan4j.api.ProviderException;
import io.gan4j.api.event.TrainingListener;
import io.gan4j.api.game.Player;
import io.gan4j.api.optimizer.Momentum;
import io.gan4j.api.optimizer.Progress;
import io.gan4j.api.provider.GanPlan;
import io.gan4j.api.provider.StepRequest;
import io.gan4j.core.evaluate.SummaryCache;
import io.gan4j.core.training.MemoryFolder;
import io.gan4j.core.training.RunFiles;
import io.gan4j.core.training.TrainingFixture;
import io.gan4j.testkit.Interceptor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoubleBinaryOperator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArrays;

@DisplayName("A search for settings")
class TuningTest {
  private static final String RATE = "generator.optimizer.learningRate";

  @TempDir(factory = MemoryFolder.class)
  Path folder;

  /** Has what a generator makes be a function of its learning rate and the steps that are done. */
  private static final class Scripted implements Interceptor {
    private final DoubleBinaryOperator values;
    private final Set<Double> diverging = new HashSet<>();
    private final Set<Double> tooLarge = new HashSet<>();
    private final List<String> steps = new ArrayList<>();
    private int powerCutAfter = Integer.MAX_VALUE;
    private double rate;
    private long done;

    Scripted(DoubleBinaryOperator values) {
      this.values = values;
    }

    @Override
    public void beforeOpen(GanPlan plan) {
      rate =
          ((Momentum) plan.player(Player.GENERATOR).optimizer())
              .learningRate()
              .valueAt(Progress.START);
    }

    @Override
    public void beforeStep(StepRequest request) {
      if (request.phase().equals("generator")) {
        return;
      }
      if (steps.size() == powerCutAfter) {
        powerCutAfter = Integer.MAX_VALUE;
        throw new IllegalStateException("power cut");
      }
      if (tooLarge.contains(rate)) {
        throw new ProviderException("the device has no memory left");
      }
      if (diverging.contains(rate)) {
        throw new DivergedException("generator", request.step(), "generator loss", Double.NaN);
      }
      done = request.step() + 1;
      steps.add(rate + " " + done);
    }

    @Override
    public FloatNdArray generated(FloatNdArray made) {
      float value = (float) values.applyAsDouble(rate, (double) done);
      FloatNdArray scripted = NdArrays.ofFloats(made.shape());
      scripted.scalars().forEach(scalar -> scalar.setFloat(value));
      return scripted;
    }
  }

  /** Good where the rate is 0.3, whatever the steps; low is good. */
  private final Scripted peak = new Scripted((rate, done) -> Math.abs(rate - 0.3));

  private static String[] measured() {
    return new String[] {
      "metrics=[sample-mean]",
      "evaluation={generated: 4}",
      "checkpoints={every: 1, keep: 2}",
      "generator.optimizer.momentum=0"
    };
  }

  private TuningDirectory directory(String name, TrainingFixture fixture) {
    Path path = folder.resolve(name);
    if (Files.exists(path)) {
      return TuningDirectory.open(path);
    }
    var file = fixture.file(measured());
    TuningPlan plan =
        new TuningRequest(List.of(RATE + "=0.1,0.2,0.3,0.4"), 0, 2, 1, 8)
            .plan(fixture.gan(), file.config());
    return TuningDirectory.create(path, fixture.gan().resolved(file.config()), plan);
  }

  private Tuning tuning(String name, Interceptor script) {
    TrainingFixture fixture = new TrainingFixture(script);
    return new Tuning(fixture.gan(), directory(name, fixture), SummaryCache.none());
  }

  private Standings search(String name, Interceptor script) {
    return tuning(name, script).run(new Tuning.Listener() {}).orElseThrow();
  }

  private static List<Integer> numbers(List<Trial> trials) {
    return trials.stream().map(Trial::number).toList();
  }

  private String text(String file) {
    return RunFiles.text(folder.resolve(file));
  }

  @Test
  @DisplayName("trains the better ones on, and no step twice")
  void better() {
    Standings standings = search("found", peak);
    assertThat(numbers(standings.at(1))).containsExactly(3, 2);
    assertThat(numbers(standings.ranked())).containsExactly(3, 2, 4, 1);
    assertThat(peak.steps).doesNotHaveDuplicates().hasSize(4 * 2 + 2 * 2 + 4);
    assertThat(peak.steps).endsWith("0.3 5", "0.3 6", "0.3 7", "0.3 8");
  }

  @Test
  @DisplayName("writes the best run file: the run's own steps, with the best settings")
  void written() {
    search("written", peak);
    var best = new TrainingFixture().gan().read(folder.resolve("written/best.yaml")).config();
    assertThat(best.training().steps()).isEqualTo(5);
    assertThat(text("written/best.yaml"))
        .startsWith("# The best of 4 trials, at step 8 of 8: sample-mean 0.0")
        .contains("# " + RATE + " = 0.3", "learningRate: {type: constant, value: 0.3}");
  }

  @Test
  @DisplayName("leaves a run of the best trial that is to the bit what gan train makes")
  void run() {
    search("run", peak);
    List<String> same = new ArrayList<>(List.of(measured()));
    same.addAll(List.of(RATE + "=0.3", "training.steps=8"));
    new TrainingFixture(peak).runIn(folder.resolve("alone"), same.toArray(String[]::new));
    Path state = Path.of("checkpoints/step-00000008/state.safetensors");
    assertThat(folder.resolve("run/trials/03").resolve(state))
        .hasSameBinaryContentAs(folder.resolve("alone").resolve(state));
    assertThat(text("run/trials/03/metrics.jsonl").lines()).hasSize(3);
  }

  @Test
  @DisplayName("decides by the later measurement where it is another than the first")
  void late() {
    // the best at first falls behind
    Scripted late = new Scripted((rate, done) -> done < 4 ? rate : -rate);
    Standings standings = search("late", late);
    assertThat(numbers(standings.at(1))).containsExactly(1, 2);
    assertThat(numbers(standings.ranked())).containsExactly(2, 1, 3, 4);
  }

  @Test
  @DisplayName("goes on after a power cut at any step, to the same end")
  void killed() {
    search("whole", peak);
    String outcomes = text("whole/outcomes.jsonl");
    for (int cut : new int[] {0, 1, 5, 9, 13, 15}) {
      Scripted script = new Scripted(peak.values);
      script.powerCutAfter = cut;
      String name = "cut-" + cut;
      assertThatThrownBy(() -> search(name, script)).hasMessage("power cut");
      search(name, script);
      assertThat(text(name + "/outcomes.jsonl")).isEqualTo(outcomes);
      assertThat(text(name + "/best.yaml")).isEqualTo(text("whole/best.yaml"));
      assertThat(script.steps.size()).as("steps").isBetween(16, 18);
    }
  }

  @Test
  @DisplayName("that was done tells its end again, and trains nothing")
  void done() {
    search("done", peak);
    int steps = peak.steps.size();
    assertThat(numbers(search("done", peak).ranked())).containsExactly(3, 2, 4, 1);
    assertThat(peak.steps).hasSize(steps);
  }

  @Test
  @DisplayName("measures again where a line of its log is damaged")
  void damaged() throws IOException {
    search("damaged", peak);
    Path log = folder.resolve("damaged/outcomes.jsonl");
    List<String> lines = Files.readAllLines(log);
    int last = lines.size() - 1;
    lines.set(last, lines.get(last).replace("\"step\":8", "\"step\":9"));
    Files.write(log, lines);
    int steps = peak.steps.size();
    assertThat(numbers(search("damaged", peak).ranked())).containsExactly(3, 2, 4, 1);
    assertThat(peak.steps).hasSize(steps);
  }

  @Test
  @DisplayName("counts a trial that diverges as the worst")
  void diverged() {
    peak.diverging.add(0.3);
    Standings standings = search("diverged", peak);
    assertThat(numbers(standings.ranked())).containsExactly(2, 4, 1, 3);
    Trial third = standings.plan().trials().get(2);
    assertThat(standings.last(third).orElseThrow().failure()).contains("generator loss is NaN");
  }

  @Test
  @DisplayName("counts a trial that the device cannot train as failed, and goes on")
  void tooLarge() {
    peak.tooLarge.add(0.3);
    Standings standings = search("too-large", peak);
    assertThat(numbers(standings.ranked())).containsExactly(2, 4, 1, 3);
    Trial third = standings.plan().trials().get(2);
    assertThat(standings.last(third).orElseThrow().failure())
        .isEqualTo("the device has no memory left");
  }

  @Test
  @DisplayName("counts a trial whose networks do not fit the data as failed, and goes on")
  void unfit() {
    TrainingFixture fixture = new TrainingFixture(peak);
    var config = fixture.file(measured()).config();
    String networks =
        "generator.network={type: layers, layers: [{type: dense, units: 3}]},"
            + "{type: mlp, units: [2]}";
    TuningPlan plan = new TuningRequest(List.of(networks), 0, 2, 1, 8).plan(fixture.gan(), config);
    TuningDirectory directory =
        TuningDirectory.create(folder.resolve("unfit"), fixture.gan().resolved(config), plan);
    Standings standings =
        new Tuning(fixture.gan(), directory, SummaryCache.none())
            .run(new Tuning.Listener() {})
            .orElseThrow();
    assertThat(numbers(standings.ranked())).containsExactly(2, 1);
    assertThat(standings.last(plan.trials().get(0)).orElseThrow().failure())
        .contains("generator.network");
  }

  @Test
  @DisplayName("says why, if all fail")
  void allDiverged() {
    peak.diverging.addAll(List.of(0.1, 0.2, 0.3, 0.4));
    assertThatThrownBy(() -> search("nothing", peak))
        .isInstanceOf(GanException.class)
        .hasMessageContaining("every trial failed; the first: diverged in phase 'generator'");
    assertThat(folder.resolve("nothing/best.yaml")).doesNotExist();
  }

  @Test
  @DisplayName("ends when somebody asks for an end, and goes on from there")
  void stopped() {
    Tuning tuning = tuning("stopped", peak);
    Optional<Standings> none =
        tuning.run(
            new Tuning.Listener() {
              @Override
              public List<TrainingListener> begins(Trial trial, Rung rung) {
                return List.of(
                    event -> {
                      if (trial.number() == 2 && event.step() == 1) {
                        tuning.stop();
                      }
                    });
              }
            });
    assertThat(none).isEmpty();
    assertThat(peak.steps).endsWith("0.1 2", "0.2 1");
    search("stopped", peak);
    assertThat(peak.steps).doesNotHaveDuplicates().hasSize(16);
  }

  @Test
  @DisplayName("refuses a trial's folder that is another run's")
  void foreign() {
    Scripted script = new Scripted(peak.values);
    script.powerCutAfter = 3;
    assertThatThrownBy(() -> search("foreign", script)).hasMessage("power cut");
    Path run = folder.resolve("foreign/run.yaml");
    try {
      Files.writeString(run, Files.readString(run).replace("seed: 3", "seed: 4"));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    assertThatThrownBy(() -> search("foreign", script))
        .hasMessageContaining("is the run of another trial")
        .hasMessageContaining("seed: was 3, is 4");
  }

  @Test
  @DisplayName("tells of all that is wrong with its trials before the first step")
  void wrong() {
    TrainingFixture fixture = new TrainingFixture(peak);
    var config = fixture.file(measured()).config();
    TuningPlan plan =
        new TuningRequest(List.of("data.batchSize=4,-3"), 0, 2, 1, 8).plan(fixture.gan(), config);
    TuningDirectory directory =
        TuningDirectory.create(folder.resolve("wrong"), fixture.gan().resolved(config), plan);
    Tuning tuning = new Tuning(fixture.gan(), directory, SummaryCache.none());
    assertThatThrownBy(() -> tuning.run(new Tuning.Listener() {}))
        .hasMessageContaining("data.batchSize: must be > 0, found -3");
    assertThat(peak.steps).isEmpty();
  }
}
