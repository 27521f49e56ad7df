package io.gan4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gan4j.api.ProviderException;
import io.gan4j.api.provider.GanPlan;
import io.gan4j.api.provider.GanSession;
import io.gan4j.api.provider.PhaseReport;
import io.gan4j.api.provider.PhaseReport.Scores;
import io.gan4j.api.provider.StepRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArray;

@DisplayName("A provider behind an interceptor")
class InterceptedProviderTest {
  private final GanPlan plan = SmallPlan.points().build();

  @TestFactory
  Stream<DynamicTest> keepsTheContractOfAProviderThatKeepsIt() {
    return GanProviderContract.of(new InterceptedProvider(new FakeProvider(), Interceptor.NONE))
        .tests();
  }

  private PhaseReport step(GanSession session, long step) {
    return session.step(
        new StepRequest(SmallPlan.BOTH, step, 0, step, 9, 0, SmallPlan.batch(plan, step)));
  }

  @Test
  @DisplayName("lets it hear of every call that changes something, in order")
  void hears(@TempDir Path folder) {
    List<String> calls = new ArrayList<>();
    Interceptor hearing =
        new Interceptor() {
          @Override
          public void beforeOpen(GanPlan opened) {
            calls.add("open " + opened.batchSize());
          }

          @Override
          public void beforeStep(StepRequest request) {
            calls.add("step " + request.phase() + " " + request.step());
          }

          @Override
          public void beforeRestore(Map<String, NdArray<?>> state) {
            calls.add("restore " + state.size());
          }

          @Override
          public void beforeScaling(double factor) {
            calls.add("scale " + factor);
          }

          @Override
          public void beforeExport(Path to) {
            calls.add("export " + to.getFileName());
          }

          @Override
          public void beforeClose() {
            calls.add("close");
          }
        };
    try (GanSession session = new InterceptedProvider(new FakeProvider(), hearing).open(plan)) {
      step(session, 4);
      session.restoreState(session.saveState());
      session.scaleLearningRates(0.5);
      session.export(folder.resolve("model"), Map.of());
    }
    assertThat(calls)
        .containsExactly(
            "open 6", "step both 4", "restore 6", "scale 0.5", "export model", "close");
  }

  @Test
  @DisplayName("returns what it makes of reports, samples and states")
  void changes() {
    PhaseReport scripted =
        new PhaseReport(
            Map.of(),
            Map.of(),
            Map.of(),
            new Scores(
                OptionalDouble.of(7),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty()));
    FloatNdArray samples = NdValues.floats(plan.samples().shape().prepend(1), 1, 2);
    Interceptor changing =
        new Interceptor() {
          @Override
          public PhaseReport reported(StepRequest request, PhaseReport report) {
            return scripted;
          }

          @Override
          public FloatNdArray generated(FloatNdArray made) {
            return samples;
          }

          @Override
          public Map<String, NdArray<?>> saved(Map<String, NdArray<?>> state) {
            return Map.of();
          }
        };
    try (GanSession session = new InterceptedProvider(new FakeProvider(), changing).open(plan)) {
      assertThat(step(session, 0)).isSameAs(scripted);
      assertThat(session.generate(session.drawLatents(1, 3))).isSameAs(samples);
      assertThat(session.saveState()).isEmpty();
    }
  }

  @Test
  @DisplayName("fails where it throws, before anything has moved")
  void fails() {
    Interceptor failing =
        new Interceptor() {
          @Override
          public void beforeStep(StepRequest request) {
            throw new ProviderException("on purpose");
          }
        };
    try (GanSession session = new InterceptedProvider(new FakeProvider(), failing).open(plan)) {
      Map<String, NdArray<?>> before = session.saveState();
      assertThatThrownBy(() -> step(session, 0))
          .isInstanceOf(ProviderException.class)
          .hasMessage("on purpose");
      assertThat(session.saveState()).isEqualTo(before);
    }
  }
}
