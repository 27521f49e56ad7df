package io.gan4j.core.run;

import io.gan4j.testkit.ListenerContract;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The built-in listeners")
class ListenersTest {
  @TempDir Path folder;

  @TestFactory
  Stream<DynamicTest> eventLog() {
    AtomicInteger runs = new AtomicInteger();
    return ListenerContract.of(
            () -> {
              Path run = folder.resolve("run-" + runs.incrementAndGet());
              return new EventLog(RunDirectory.create(run), 0);
            })
        .tests();
  }

  @TestFactory
  Stream<DynamicTest> micrometer() {
    return ListenerContract.of(() -> new MicrometerListener(new SimpleMeterRegistry(), "run"))
        .tests();
  }
}
