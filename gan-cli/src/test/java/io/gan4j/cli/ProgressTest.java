package io.gan4j.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gan4j.api.event.TrainingEvent;
import io.gan4j.api.event.TrainingEvent.RunStarted;
import io.gan4j.api.event.TrainingEvent.StepCompleted;
import io.gan4j.testkit.ListenerContract;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The line of progress")
class ProgressTest {
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private long nanos;

  private Progress progress(boolean terminal, int width) {
    PrintStream stream = new PrintStream(printed, true, UTF_8);
    Progress progress =
        new Progress(Console.of(stream, stream, UTF_8, terminal, width), () -> nanos);
    RunStarted three = (RunStarted) ListenerContract.run(0).get(0);
    progress.on(new RunStarted(0, 6500, 0, three.record(), three.samples()));
    return progress;
  }

  private void step(Progress progress, long step) {
    List<TrainingEvent> events = ListenerContract.run(0);
    StepCompleted one = (StepCompleted) events.get(2);
    nanos += 500_000_000L;
    progress.on(new StepCompleted(step, 100 * step, 0, one.phases(), one.duration()));
  }

  private String last() {
    String[] lines = printed.toString(UTF_8).split("[\r\n]+", -1);
    String line =
        lines[lines.length - 1].isEmpty() ? lines[lines.length - 2] : lines[lines.length - 1];
    return line.replace("\u001b[K", "");
  }

  @ParameterizedTest(name = "of {0} columns")
  @CsvSource(
      delimiter = '|',
      value = {
        "140 | [===                 ]  step 1200/6500  120,000 images  200 images/s  44 min left"
            + "  loss D 1.200 G 0.800  D(x) 0.600 D(G(z)) 0.430",
        "110 | step 1200/6500  120,000 images  200 images/s  44 min left  loss D 1.200 G 0.800"
            + "  D(x) 0.600 D(G(z)) 0.430",
        "100 | step 1200/6500  200 images/s  44 min left  loss D 1.200 G 0.800"
            + "  D(x) 0.600 D(G(z)) 0.430",
        "80  | step 1200/6500  200 images/s  44 min left  loss D 1.200 G 0.800",
        "60  | step 1200/6500  44 min left  loss D 1.200 G 0.800",
        "40  | step 1200/6500  44 min left",
        "20  | step 1200/6500"
      })
  @DisplayName("leaves whole fields out on a terminal")
  void widths(int width, String line) {
    try (Progress progress = progress(true, width)) {
      for (long step = 1100; step <= 1200; step++) {
        step(progress, step);
      }
      assertThat(last()).isEqualTo(line).hasSizeLessThan(width);
    }
  }

  @Test
  @DisplayName("says nothing of the time before it is known")
  void first() {
    try (Progress progress = progress(true, 140)) {
      nanos += 20_000_000_000L;
      step(progress, 1);
      assertThat(last()).contains("step 1/6500  100 images  loss D");
      step(progress, 2);
      step(progress, 3);
      assertThat(last()).doesNotContain("left", "/s");
      for (long step = 4; step < 20; step++) {
        step(progress, step);
      }
      assertThat(last()).contains("200 images/s  54 min left");
    }
  }

  @Test
  @DisplayName("is whole where it is not redrawn, every ten seconds")
  void plain() {
    try (Progress progress = progress(false, 40)) {
      for (long step = 1; step <= 100; step++) {
        step(progress, step);
      }
    }
    assertThat(printed.toString(UTF_8).lines()).hasSize(5).allMatch(line -> line.length() > 90);
    assertThat(printed.toString(UTF_8)).doesNotContain("\r", "\u001b", "[=");
  }
}
