package io.gan4j.tf.internal.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.gan4j.components.average.ExponentialAverage;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.GraphOperation;

@DisplayName("After it is opened, a session")
class SteadyStateTest {
  private final TestPlans plans = new TestPlans();

  private void step(InspectedSession<?> session, long number) {
    session.step(plans.request("discriminator", number));
    session.step(plans.request("generator", number));
  }

  private static Set<String> operations(InspectedSession<?> session) {
    Set<String> names = new HashSet<>();
    for (Iterator<GraphOperation> all = session.graph().operations(); all.hasNext(); ) {
      names.add(all.next().name());
    }
    return names;
  }

  @Test
  @DisplayName("adds nothing to its graph, whatever is asked of it")
  void sameGraph(@TempDir Path folder) {
    plans.generatorAverage = new ExponentialAverage(0.9, true);
    try (InspectedSession<?> session = plans.open()) {
      Set<String> built = operations(session);
      assertThat(built).hasSizeGreaterThan(100);
      for (int i = 0; i < 3; i++) {
        step(session, i);
      }
      session.evaluate(plans.request("discriminator", 4));
      session.score(session.generate(session.drawLatents(1, 5)));
      session.restoreState(session.saveState());
      session.export(folder.resolve("model"), Map.of());
      step(session, 5);
      assertThat(operations(session)).isEqualTo(built);
    }
  }

  @Test
  @DisplayName(
      "allocates as little for a late step as for an early one, and keeps no native handle")
  void sameAllocation() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    try (InspectedSession<?> session = plans.open()) {
      for (int i = 0; i < 50; i++) {
        step(session, i);
      }
      long handles = Pointer.totalCount();
      long begin = threads.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < 200; i++) {
        step(session, i);
      }
      long middle = threads.getCurrentThreadAllocatedBytes();
      for (int i = 200; i < 400; i++) {
        step(session, i);
      }
      long end = threads.getCurrentThreadAllocatedBytes();
      assertThat((double) (end - middle) / (middle - begin)).isBetween(0.8, 1.2);
      assertThat((end - middle) / 200).as("bytes per step").isLessThan(100_000);
      assertThat(Pointer.totalCount()).isEqualTo(handles);
    }
  }
}
