package io.gan4j.tf.internal.session;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.api.PlayerRole;
import io.gan4j.api.game.Player;
import io.gan4j.api.provider.BatchParts;
import io.gan4j.api.provider.Workers;
import io.gan4j.api.term.Term;
import io.gan4j.api.term.TermContext;
import io.gan4j.api.term.TermValue;
import io.gan4j.api.training.Draw;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("Workers that share a batch")
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "TensorFlow Java has no callbacks there")
class WorkersTest {
  private static final int MINUTES = 40;

  @TempDir Path temp;

  /** Trains jobs by so many processes, and gives the folder of what they end in. */
  private Path together(String name, int count, List<String> jobs) throws Exception {
    Path folder = Files.createDirectories(temp.resolve(name));
    List<String> addresses = new ArrayList<>();
    addPorts(count, addresses);
    List<Process> processes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      List<String> command =
          new ArrayList<>(
              List.of(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-XX:TieredStopAtLevel=1",
                  "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0",
                  "-cp",
                  System.getProperty("java.class.path"),
                  WorkerTrials.class.getName(),
                  folder.toString(),
                  Integer.toString(i),
                  String.join(",", addresses)));
      command.addAll(jobs);
      processes.add(
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("log-" + i).toFile())
              .start());
    }
    try {
      for (int i = 0; i < count; i++) {
        assertThat(processes.get(i).waitFor(MINUTES, TimeUnit.MINUTES)).isTrue();
        assertThat(processes.get(i).exitValue())
            .as(Files.readString(folder.resolve("log-" + i)))
            .isZero();
      }
    } finally {
      processes.forEach(Process::destroyForcibly);
    }
    return folder;
  }

  /** Holds each port until all are found, so that no two are the same. */
  private static void addPorts(int more, List<String> addresses) throws IOException {
    if (more > 0) {
      try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        addresses.add("127.0.0.1:" + probe.getLocalPort());
        addPorts(more - 1, addresses);
      }
    }
  }

  private Path alone(List<String> jobs) throws IOException {
    Path folder = Files.createDirectories(temp.resolve("alone"));
    jobs.forEach(job -> WorkerTrials.train(folder, Workers.ALONE, job));
    return folder;
  }

  private static void assertSame(
      Path one, Path other, WorkerTrial trial, int step, double tolerance) {
    Map<String, double[]> expected =
        States.values(WorkerTrials.read(WorkerTrials.state(one, trial, step, 0)));
    Map<String, double[]> found =
        States.values(WorkerTrials.read(WorkerTrials.state(other, trial, step, 0)));
    assertThat(found.keySet()).isEqualTo(expected.keySet());
    double[] worst = {0};
    expected.forEach(
        (name, values) -> {
          double scale = Math.max(1, Arrays.stream(values).map(Math::abs).max().orElse(0));
          double[] others = requireNonNull(found.get(name), name);
          for (int i = 0; i < values.length; i++) {
            worst[0] = Math.max(worst[0], Math.abs(others[i] - values[i]) / scale);
            assertThat(others[i])
                .as(trial + " " + name)
                .isEqualTo(values[i], within(tolerance * scale));
          }
        });
    System.out.printf("%s, step %d, %s: %.1e%n", trial, step, other.getFileName(), worst[0]);
  }

  private static void assertEqual(Path one, Path other, int of, WorkerTrial trial, int step) {
    for (int worker = 0; worker < of; worker++) {
      assertThat(WorkerTrials.state(other, trial, step, worker))
          .as("worker " + worker)
          .hasSameBinaryContentAs(WorkerTrials.state(one, trial, step, 0));
    }
  }

  private static List<String> jobs(int from, int to, List<WorkerTrial> trials) {
    return trials.stream().map(trial -> trial + ":" + from + ":" + to).toList();
  }

  @Test
  @DisplayName("can share whatever is compared by means; not together with a batch in parts")
  void shared() {
    for (WorkerTrial trial : WorkerTrial.values()) {
      assertThat(BatchParts.obstaclesToSharing(trial.plan())).as(trial.name()).isEmpty();
    }
    assertThat(
            BatchParts.obstaclesToSharing(
                WorkerTrial.LECAM.plan().toBuilder().accumulate(2).build()))
        .containsExactly("term.1 is no mean over samples");
    TestPlans own = new TestPlans();
    own.phases =
        List.of(
            own.phase(
                "discriminator",
                Draw.FRESH,
                1,
                Set.of(),
                List.of(new Comparing()),
                Player.DISCRIMINATOR));
    assertThat(BatchParts.obstaclesToSharing(own.plan()))
        .containsExactly("term.1 compares samples in other ways than by their means");
  }

  /** A term that says nothing of how it compares samples. */
  private record Comparing() implements Term {
    @Override
    public Set<PlayerRole> paidBy() {
      return Set.of(PlayerRole.DISCRIMINATOR);
    }

    @Override
    public <T> TermValue<T> apply(TermContext<T> context) {
      return TermValue.of(context.ops().constant(0));
    }
  }

  @Test
  @DisplayName("end where one process ends, but for rounding, and all at the same bits")
  void few() throws Exception {
    List<WorkerTrial> trials = List.of(WorkerTrial.LECAM, WorkerTrial.MINIBATCH);
    List<String> jobs = jobs(0, 4, trials);
    Path alone = alone(jobs);
    Path two = together("two", 2, jobs);
    for (WorkerTrial trial : trials) {
      assertSame(alone, two, trial, 4, 1e-11);
      assertEqual(two, two, 2, trial, 4);
    }
  }

  @ParameterizedTest
  @Tag("slow")
  @EnumSource(Half.class)
  @DisplayName("do so in everything that a run may compute, two or three of them, twice")
  void everything(Half half) throws Exception {
    List<WorkerTrial> trials = half.trials();
    List<String> jobs = jobs(0, 20, trials);
    Path alone = alone(jobs);
    Path two = together("two", 2, jobs);
    Path again = together("two-again", 2, jobs);
    Path three = together("three", 3, jobs);
    for (WorkerTrial trial : trials) {
      assertSame(alone, two, trial, 20, 1e-10);
      assertSame(alone, three, trial, 20, 1e-10);
      assertEqual(two, two, 2, trial, 20);
      assertEqual(two, again, 2, trial, 20);
      assertEqual(three, three, 3, trial, 20);
    }
  }

  /** Half of the trials: all together take long. */
  private enum Half {
    FIRST(0),
    SECOND(1);

    private final int part;

    Half(int part) {
      this.part = part;
    }

    List<WorkerTrial> trials() {
      List<WorkerTrial> all = List.of(WorkerTrial.values());
      int half = all.size() / 2;
      return all.subList(part * half, part * half + half);
    }
  }

  @Test
  @Tag("slow")
  @DisplayName("go on from a state to the same bits, or with another number but for rounding")
  void resumed() throws Exception {
    List<WorkerTrial> trials =
        List.of(
            WorkerTrial.DROPOUT,
            WorkerTrial.BATCH_NORM,
            WorkerTrial.LECAM,
            WorkerTrial.CONDITIONAL,
            WorkerTrial.STEERED,
            WorkerTrial.EARLIER_FAKES);
    Path alone = alone(jobs(0, 50, trials));
    Path straight = together("straight", 2, jobs(0, 50, trials));
    Path half = together("half", 2, jobs(0, 25, trials));
    Path resumed = copied(half, "resumed", trials);
    together("resumed", 2, jobs(25, 50, trials));
    Path others = copied(half, "others", trials);
    together("others", 3, jobs(25, 50, trials));
    for (WorkerTrial trial : trials) {
      assertEqual(straight, resumed, 2, trial, 50);
      assertSame(alone, others, trial, 50, 1e-8);
    }
  }

  private Path copied(Path from, String name, List<WorkerTrial> trials) throws IOException {
    Path folder = Files.createDirectories(temp.resolve(name));
    for (WorkerTrial trial : trials) {
      Files.copy(WorkerTrials.state(from, trial, 25, 0), WorkerTrials.state(folder, trial, 25, 0));
    }
    return folder;
  }
}
