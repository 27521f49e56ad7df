package io.gan4j.spring;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gan4j.api.plugin.Contributions;
import io.gan4j.api.plugin.GanPlugin;
import io.gan4j.api.provider.GanSession;
import io.gan4j.api.provider.GeneratorModel;
import io.gan4j.api.spec.InvalidValueException;
import io.gan4j.core.Gan;
import io.gan4j.core.plugin.Registry;
import io.gan4j.core.serve.GeneratorService;
import io.gan4j.testkit.FakeProvider;
import io.gan4j.testkit.SmallPlan;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.actuate.health.CompositeHealthContributor;
import org.springframework.boot.actuate.health.HealthContributor;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.health.NamedContributor;
import org.springframework.boot.actuate.health.Status;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@DisplayName("A Spring Boot application with the starter")
class GanAutoConfigurationTest {
  @TempDir static Path folder;

  private final ApplicationContextRunner application =
      new ApplicationContextRunner()
          .withConfiguration(
              AutoConfigurations.of(GanAutoConfiguration.class, GanHealthAutoConfiguration.class))
          .withUserConfiguration(OnDoubles.class);

  @BeforeAll
  static void export() {
    try (GanSession session = new FakeProvider().open(SmallPlan.images().build())) {
      session.export(folder.resolve("digits"), Map.of("rangeLow", "0.0", "rangeHigh", "1.0"));
      session.export(folder.resolve("faces"), Map.of("rangeLow", "0.0", "rangeHigh", "1.0"));
    }
  }

  /** A provider without native code. */
  private record Fake() implements GanPlugin {
    @Override
    public String name() {
      return "fake";
    }

    @Override
    public void contribute(Contributions to) {
      to.provider("fake", FakeProvider::new);
    }
  }

  @Configuration(proxyBeanMethods = false)
  static class OnDoubles {
    @Bean
    Gan gan() {
      return Gan.of(Registry.of(new Fake()));
    }
  }

  /** Reads the configurations by their names, as an application does. */
  @Configuration(proxyBeanMethods = false)
  @ImportAutoConfiguration({GanAutoConfiguration.class, GanHealthAutoConfiguration.class})
  static class Imported {}

  /** A part of the application that takes two generators by their names. */
  record Both(
      @Qualifier("digits") GeneratorService digits, @Qualifier("faces") GeneratorService faces) {}

  /** One that takes the only generator there is. */
  record Only(GeneratorService digits) {}

  private static String[] model(String name, String... more) {
    String[] all = new String[more.length + 1];
    all[0] = "gan4j.models." + name + ".path=" + folder.resolve(name);
    for (int i = 0; i < more.length; i++) {
      all[i + 1] = "gan4j.models." + name + "." + more[i];
    }
    return all;
  }

  @Test
  @DisplayName("has no generator where it names none, and starts")
  void none() {
    application.run(
        context ->
            assertThat(context)
                .hasNotFailed()
                .hasSingleBean(Gan.class)
                .doesNotHaveBean(GeneratorService.class)
                .doesNotHaveBean(HealthContributor.class));
  }

  @Test
  @DisplayName("has each of its generators as a bean of its name, which is closed with it")
  void generators() {
    AtomicReference<GeneratorService> opened = new AtomicReference<>();
    application
        .withPropertyValues(model("digits"))
        .withPropertyValues(model("faces"))
        .withBean(Both.class)
        .run(
            context -> {
              Both both = context.getBean(Both.class);
              assertThat(both.digits()).isNotSameAs(both.faces());
              assertThat(context.getBean("digitsGeneratorService")).isSameAs(both.digits());
              try (GeneratorModel model =
                  context.getBean(Gan.class).load(folder.resolve("digits"))) {
                assertThat(both.digits().sample(5, 3).join()).isEqualTo(model.sample(5, 3));
              }
              assertThat(context.getBean(GanProperties.class).path("faces"))
                  .isEqualTo(folder.resolve("faces"));
              opened.set(both.faces());
            });
    assertThatThrownBy(() -> requireNonNull(opened.get()).sample(5, 1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
  }

  @Test
  @DisplayName("gathers requests as its properties say")
  void options() {
    application
        .withPropertyValues(model("digits", "most-at-once=8", "most-waiting=8", "window=2ms"))
        .withBean(Only.class)
        .run(
            context -> {
              GeneratorService digits = context.getBean(Only.class).digits();
              assertThatThrownBy(() -> digits.sample(5, 9))
                  .isInstanceOf(InvalidValueException.class)
                  .hasMessageContaining("at most 8");
              GanProperties properties = context.getBean(GanProperties.class);
              assertThat(requireNonNull(properties.models().get("digits")).window())
                  .isEqualTo(Duration.ofMillis(2));
            });
  }

  @Test
  @DisplayName("counts in its own registry of meters")
  void meters() {
    application
        .withPropertyValues(model("digits"))
        .withBean(SimpleMeterRegistry.class)
        .run(
            context -> {
              context.getBean(GeneratorService.class).sample(5, 3).join();
              assertThat(
                      context
                          .getBean(MeterRegistry.class)
                          .get("gan.service.samples")
                          .tag("model", "digits")
                          .counter()
                          .count())
                  .isEqualTo(3);
            });
  }

  @Test
  @DisplayName("keeps a service that it makes itself under a model's name")
  void own() {
    GeneratorService own =
        GeneratorService.open(Gan.of(Registry.of(new Fake())).load(folder.resolve("faces")));
    application
        .withPropertyValues(model("digits"))
        .withBean("digitsGeneratorService", GeneratorService.class, () -> own)
        .run(context -> assertThat(context.getBean(GeneratorService.class)).isSameAs(own));
  }

  @Test
  @DisplayName("does not start with a model that is none, and says which, and what can be done")
  void damaged() {
    application
        .withPropertyValues("gan4j.models.digits.path=" + folder.resolve("nothing"))
        .run(
            context -> {
              assertThat(context).hasFailed();
              FailureAnalysis told =
                  requireNonNull(new UnopenedModelAnalyzer().analyze(context.getStartupFailure()));
              assertThat(told.getDescription()).contains("the model digits", "nothing");
              assertThat(told.getAction()).contains("gan4j.models.digits.path", "gan-onnx");
            });
    for (String wrong : new String[] {"most-at-once=3", "window=-1s", "most-waiting=1"}) {
      application
          .withPropertyValues(model("digits", wrong))
          .run(
              context ->
                  assertThat(context).hasFailed().getFailure().hasStackTraceContaining("must be"));
    }
    application
        .withPropertyValues("gan4j.models.digits.most-at-once=8")
        .run(
            context ->
                assertThat(context).hasFailed().getFailure().hasStackTraceContaining("path"));
  }

  @Test
  @DisplayName("tells the health of each generator, and of one that does not answer")
  void health() {
    AtomicReference<HealthIndicator> kept = new AtomicReference<>();
    application
        .withPropertyValues(model("digits"))
        .withPropertyValues(model("faces"))
        .run(
            context -> {
              CompositeHealthContributor all =
                  context.getBean("gan4jHealthContributor", CompositeHealthContributor.class);
              assertThat(all.stream().map(NamedContributor::getName))
                  .containsExactly("digits", "faces");
              HealthIndicator digits = (HealthIndicator) all.getContributor("digits");
              assertThat(digits.health().getStatus()).isEqualTo(Status.UP);
              assertThat(digits.health().getDetails()).containsEntry("waiting", 0);
              kept.set(digits);
              HealthIndicator hasty =
                  new GeneratorHealthIndicator(
                      context.getBean("digitsGeneratorService", GeneratorService.class),
                      Duration.ZERO);
              assertThat(hasty.health().getStatus()).isIn(Status.DOWN, Status.UP);
            });
    assertThat(requireNonNull(kept.get()).health().getStatus()).isEqualTo(Status.DOWN);
  }

  @Test
  @DisplayName("has no health where that is switched off, or there is no actuator")
  void noHealth() {
    application
        .withPropertyValues(model("digits"))
        .withPropertyValues("management.health.gan4j.enabled=false")
        .run(
            context ->
                assertThat(context)
                    .hasSingleBean(GeneratorService.class)
                    .doesNotHaveBean(HealthContributor.class));
    new ApplicationContextRunner()
        .withUserConfiguration(OnDoubles.class, Imported.class)
        .withPropertyValues(model("digits"))
        .withClassLoader(new FilteredClassLoader("org.springframework.boot.actuate"))
        .run(
            context ->
                assertThat(context)
                    .hasNotFailed()
                    .hasSingleBean(GeneratorService.class)
                    .doesNotHaveBean("gan4jHealthContributor"));
  }
}
