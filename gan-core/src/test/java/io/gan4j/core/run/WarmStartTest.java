package io.gan4j.core.run;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gan4j.api.GanException;
import io.gan4j.api.config.ConfigException;
import io.gan4j.api.config.InitFromConfig;
import io.gan4j.api.config.InitFromConfig.Part;
import io.gan4j.api.config.InitFromConfig.Weights;
import io.gan4j.api.config.Problem;
import io.gan4j.api.event.InitialWeights;
import io.gan4j.api.game.Player;
import io.gan4j.api.optimizer.Adam;
import io.gan4j.api.provider.GanPlan;
import io.gan4j.api.provider.GanSession;
import io.gan4j.api.provider.StepRequest;
import io.gan4j.api.spec.InvalidValueException;
import io.gan4j.core.checkpoint.Checkpoint;
import io.gan4j.core.checkpoint.Checkpoints;
import io.gan4j.testkit.FakeProvider;
import io.gan4j.testkit.SmallGame;
import io.gan4j.testkit.SmallPlan;
import io.gan4j.testkit.TwoDomainsGame;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.ndarray.NdArray;

@DisplayName("A run that begins with another's weights")
class WarmStartTest {
  private static final Adam ADAM = new Adam(progress -> 0.05, 0.5, 0.999, 1e-8);

  @TempDir Path other;
  private Map<String, NdArray<?>> trained = Map.of();
  private long lastStep = 2;

  /** The fake's weights are generator/kernel, generator/bias, and so on. */
  private static GanPlan plan(long seed) {
    return SmallPlan.points()
        .seed(seed)
        .optimizer(ADAM)
        .average(Player.GENERATOR, progress -> 0.9)
        .build();
  }

  @BeforeEach
  void train() throws IOException {
    GanPlan plan = plan(1);
    try (GanSession session = new FakeProvider().open(plan)) {
      for (long step = 0; step < 3; step++) {
        session.step(
            new StepRequest(SmallPlan.BOTH, step, 0, step, 3, 0, SmallPlan.batch(plan, step)));
      }
      keep(session.saveState());
    }
  }

  private void keep(Map<String, NdArray<?>> state) throws IOException {
    trained = state;
    Files.writeString(other.resolve("config.yaml"), "name: other\n");
    new Checkpoints(other)
        .write(
            new Checkpoint(++lastStep, state, "name: other\n", Map.of(), Map.of(), 0),
            2,
            step -> false);
  }

  private InitFromConfig config(Weights weights, Part... parts) {
    return new InitFromConfig(other, weights, List.of(parts));
  }

  private static InitialWeights begin(InitFromConfig config, GanSession session) {
    return WarmStart.read(config, (path, message) -> new Problem("run.yaml", 1, path, message))
        .apply(session);
  }

  private static GanSession fresh() {
    return new FakeProvider().open(plan(2));
  }

  @Test
  @DisplayName("takes everything of the same name, and neither optimisers nor counts")
  void everything() {
    try (GanSession session = fresh()) {
      InitialWeights weights = begin(config(Weights.RAW), session);
      Map<String, NdArray<?>> state = session.saveState();
      for (String name : List.of("generator/kernel", "generator/bias", "discriminator/kernel")) {
        assertThat(state.get(name)).as(name).isEqualTo(requireNonNull(trained.get(name)));
      }
      assertThat(state.get("generator/kernel/average"))
          .as("an average begins where its weight does")
          .isEqualTo(requireNonNull(trained.get("generator/kernel")));
      assertThat(session.updates(Player.GENERATOR)).isZero();
      try (GanSession untouched = fresh()) {
        assertThat(state.get("generator/kernel/slot0"))
            .isEqualTo(requireNonNull(untouched.saveState().get("generator/kernel/slot0")))
            .isNotEqualTo(trained.get("generator/kernel/slot0"));
      }
      assertThat(weights.step()).isEqualTo(3);
      assertThat(weights.sha256()).matches("[0-9a-f]{64}");
      assertThat(weights.taken())
          .containsEntry("generator/kernel", "generator/kernel")
          .hasSize(4)
          .doesNotContainKey("generator/updates");
      assertThat(weights.left()).isEmpty();
    }
  }

  @Test
  @DisplayName("takes the average where it is asked for and was kept")
  void averaged() {
    try (GanSession session = fresh()) {
      begin(config(Weights.AVERAGED), session);
      Map<String, NdArray<?>> state = session.saveState();
      assertThat(state.get("generator/kernel"))
          .isEqualTo(requireNonNull(trained.get("generator/kernel/average")))
          .isNotEqualTo(trained.get("generator/kernel"));
      assertThat(state.get("discriminator/kernel"))
          .isEqualTo(requireNonNull(trained.get("discriminator/kernel")));
    }
  }

  @Test
  @DisplayName("takes parts under other names, and leaves the rest as it was initialised")
  void parts() throws IOException {
    Map<String, NdArray<?>> renamed = new HashMap<>();
    trained.forEach(
        (name, values) ->
            renamed.put(
                name.endsWith("/updates") ? name : name.replace("generator/", "generator/5."),
                values));
    keep(renamed);
    try (GanSession session = fresh()) {
      Map<String, NdArray<?>> before = session.saveState();
      InitialWeights weights =
          begin(config(Weights.RAW, new Part("generator/5.kernel", "generator/kernel")), session);
      Map<String, NdArray<?>> state = session.saveState();
      assertThat(state.get("generator/kernel"))
          .isEqualTo(requireNonNull(trained.get("generator/5.kernel")));
      assertThat(state.get("discriminator/kernel"))
          .isEqualTo(requireNonNull(before.get("discriminator/kernel")));
      assertThat(weights.taken()).containsOnly(Map.entry("generator/kernel", "generator/5.kernel"));
      assertThat(weights.left())
          .containsExactly("discriminator/bias", "discriminator/kernel", "generator/bias");
    }
  }

  @Test
  @DisplayName("takes those of every player of a game")
  void game() throws IOException {
    GanPlan plan = SmallGame.of(new TwoDomainsGame(1)).build();
    try (GanSession session = new FakeProvider().open(plan)) {
      keep(session.saveState());
    }
    try (GanSession session =
        new FakeProvider().open(plan.toBuilder().seed(plan.seed() + 1).build())) {
      assertThat(WarmStart.layers(begin(config(Weights.RAW), session).taken().keySet()))
          .extracting(layer -> layer.replaceAll("/.*", ""))
          .contains("generator-1", "generator-2", "encoder", "discriminator-1", "discriminator-2");
    }
  }

  @Test
  @DisplayName("takes an older checkpoint where the newest is damaged, and says so")
  void damaged() throws IOException {
    keep(trained);
    Path newest = other.resolve("checkpoints/step-00000004/state.safetensors");
    Files.write(newest, new byte[8]);
    try (GanSession session = fresh()) {
      InitialWeights weights = begin(config(Weights.RAW), session);
      assertThat(weights.step()).isEqualTo(3);
      assertThat(weights.skipped()).singleElement().asString().contains("step-00000004");
    }
  }

  @Nested
  @DisplayName("is refused")
  class Refusals {

    private void refused(InitFromConfig config, String... messages) {
      try (GanSession session = fresh()) {
        Map<String, NdArray<?>> before = session.saveState();
        assertThatThrownBy(() -> begin(config, session))
            .isInstanceOf(ConfigException.class)
            .satisfies(e -> assertThat(e.getMessage()).contains(messages));
        assertThat(session.saveState()).isEqualTo(before);
      }
    }

    @Test
    @DisplayName("where parts are not there, do not fit, or meet: all of it at once")
    void parts() {
      refused(
          config(
              Weights.RAW,
              new Part("generator/9.dense", null),
              new Part("generator/bias", "generator/unheard-of"),
              new Part("discriminator/kernel", "generator/kernel"),
              new Part("generator/kernel", "generator/kernel")),
          "initFrom.parts[0].from: " + other + " has no generator/9.dense, only",
          "initFrom.parts[1]: generator/bias would go to generator/unheard-of",
          "initFrom.parts[2]: discriminator/kernel of "
              + other
              + " is [4, 1], and"
              + " generator/kernel of this run is [1, 2]",
          "initFrom.parts[3]: generator/kernel is given discriminator/kernel already");
    }

    @Test
    @DisplayName("where nothing is called the same")
    void nothing() throws IOException {
      keep(
          Map.of(
              "generator/0.dense/kernel",
              requireNonNull(trained.get("generator/kernel")),
              "generator/updates",
              requireNonNull(trained.get("generator/updates"))));
      refused(config(Weights.RAW), "nothing is called the same", "generator/0.dense");
    }

    @Test
    @DisplayName("where no run is named, or what is named is none")
    void noRun() {
      refused(
          new InitFromConfig(null, Weights.RAW, List.of()),
          "initFrom.run: must name the run to begin from: --init-from RUN_DIR");
      assertThatThrownBy(
              () ->
                  WarmStart.read(
                      InitFromConfig.of(other.resolve("absent")),
                      (path, message) -> new Problem("run.yaml", 1, path, message)))
          .isInstanceOf(GanException.class)
          .hasMessageContaining("absent is not a directory");
    }

    @Test
    @DisplayName("where a part is of no player")
    void noPlayer() {
      assertThatThrownBy(() -> new Part("0.dense", null))
          .isInstanceOf(InvalidValueException.class)
          .hasMessageContaining("must begin with a player, such as generator")
          .hasMessageContaining("'0.dense'");
    }
  }

  @Test
  @DisplayName("names layers in their order")
  void layers() {
    assertThat(
            WarmStart.layers(
                List.of(
                    "generator/10.dense/kernel",
                    "generator/2.a/b.0.c/d",
                    "generator/10.dense/bias")))
        .containsExactly("generator/2.a/b.0.c", "generator/10.dense");
  }
}
