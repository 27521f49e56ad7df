package io.gan4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.gan4j.api.event.TrainingEvent;
import io.gan4j.api.event.TrainingEvent.PhaseResult;
import io.gan4j.api.event.TrainingEvent.StepCompleted;
import io.gan4j.api.event.TrainingListener;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The contract of listeners")
class ListenerContractTest {

  @Test
  @DisplayName("is kept by a listener that does nothing")
  void nothing() {
    assertThat(ListenerContract.of(() -> event -> {}).violations()).isEmpty();
  }

  @Test
  @DisplayName("is broken by one that takes every score for a probability")
  void probabilities() {
    TrainingListener careless =
        event -> {
          if (event instanceof StepCompleted done) {
            for (PhaseResult phase : done.phases()) {
              phase.report().firstScores().fakeProbability().orElseThrow();
            }
          }
        };
    assertThat(ListenerContract.of(() -> careless).violations())
        .anyMatch(broken -> broken.startsWith("hears a run through to its end"));
  }

  @Test
  @DisplayName("is broken by one that cannot be closed twice")
  void closedTwice() {
    assertThat(ListenerContract.of(Once::new).violations())
        .singleElement()
        .asString()
        .startsWith("may be closed twice");
  }

  private static final class Once implements TrainingListener {
    private boolean closed;

    @Override
    public void on(TrainingEvent event) {}

    @Override
    public void close() {
      if (closed) {
        throw new IllegalStateException("closed already");
      }
      closed = true;
    }
  }
}
