package io.gan4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.gan4j.api.config.ConfigException;
import io.gan4j.api.config.DataConfig;
import io.gan4j.api.config.PlayerConfig;
import io.gan4j.api.config.RunConfig;
import io.gan4j.api.config.TermConfig;
import io.gan4j.api.config.TrainingConfig;
import io.gan4j.api.optimizer.Adam;
import io.gan4j.api.optimizer.Schedule;
import io.gan4j.components.architecture.MlpArchitecture;
import io.gan4j.components.loss.NonSaturatingLoss;
import io.gan4j.components.schedule.CosineSchedule;
import io.gan4j.components.term.GradientPenaltyTerm;
import io.gan4j.components.term.R1Term;
import io.gan4j.core.Gan;
import io.gan4j.core.config.RecordBuilder;
import io.gan4j.datasets.DigitsReader;
import java.util.List;
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
    assertThat(GAN.parse(GAN.resolved(config)).config()).isEqualTo(config);
    assertThat(GAN.builder(config).build()).isEqualTo(config);
    RunConfig again =
        GAN.builder(config)
            .set(RunConfig::data)
            .to(GAN.builder(config.data()))
            .set(RunConfig::generator)
            .to(GAN.builder(config.generator()))
            .set(RunConfig::training)
            .to(GAN.builder(config.training()))
            .set(RunConfig::evaluation)
            .to(GAN.builder(config.evaluation()))
            .build();
    assertThat(again).isEqualTo(config);
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
