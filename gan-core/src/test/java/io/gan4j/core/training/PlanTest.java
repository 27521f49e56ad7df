package io.gan4j.core.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.gan4j.api.config.ConfigException;
import io.gan4j.api.config.Problem;
import io.gan4j.api.data.Range;
import io.gan4j.api.data.SampleSpace;
import io.gan4j.api.game.Player;
import io.gan4j.api.game.Signal;
import io.gan4j.api.provider.FloatType;
import io.gan4j.api.provider.Freezing;
import io.gan4j.api.provider.GanPlan;
import io.gan4j.api.term.ScoreKind;
import io.gan4j.api.training.Phase;
import io.gan4j.api.training.WeightedTerm;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;

@DisplayName("The plan of a run")
class PlanTest {
  private static final String PICTURES = "data.reader.kind=pictures";

  private final TrainingFixture fixture = new TrainingFixture();

  /** What is wrong with a run file, each as {@code path: message}. */
  private List<String> problems(String... overrides) {
    ConfigException refused =
        catchThrowableOfType(ConfigException.class, () -> fixture.plan(overrides));
    assertThat(refused).as("the plan is refused").isNotNull();
    return refused.problems().stream().map(p -> p.path() + ": " + p.message()).toList();
  }

  @Test
  @DisplayName("lays both players out for the data, and says all that a provider needs")
  void facts() {
    GanPlan plan =
        fixture.plan(
            PICTURES,
            "data.range=symmetric",
            "loss=hinge",
            "training.accumulate=2",
            "generator.maxGradientNorm=3",
            "discriminator.average={type: ema, decay: 0.9}");
    assertThat(plan.samples()).isEqualTo(SampleSpace.images(4, 4, 1).withRange(Range.SYMMETRIC));
    assertThat(plan.labels()).isNull();
    assertThat(plan.latents(Signal.LATENTS).shape()).isEqualTo(Shape.of(2));
    assertThat(plan.player(Player.GENERATOR).network().input()).isEqualTo(Shape.of(2));
    assertThat(plan.player(Player.GENERATOR).network().outputShape()).isEqualTo(Shape.of(4, 4, 1));
    assertThat(plan.player(Player.GENERATOR).maxGradientNorm()).isEqualTo(3);
    assertThat(plan.player(Player.GENERATOR).average()).isNull();
    assertThat(plan.player(Player.DISCRIMINATOR).network().input()).isEqualTo(Shape.of(4, 4, 1));
    assertThat(plan.player(Player.DISCRIMINATOR).network().outputShape()).isEqualTo(Shape.of(1));
    assertThat(plan.player(Player.DISCRIMINATOR).average()).isNotNull();
    assertThat(plan.scoreKind()).isEqualTo(ScoreKind.CRITIC);
    assertThat(plan.phases()).extracting(Phase::name).containsExactly("discriminator", "generator");
    assertThat(plan.batchSize()).isEqualTo(4);
    assertThat(plan.samplesAtOnce()).isEqualTo(2);
    assertThat(plan.seed()).isEqualTo(3);
    assertThat(plan.device()).isEqualTo("auto");
    assertThat(plan.floatType()).isEqualTo(FloatType.FLOAT32);
  }

  @Test
  @DisplayName("has each term paid in the phases that move its payer, under a name of its own")
  void terms() {
    GanPlan plan =
        fixture.plan(
            "terms=[{type: l2, player: generator, weight: 1.0e-3}, {type: lecam}]",
            "training={steps: 1, order: simultaneous}");
    assertThat(plan.phases().get(0).terms())
        .extracting(WeightedTerm::name)
        .containsExactlyInAnyOrder("loss.discriminator", "loss.generator", "terms[0]", "terms[1]");
    GanPlan alternating = fixture.plan("terms=[{type: l2, player: generator, weight: 1.0e-3}]");
    assertThat(alternating.phases().get(0).terms())
        .extracting(WeightedTerm::name)
        .containsExactly("loss.discriminator");
    assertThat(alternating.phases().get(1).terms())
        .extracting(WeightedTerm::name)
        .containsExactly("loss.generator", "terms[0]");
  }

  @Test
  @DisplayName("freezes the layers and weights that a player's patterns match")
  void frozen() {
    GanPlan plan =
        fixture.plan(
            "generator.freeze={layers: '0.*, */bias', until: 9}", "discriminator.freeze={}");
    assertThat(plan.player(Player.GENERATOR).frozen())
        .isEqualTo(new Freezing(Set.of("0.dense/kernel", "0.dense/bias", "1.dense/bias"), 9));
    assertThat(plan.player(Player.DISCRIMINATOR).frozen().until()).isEqualTo(Freezing.FOR_GOOD);
    assertThat(plan.player(Player.DISCRIMINATOR).frozen().parameters())
        .contains("0.dense/kernel", "1.dense/bias");
    assertThat(fixture.plan().player(Player.GENERATOR).frozen()).isEqualTo(Freezing.NONE);
  }

  @Test
  @DisplayName("freezes a part of a network by its name")
  void frozenPart() {
    GanPlan plan =
        fixture.plan(
            "generator.parts=[{name: body, network: {type: layers, layers: [{type: dense, units:"
                + " 3}]}}]",
            "generator.freeze.layers='body/*'");
    assertThat(plan.player(Player.GENERATOR).frozen().parameters())
        .containsExactlyInAnyOrder("body/0.dense/kernel", "body/0.dense/bias");
  }

  @Test
  @DisplayName("refuses a pattern that matches nothing, with the names there are")
  void freezesNothing() {
    assertThat(problems("generator.freeze={layers: '0.*, 7.conv2d'}"))
        .containsExactly(
            "generator.freeze.layers: must match a layer or a weight"
                + " [0.dense/{kernel,bias}, 1.dense/{kernel,bias}], found 7.conv2d");
  }

  @Test
  @DisplayName("sees labels where a network has a layer for them and the data has them")
  void labels() {
    GanPlan plan =
        fixture.plan(
            "data.reader.kind=classed-points",
            "generator.network={type: conditional, of: {type: mlp, units: [2]}}");
    assertThat(plan.classesSeenBy(Player.GENERATOR)).isEqualTo(3);
    assertThat(plan.classesSeenBy(Player.DISCRIMINATOR)).isZero();
  }

  @Test
  @DisplayName("is refused with every mistake at once: both networks, terms, parts of a batch")
  void together() {
    assertThat(
            problems(
                PICTURES,
                "generator.network.output=tanh",
                "discriminator.network={type: layers, layers: [flatten, {type: dense, units: 1,"
                    + " activation: sigmoid}, {type: batch-norm}]}",
                "loss=began",
                "terms=[{type: lecam}]",
                "training.accumulate=3"))
        .extracting(problem -> problem.replaceFirst("(: .{40}).*", "$1"))
        .containsExactly(
            "generator.network: the generator's output lies in [-1, 1], ",
            "training.accumulate: must divide data.batchSize (4), found 3",
            "training.accumulate: a batch cannot pass in parts: layer 2.ba",
            "training.accumulate: a batch cannot pass in parts: loss.discr",
            "training.accumulate: a batch cannot pass in parts: terms[0] i",
            "loss: began needs a discriminator whose scores",
            "terms[0]: lecam takes high scores for real, and th");
  }

  @Test
  @DisplayName("names the line of the run file in which a mistake stands")
  void located() {
    ConfigException refused =
        catchThrowableOfType(
            ConfigException.class,
            () ->
                fixture
                    .gan()
                    .plan(
                        fixture
                            .gan()
                            .parse(
                                TrainingFixture.RUN_FILE.replace(
                                    "network: {type: mlp, units: [2]}",
                                    "network: {type: mlp, units: [2], output: sigmoid}"))));
    Problem first = refused.problems().get(0);
    assertThat(first.line()).isEqualTo(6);
    assertThat(first.toString()).startsWith("run file:6: generator.network: ");
  }

  @Nested
  @DisplayName("is refused where the generator's samples")
  class Generator {
    @Test
    @DisplayName("lie in another range than the data's, with what would help")
    void range() {
      assertThat(problems(PICTURES, "generator.network.output=tanh"))
          .containsExactly(
              "generator.network: the generator's output lies in [-1, 1], the data in [0,"
                  + " 1]; use an output activation for [0, 1], or set data.range to"
                  + " symmetric");
      assertThat(problems(PICTURES, "data.range=symmetric", "generator.network.output=sigmoid"))
          .containsExactly(
              "generator.network: the generator's output lies in [0, 1], the data in [-1,"
                  + " 1]; use an output activation for [-1, 1], or set data.range to unit");
    }

    @Test
    @DisplayName("are bounded and the data is not")
    void bounded() {
      assertThat(problems("generator.network.output=sigmoid"))
          .containsExactly(
              "generator.network: the generator's output lies in [0, 1], the data in unbounded;"
                  + " use an output activation for unbounded");
    }

    @Test
    @DisplayName("cannot reach all of the data, but not where they reach further than it")
    void contained() {
      GanPlan plan = fixture.plan(PICTURES, "generator.network.output=linear");
      assertThat(plan.player(Player.GENERATOR).network().outputRange()).isEqualTo(Range.UNBOUNDED);
      assertThat(
              fixture
                  .plan(PICTURES, "generator.network.output=relu")
                  .player(Player.GENERATOR)
                  .network()
                  .outputRange())
          .isEqualTo(new Range(0, Double.POSITIVE_INFINITY));
      assertThat(problems(PICTURES, "data.range=symmetric", "generator.network.output=relu"))
          .hasSize(1);
    }

    @Test
    @DisplayName("are of another shape than the data's, naming both and the data")
    void shape() {
      assertThat(problems("generator.network={type: layers, layers: [{type: dense, units: 3}]}"))
          .containsExactly(
              "generator.network: the generator makes samples of shape [3], the data has [2] (10"
                  + " toys)");
    }

    @Test
    @DisplayName("come from layers that do not fit each other, naming the layer")
    void layers() {
      assertThat(
              problems(
                  "generator.network={type: layers, layers: [{type: dense, units: 3}, {type:"
                      + " reshape, shape: [2, 2]}]}"))
          .singleElement()
          .asString()
          .startsWith("generator.network: ")
          .contains("1.reshape");
    }
  }

  @Test
  @DisplayName("is refused where the discriminator's scores are not raw")
  void scores() {
    assertThat(
            problems(
                "discriminator.network={type: layers, layers: [{type: dense, units: 1, activation:"
                    + " sigmoid}]}"))
        .containsExactly(
            "discriminator.network: the discriminator's output lies in [0, 1], but raw scores"
                + " are unbounded: leave the activation off its last layer, the loss applies what"
                + " it needs");
  }

  @Nested
  @DisplayName("of batches in parts is refused where")
  class Parts {
    @Test
    @DisplayName("the parts are not equal")
    void dividing() {
      assertThat(problems("training.accumulate=3"))
          .containsExactly("training.accumulate: must divide data.batchSize (4), found 3");
    }

    @Test
    @DisplayName("a layer mixes samples, in either network")
    void mixing() {
      assertThat(
              problems(
                  "training.accumulate=2",
                  "generator.network={type: layers, layers: [{type: batch-norm}, {type: dense,"
                      + " units: 2}]}",
                  "discriminator.network={type: layers, layers: [{type:"
                      + " minibatch-discrimination}, {type: dense, units: 1}]}"))
          .containsExactlyInAnyOrder(
              "training.accumulate: a batch cannot pass in parts: layer 0.batch-norm of the"
                  + " generator makes a sample depend on its whole batch. Lower data.batchSize"
                  + " instead",
              "training.accumulate: a batch cannot pass in parts: layer"
                  + " 0.minibatch-discrimination of the discriminator makes a sample depend on its"
                  + " whole batch. Lower data.batchSize instead");
    }

    @Test
    @DisplayName("a term is no mean over samples")
    void term() {
      assertThat(problems("training.accumulate=2", "terms=[{type: lecam}]"))
          .containsExactly(
              "training.accumulate: a batch cannot pass in parts: terms[0] is no mean over"
                  + " samples. Lower data.batchSize instead");
    }

    @Test
    @DisplayName("nothing of this, and not where all parts are whole batches")
    void whole() {
      assertThat(fixture.plan("training.accumulate=2").accumulate()).isEqualTo(2);
      assertThat(fixture.plan("terms=[{type: lecam}]").accumulate()).isEqualTo(1);
    }
  }

  @Nested
  @DisplayName("is refused where a term")
  class Terms {
    private static final String ENERGY = "loss=began";

    @Test
    @DisplayName("cannot work with the players, at its place: in the run file or in a phase")
    void conflicts() {
      String lecam = "{type: lecam}";
      assertThat(problems("terms=[" + lecam + "]", ENERGY))
          .anyMatch(p -> p.startsWith("terms[0]: lecam takes high scores for real"));
      assertThat(
              problems(
                  ENERGY,
                  "training={steps: 1, phases: [{name: d, moves: [discriminator], terms: ["
                      + lecam
                      + "]}, {name: g, moves: [generator]}]}"))
          .anyMatch(
              p -> p.startsWith("training.phases[0].terms[0]: lecam takes high scores for real"));
    }

    @Test
    @DisplayName("or layer wants labels that the data has not")
    void labels() {
      assertThat(problems("generator.network={type: conditional, of: {type: mlp, units: [2]}}"))
          .containsExactly(
              "generator.network: conditional networks see the labels of the data, which has"
                  + " none");
      assertThat(problems("terms=[{type: labelled}]"))
          .containsExactly("terms[0]: needs labels, and the data has none (10 toys)");
    }
  }

  @Nested
  @DisplayName("is refused where phases that are spelt out")
  class Phases {
    private List<String> spelt(String phases) {
      return problems("training={steps: 1, phases: [" + phases + "]}");
    }

    @Test
    @DisplayName("have one name")
    void names() {
      assertThat(spelt("{name: d, moves: [discriminator]}, {name: d, moves: [generator]}"))
          .containsExactly(
              "training.phases[1].name: must be unique among the phases, found 'd' twice");
    }

    @Test
    @DisplayName("take noise from one that comes later, or is not there")
    void noise() {
      assertThat(
              spelt("{name: d, moves: [discriminator], noise: g}, {name: g, moves: [generator]}"))
          .containsExactly(
              "training.phases[0].noise: must be 'fresh' or the name of an earlier phase, found"
                  + " 'g'");
    }

    @Test
    @DisplayName("take samples from one that has none")
    void data() {
      assertThat(spelt("{name: g, moves: [generator]}, {name: d, moves: [discriminator], data: g}"))
          .containsExactly(
              "training.phases[1].data: must name a phase that uses real samples; 'g' does not");
    }

    @Test
    @DisplayName("take samples from one that is not always due when they are")
    void due() {
      assertThat(
              spelt(
                  "{name: d, moves: [discriminator], every: 2}, {name: e, moves: [discriminator],"
                      + " every: 3, data: d}, {name: g, moves: [generator]}"))
          .containsExactly(
              "training.phases[1].data: must name a phase that is due whenever this one is; 'd' is"
                  + " due every 2 steps");
    }

    @Test
    @DisplayName("move a player that pays nothing there")
    void paidBy() {
      assertThat(spelt("{name: both, moves: [discriminator, generator], terms: [{type: lecam}]}"))
          .singleElement()
          .asString()
          .startsWith("training.phases[0].terms: must hold one of the loss of the generator");
    }

    @Test
    @DisplayName("put back a player that does not move")
    void scratch() {
      assertThat(
              spelt(
                  "{name: d, moves: [discriminator], scratch: [generator]}, {name: g, moves:"
                      + " [generator]}"))
          .singleElement()
          .asString()
          .startsWith("training.phases[0].scratch: must be players that are updated");
    }
  }
}
