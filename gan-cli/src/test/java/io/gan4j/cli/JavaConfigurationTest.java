package io.gan4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.gan4j.api.PlayerRole;
import io.gan4j.api.config.ConfigException;
import io.gan4j.api.config.DataConfig;
import io.gan4j.api.config.PairingConfig;
import io.gan4j.api.config.PartConfig;
import io.gan4j.api.config.PlayerConfig;
import io.gan4j.api.config.PluginConfig;
import io.gan4j.api.config.Problem;
import io.gan4j.api.config.RunConfig;
import io.gan4j.api.config.SamplesConfig;
import io.gan4j.api.config.TermConfig;
import io.gan4j.api.config.TrainingConfig;
import io.gan4j.api.game.Player;
import io.gan4j.api.layer.Dense;
import io.gan4j.api.network.Activation;
import io.gan4j.api.optimizer.Adam;
import io.gan4j.api.optimizer.Schedule;
import io.gan4j.components.activation.Linear;
import io.gan4j.components.activation.Tanh;
import io.gan4j.components.architecture.LayersArchitecture;
import io.gan4j.components.architecture.MlpArchitecture;
import io.gan4j.components.average.ExponentialAverage;
import io.gan4j.components.latents.NormalLatents;
import io.gan4j.components.loss.HingeLoss;
import io.gan4j.components.loss.NonSaturatingLoss;
import io.gan4j.components.schedule.CosineSchedule;
import io.gan4j.components.term.GradientPenaltyTerm;
import io.gan4j.components.term.L2Term;
import io.gan4j.components.term.R1Term;
import io.gan4j.core.Gan;
import io.gan4j.core.config.RecordBuilder;
import io.gan4j.datasets.DigitsReader;
import io.gan4j.datasets.GaussianReader;
import io.gan4j.testkit.TwoDomainsGame;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("A configuration made in Java")
class JavaConfigurationTest {
  private static final Gan GAN = Gan.load();

  static Stream<String> presets() {
    return GAN.presets().stream();
  }

  @ParameterizedTest
  @MethodSource("presets")
  @DisplayName("is the same as YAML and back, and made of its parts again, for every preset")
  void identity(String preset) {
    RunConfig config = GAN.preset(preset).config();
    assertThat(GAN.parse(GAN.toYaml(config)).config()).isEqualTo(config);
    assertThat(GAN.builder(config).build()).isEqualTo(config);
    assertThat(remade(config)).isEqualTo(config);
  }

  private static RunConfig remade(RunConfig config) {
    RecordBuilder<RunConfig> again =
        GAN.builder(config)
            .set(RunConfig::data)
            .to(GAN.builder(config.data()))
            .set(RunConfig::game)
            .to(config.game())
            .setEach(RunConfig::players)
            .to(each(config.players()))
            .setEach(RunConfig::pairings)
            .to(each(config.pairings()))
            .setEach(RunConfig::sides)
            .to(each(config.sides()))
            .set(RunConfig::training)
            .to(GAN.builder(config.training()))
            .set(RunConfig::evaluation)
            .to(GAN.builder(config.evaluation()));
    config
        .player(Player.GENERATOR)
        .ifPresent(player -> again.set(RunConfig::generator).to(GAN.builder(player)));
    config
        .player(Player.DISCRIMINATOR)
        .ifPresent(player -> again.set(RunConfig::discriminator).to(GAN.builder(player)));
    return again.build();
  }

  private static <R extends Record> Map<String, RecordBuilder<R>> each(Map<String, R> records) {
    Map<String, RecordBuilder<R>> each = new LinkedHashMap<>();
    records.forEach((name, value) -> each.put(name, GAN.builder(value)));
    return each;
  }

  private static RecordBuilder<PlayerConfig> layers(Dense... layers) {
    return GAN.builder(PlayerConfig.class).set(PlayerConfig::network).to(network(layers));
  }

  private static RecordBuilder<LayersArchitecture> network(Dense... layers) {
    return GAN.builder(LayersArchitecture.class)
        .set(LayersArchitecture::layers)
        .to(List.of(layers));
  }

  private static Dense dense(int units, Activation activation) {
    return GAN.builder(Dense.class)
        .set(Dense::units)
        .to(units)
        .set(Dense::activation)
        .to(activation)
        .build();
  }

  private static RecordBuilder<DataConfig> gaussian(double mean, double stddev) {
    return GAN.builder(DataConfig.class)
        .set(DataConfig::reader)
        .to(
            GAN.builder(GaussianReader.class)
                .set(GaussianReader::mean)
                .to(mean)
                .set(GaussianReader::stddev)
                .to(stddev));
  }

  private static RecordBuilder<PairingConfig> penalized() {
    return GAN.builder(PairingConfig.class)
        .setAll(PairingConfig::terms)
        .to(
            GAN.builder(TermConfig.class)
                .set(TermConfig::term)
                .to(new L2Term(PlayerRole.DISCRIMINATOR))
                .set(TermConfig::weight)
                .to(Schedule.constant(0.01)));
  }

  private static Map<String, RecordBuilder<PlayerConfig>> players(Dense hidden) {
    Dense last = dense(1, new Linear());
    RecordBuilder<PartConfig> mapping =
        GAN.builder(PartConfig.class)
            .set(PartConfig::name)
            .to("mapping")
            .set(PartConfig::network)
            .to(network(dense(4, new Tanh())))
            .set(PartConfig::learningRateFactor)
            .to(0.01)
            .set(PartConfig::average)
            .to(
                GAN.builder(ExponentialAverage.class)
                    .set(ExponentialAverage::decay)
                    .to(Schedule.constant(0.9)));
    return Map.of(
        "generator-1",
        layers(hidden, last).set(PlayerConfig::average).to(GAN.builder(ExponentialAverage.class)),
        "generator-2",
        layers(last).setAll(PlayerConfig::parts).to(mapping),
        "encoder",
        layers(hidden, dense(2, new Linear())),
        "discriminator-1",
        layers(hidden, last),
        "discriminator-2",
        layers(hidden, last));
  }

  private static RecordBuilder<RunConfig> game(Dense hidden) {
    return GAN.builder(RunConfig.class)
        .set(RunConfig::seed)
        .to(3L)
        .set(RunConfig::provider)
        .to("test-doubles")
        .set(RunConfig::data)
        .to(gaussian(1, 0.5).set(DataConfig::batchSize).to(8))
        .setEach(RunConfig::sides)
        .to(Map.of("second", gaussian(-2, 0.3)))
        .set(RunConfig::latents)
        .to(GAN.builder(NormalLatents.class).set(NormalLatents::size).to(2))
        .set(RunConfig::game)
        .to(new TwoDomainsGame(0.5))
        .setEach(RunConfig::players)
        .to(players(hidden))
        .setEach(RunConfig::pairings)
        .to(
            Map.of(
                "first",
                penalized(),
                "second",
                penalized().set(PairingConfig::loss).to(GAN.builder(HingeLoss.class))))
        .set(RunConfig::samples)
        .to(
            GAN.builder(SamplesConfig.class)
                .set(SamplesConfig::every)
                .to(3L)
                .set(SamplesConfig::count)
                .to(9))
        .set(RunConfig::training)
        .to(GAN.builder(TrainingConfig.class).set(TrainingConfig::steps).to(6L))
        .setAll(RunConfig::plugins)
        .to(GAN.builder(PluginConfig.class).set(PluginConfig::name).to("two-domains"));
  }

  @Test
  @DisplayName("says a game, its players, pairings, sides and parts, an engine and plugins")
  void game() {
    RunConfig config = game(dense(8, new Tanh())).build();
    assertThat(config)
        .isEqualTo(
            GAN.parse(GamesTest.of("test-doubles") + "plugins: [{name: two-domains}]\n").config());
    assertThat(GAN.parse(GAN.resolved(config)).config()).isEqualTo(config);
    assertThat(GAN.builder(config).build()).isEqualTo(config);
    assertThat(remade(config)).isEqualTo(config);
    assertThat(GAN.plan(GAN.configured(config)).pairings()).hasSize(2);
  }

  @Test
  @DisplayName("has the mistakes of a game told by the names of players and pairings")
  void mistakesOfGames() {
    RecordBuilder<RunConfig> run =
        game(dense(8, new Tanh()))
            .setEach(RunConfig::players)
            .to(Map.of("encoder", player(-1)))
            .setEach(RunConfig::sides)
            .to(Map.of("second", gaussian(0, 1).set(DataConfig::batchSize).to(0)));
    assertThat(catchThrowableOfType(ConfigException.class, run::build).problems())
        .extracting(Problem::path)
        .containsExactlyInAnyOrder("players.encoder.network.units", "sides.second.batchSize");
  }

  private static RecordBuilder<PlayerConfig> player(int units) {
    return GAN.builder(PlayerConfig.class)
        .set(PlayerConfig::network)
        .to(GAN.builder(MlpArchitecture.class).set(MlpArchitecture::units).to(List.of(units)));
  }

  private static RecordBuilder<RunConfig> run() {
    return GAN.builder(RunConfig.class)
        .set(RunConfig::data)
        .to(
            GAN.builder(DataConfig.class)
                .set(DataConfig::reader)
                .to(GAN.builder(DigitsReader.class)))
        .set(RunConfig::generator)
        .to(player(64))
        .set(RunConfig::discriminator)
        .to(player(32));
  }

  @Test
  @DisplayName("has a run file's defaults for all that is not said")
  void defaults() {
    assertThat(run().build())
        .isEqualTo(
            GAN.parse(
                    """
                    data: {reader: digits}
                    generator: {network: {type: mlp, units: [64]}}
                    discriminator: {network: {type: mlp, units: [32]}}
                    """)
                .config());
  }

  @Test
  @DisplayName("takes built parts, builders of parts, and lists of them")
  void parts() {
    RunConfig config =
        run()
            .set(RunConfig::seed)
            .to(9L)
            .set(RunConfig::loss)
            .to(GAN.builder(NonSaturatingLoss.class))
            .set(RunConfig::training)
            .to(GAN.builder(TrainingConfig.class).set(TrainingConfig::steps).to(100L))
            .setAll(RunConfig::terms)
            .to(
                GAN.builder(TermConfig.class)
                    .set(TermConfig::term)
                    .to(new R1Term())
                    .set(TermConfig::every)
                    .to(16),
                GAN.builder(TermConfig.class)
                    .set(TermConfig::term)
                    .to(GAN.builder(GradientPenaltyTerm.class))
                    .set(TermConfig::weight)
                    .to(new CosineSchedule(5, 1, null)))
            .build();
    assertThat(config)
        .isEqualTo(
            GAN.parse(
                    """
                    seed: 9
                    data: {reader: digits}
                    generator: {network: {type: mlp, units: [64]}}
                    discriminator: {network: {type: mlp, units: [32]}}
                    training: {steps: 100}
                    terms:
                      - {type: r1, every: 16}
                      - {type: gradient-penalty, weight: {type: cosine, from: 5, to: 1}}
                    """)
                .config());
    assertThat(GAN.parse(GAN.resolved(config)).config()).isEqualTo(config);
    assertThat(GAN.plan(GAN.configured(config)).batchSize()).isEqualTo(64);
  }

  @Test
  @DisplayName("changes a preset")
  void changed() {
    RunConfig digits = GAN.preset("digits").config();
    RunConfig changed =
        GAN.builder(digits)
            .set(RunConfig::training)
            .to(GAN.builder(digits.training()).set(TrainingConfig::steps).to(10L))
            .build();
    assertThat(changed).isEqualTo(GAN.preset("digits", "training.steps=10").config());
  }

  @Test
  @DisplayName("has all mistakes told at once, by their paths")
  void mistakes() {
    RecordBuilder<RunConfig> run =
        GAN.builder(RunConfig.class)
            .set(RunConfig::name)
            .to("a/b")
            .set(RunConfig::generator)
            .to(
                player(-1)
                    .set(PlayerConfig::optimizer)
                    .to(
                        GAN.builder(Adam.class)
                            .set(Adam::beta2)
                            .to(new CosineSchedule(0.9, 1, null))))
            .set(RunConfig::discriminator)
            .to(player(32))
            .setAll(RunConfig::terms)
            .to(
                GAN.builder(TermConfig.class).set(TermConfig::term).to(new R1Term()),
                GAN.builder(TermConfig.class)
                    .set(TermConfig::term)
                    .to(
                        GAN.builder(GradientPenaltyTerm.class)
                            .set(GradientPenaltyTerm::target)
                            .to(-1.0))
                    .set(TermConfig::every)
                    .to(0));
    assertThat(catchThrowableOfType(ConfigException.class, run::build).problems())
        .extracting(problem -> problem.source() + " " + problem.path())
        .containsExactlyInAnyOrder(
            "configuration name",
            "configuration data",
            "configuration generator.network.units",
            "configuration generator.optimizer.beta2",
            "configuration terms[1].target",
            "configuration terms[1].every");
  }

  @Test
  @DisplayName("names parts by accessors, and by nothing else")
  void accessors() {
    RecordBuilder<RunConfig> run = GAN.builder(RunConfig.class);
    assertThatThrownBy(() -> run.set(config -> 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a part must be named by an accessor of its record, as in RunConfig::name");
    assertThat(GAN.builder(Adam.class).set(Adam::beta1).to(Schedule.constant(0)).build())
        .isEqualTo(new Adam(Schedule.constant(1e-3), 0, 0.999, 1e-8));
  }
}
