package io.gan4j.core.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.gan4j.api.event.TrainingEvent;
import io.gan4j.api.event.TrainingEvent.RunFailed;
import io.gan4j.api.event.TrainingListener;
import io.gan4j.core.training.TrainingFixture.Opened;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A listener that throws")
class FailingListenerTest {
  @TempDir(factory = MemoryFolder.class)
  Path folder;

  /** Diverges once, so that there is an event of every kind. */
  private final TrainingFixture fixture =
      new TrainingFixture(new Script().sureAt(0).divergeAt(3, 1));

  private static final String[] EVERY_KIND = {
    "training.steps=4",
    "checkpoints.every=2",
    "metrics=[sample-mean]",
    "evaluation={everyImages: 8, generated: 4}",
    "watches.notFinite=roll-back",
    "watches.saturation={reaction: warn, steps: 1}"
  };

  private final Heard before = new Heard();
  private final Heard after = new Heard();

  /** Throws at every event of a kind. */
  private static TrainingListener throwing(String at, RuntimeException failure) {
    return event -> {
      if (at.equals(Heard.kind(event))) {
        throw failure;
      }
    };
  }

  private Path run() {
    return folder.resolve("run");
  }

  private Throwable failure(TrainingListener listener, String... more) {
    String[] all = Stream.concat(Stream.of(EVERY_KIND), Stream.of(more)).toArray(String[]::new);
    try (Opened training = fixture.open(all)) {
      return catchThrowable(() -> training.runIn(run(), before, listener, after));
    }
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "run-started",
        "samples-drawn",
        "checkpoint-taken",
        "step-completed",
        "watch-triggered",
        "metrics-measured",
        "rolled-back",
        "artifact-written",
        "run-finished"
      })
  @DisplayName("ends the run with what it threw, and leaves nothing open, at")
  void ends(String kind) {
    assertEnds(kind);
  }

  @Test
  @DisplayName("ends the run so at a map of scores too")
  void endsAtAMap() {
    assertEnds("scores-mapped", "data.reader.kind=line");
  }

  private void assertEnds(String kind, String... more) {
    IllegalStateException thrown = new IllegalStateException("on purpose");
    assertThat(failure(throwing(kind, thrown), more)).isSameAs(thrown).hasNoSuppressedExceptions();
    List<String> heard = before.told();
    String event = heard.get(heard.size() - 2);
    String failure = heard.get(heard.size() - 1);
    // those before it have heard of the event, those behind it have not; all hear of the failure
    assertThat(event).startsWith(kind);
    assertThat(failure).startsWith("run-failed");
    assertThat(after.told()).doesNotContain(event).endsWith(failure);
    assertThat(after.only(RunFailed.class).message()).isEqualTo("on purpose");
    assertThat(before.closed()).isEqualTo(1);
    assertThat(after.closed()).isEqualTo(1);
    assertThat(RunFiles.logged(run())).isEqualTo(heard);
    assertThat(RunFiles.halfWritten(run())).isEmpty();
    assertThat(RunFiles.threads()).isEmpty();
  }

  @Test
  @DisplayName("leaves a directory that is nobody's, from which the run goes on")
  void goesOn() {
    failure(throwing("metrics-measured", new IllegalStateException("on purpose")));
    assertThat(RunFiles.checkpoints(run())).containsExactly(0);
    assertThat(fixture.resumeIn(run()).told())
        .startsWith("run-started 0", "step-completed 1")
        .endsWith("run-finished 4");
  }

  @Test
  @DisplayName("at hearing of a failure does not hide it, nor keep it from the others")
  void atTheFailure() {
    IllegalStateException second = new IllegalStateException("at the failure");
    TrainingListener listener =
        event -> {
          if (event instanceof RunFailed) {
            throw second;
          }
          throwing("step-completed", new IllegalArgumentException("first")).on(event);
        };
    assertThat(failure(listener))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("first")
        .hasSuppressedException(second);
    assertThat(after.told()).endsWith("run-failed 1");
  }

  @Test
  @DisplayName("the same exception each time, also at hearing of it, is told of as any other")
  void theSameEachTime() {
    IllegalStateException thrown = new IllegalStateException("always the same");
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void on(TrainingEvent event) {
            throw thrown;
          }

          @Override
          public void close() {
            throw thrown;
          }
        };
    assertThat(failure(listener)).isSameAs(thrown);
    assertThat(after.told()).containsExactly("run-failed 0");
    assertThat(after.closed()).isEqualTo(1);
  }

  @Test
  @DisplayName(
      "when it is closed fails a run that went well, and the others are closed all the same")
  void atClose() {
    RuntimeException one = new IllegalStateException("one");
    RuntimeException two = new IllegalStateException("two");
    try (Opened training = new TrainingFixture().open()) {
      assertThatThrownBy(
              () -> training.run(before, new Unclosable(one), new Unclosable(two), after))
          .isSameAs(one)
          .hasSuppressedException(two);
    }
    assertThat(before.told()).endsWith("run-finished 5");
    assertThat(before.closed()).isEqualTo(1);
    assertThat(after.closed()).isEqualTo(1);
  }

  private record Unclosable(RuntimeException failure) implements TrainingListener {
    @Override
    public void on(TrainingEvent event) {}

    @Override
    public void close() {
      throw failure;
    }
  }

  @Test
  @DisplayName("when it is closed does not hide why the run failed")
  void atCloseOfAFailure() {
    RuntimeException closing = new IllegalStateException("closing");
    RuntimeException thrown = new IllegalStateException("step");
    try (Opened training = fixture.open()) {
      assertThatThrownBy(
              () -> training.run(throwing("step-completed", thrown), new Unclosable(closing)))
          .isSameAs(thrown)
          .hasSuppressedException(closing);
    }
  }

  @Test
  @DisplayName("leaves players that can be drawn from and saved")
  void playersStay() {
    try (Opened training = fixture.open()) {
      assertThatThrownBy(
              () ->
                  training.run(throwing("step-completed", new IllegalStateException("on purpose"))))
          .hasMessage("on purpose");
      assertThatCode(() -> training.sample(2, 1)).doesNotThrowAnyException();
      assertThat(training.step()).isEqualTo(1);
      assertThat(training.state()).isNotEmpty();
    }
  }

  @Test
  @DisplayName("no exception but an error ends the run too, and everything is closed")
  void error() {
    TrainingListener listener =
        event -> {
          if (event.step() == 3) {
            throw new AssertionError("on purpose");
          }
        };
    assertThat(failure(listener)).isInstanceOf(AssertionError.class).hasMessage("on purpose");
    assertThat(before.closed()).isEqualTo(1);
    assertThat(after.closed()).isEqualTo(1);
    assertThat(RunFiles.threads()).isEmpty();
    assertThat(RunFiles.halfWritten(run())).isEmpty();
  }
}
