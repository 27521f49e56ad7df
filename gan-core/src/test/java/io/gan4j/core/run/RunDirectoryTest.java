package io.gan4j.core.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gan4j.api.GanException;
import io.gan4j.api.event.RunRecord;
import io.gan4j.api.event.TrainingEvent.RunFailed;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A run directory")
class RunDirectoryTest {
  @TempDir Path temp;

  private RunDirectory directory() {
    return RunDirectory.create(temp.resolve("run"));
  }

  private static RunRecord record(Instant startedAt) {
    return new RunRecord(
        "test", "name: test\n", 7, "digits", "abc", "cpu", Map.of(), "host", startedAt, null);
  }

  @Nested
  @DisplayName("of somebody else is refused")
  @DisabledOnOs(
      value = OS.WINDOWS,
      disabledReason = "links need a privilege there, and there are no named pipes in folders")
  class Hostile {
    @Test
    @DisplayName("where any name in it, at any depth, is a link to elsewhere")
    void links() throws IOException {
      Path precious = Files.createDirectory(temp.resolve("precious"));
      for (String name : List.of("best", "metrics.jsonl", "samples/step-00000001.png", "a/b/c")) {
        RunDirectory directory = directory();
        Path link = directory.path().resolve(name);
        Files.createDirectories(Objects.requireNonNull(link.getParent()));
        Files.createSymbolicLink(link, precious);
        assertThatThrownBy(directory::requireOwnFiles)
            .isInstanceOf(GanException.class)
            .hasMessage(link + " is a link: a run writes into its own directory only");
        io.gan4j.api.internal.FileTrees.remove(directory.path());
      }
      assertThat(precious).exists();
    }

    @Test
    @DisplayName("but not where it is itself reached by a link")
    void reachedByLink() throws IOException {
      RunDirectory directory = directory();
      Files.createDirectory(directory.path().resolve("samples"));
      Path latest = Files.createSymbolicLink(temp.resolve("latest"), directory.path());
      Files.writeString(directory.config(), "name: test");
      RunDirectory.open(latest).requireOwnFiles();
    }

    @Test
    @DisplayName("where a name in it would keep its reader waiting for ever")
    void pipes() throws Exception {
      RunDirectory directory = directory();
      Process mkfifo = new ProcessBuilder("mkfifo", directory.events().toString()).start();
      assertThat(mkfifo.waitFor()).isZero();
      assertThatThrownBy(directory::requireOwnFiles)
          .hasMessage(directory.events() + " is neither a file nor a folder");
    }
  }

  @Test
  @DisplayName("is tidied of what a killed training has left half-written, and of nothing else")
  void leftovers() throws IOException {
    RunDirectory directory = directory();
    Path run = directory.path();
    Files.createDirectories(run.resolve("samples"));
    for (String name :
        List.of(
            ".config.yaml.partial",
            "..model.partial.partial-7",
            ".curves.png.tmp",
            "samples/.step-00000001.png.tmp",
            "config.yaml",
            ".hidden",
            "my.partial")) {
      Files.writeString(run.resolve(name), "");
    }
    Files.createDirectories(run.resolve(".model.partial/variables"));
    directory.removeLeftovers();
    assertThat(run.toFile().list())
        .containsExactlyInAnyOrder("samples", "config.yaml", ".hidden", "my.partial");
    assertThat(run.resolve("samples")).isEmptyDirectory();
  }

  @Test
  @DisplayName("keeps the model of an earlier part where the new one cannot be written")
  void model() throws IOException {
    RunDirectory directory = directory();
    Files.createDirectory(directory.model());
    Files.writeString(directory.model().resolve("old"), "");
    assertThatThrownBy(
            () ->
                directory.replaceModel(
                    folder -> {
                      throw new GanException("No space left on device");
                    }))
        .hasMessage("No space left on device");
    assertThat(directory.model().resolve("old")).exists();
    directory.replaceModel(folder -> assertThat(folder.toFile().mkdir()).isTrue());
    assertThat(directory.model()).isEmptyDirectory();
  }

  @Test
  @DisplayName("takes a clock that goes backwards: times are told, and nothing is decided by them")
  void clock() throws IOException {
    RunDirectory directory = directory();
    directory.describe(record(Instant.parse("2030-01-01T00:00:00Z")), -1);
    directory.describe(record(Instant.parse("1999-12-31T23:59:59Z")), 5);
    assertThat(directory.path().resolve("run.json"))
        .content()
        .contains("\"startedAt\" : \"2030-01-01T00:00:00Z\"")
        .contains("\"at\" : \"1999-12-31T23:59:59Z\"");
  }

  @Test
  @DisplayName("names run.json where that is broken, nested without end, or of gigabytes")
  void record() throws IOException {
    RunDirectory directory = directory();
    Path file = directory.path().resolve("run.json");
    for (String broken : List.of("{", "[".repeat(100_000))) {
      Files.writeString(file, broken);
      assertThatThrownBy(() -> directory.describe(record(Instant.EPOCH), 5))
          .isInstanceOf(GanException.class)
          .hasMessageContaining("run.json is not JSON");
    }
    try (RandomAccessFile large = new RandomAccessFile(file.toFile(), "rw")) {
      large.setLength(1L << 33);
    }
    assertThatThrownBy(() -> directory.describe(record(Instant.EPOCH), 5))
        .isInstanceOf(GanException.class)
        .hasMessageContaining("run.json has 8589934592 bytes");
  }

  @Test
  @DisplayName("makes up no begin of a run whose run.json is missing or empty")
  void noRecord() throws IOException {
    RunDirectory directory = directory();
    Path file = directory.path().resolve("run.json");
    for (int i = 0; i < 2; i++) {
      directory.describe(record(Instant.EPOCH), 5);
      assertThat(file)
          .content()
          .doesNotContain("startedAt")
          .contains("\"resumed\"", "\"step\" : 5");
      Files.writeString(file, "");
    }
  }

  @Test
  @DisplayName("tells of a run.json that is missing, empty, broken or that of another run")
  void otherRecord() throws IOException {
    RunDirectory directory = directory();
    RecordFile file = RecordFile.of(directory);
    Path path = directory.path().resolve("run.json");
    directory.describe(record(Instant.EPOCH), -1);
    Map<String, String> origin = Map.of("dataSha256", "abc");
    assertThat(file.problem("7", origin)).isEmpty();
    assertThat(file.problem("8", origin).orElseThrow())
        .endsWith("run.json is that of another run: seed is 8, the file says 7");
    assertThat(file.problem("7", Map.of("dataSha256", "def")).orElseThrow())
        .contains("dataSha256 is def, the file says abc");
    Files.writeString(path, "");
    assertThat(file.problem("7", origin).orElseThrow()).contains("run.json says nothing of a run");
    Files.writeString(path, "{");
    assertThat(file.problem("7", origin).orElseThrow()).contains("run.json is not JSON");
    Files.delete(path);
    assertThat(file.problem("7", origin).orElseThrow()).contains("run.json is missing");
    Files.createDirectory(path);
    assertThat(file.problem("7", origin).orElseThrow()).contains("run.json is not a file");
  }

  @Test
  @DisplayName("is not locked by a folder in the lock's place, in plain words")
  void lockIsAFolder() throws IOException {
    RunDirectory directory = directory();
    Files.createDirectory(directory.path().resolve("run.lock"));
    assertThatThrownBy(() -> RunLock.take(directory))
        .hasMessage(directory.path() + " cannot be locked: run.lock is not a file");
  }

  @Test
  @DisplayName("is free for a run where a killed one has left nothing but its lock")
  void killedAtOnce() throws IOException {
    Path path = Files.createDirectory(temp.resolve("killed"));
    Files.writeString(path.resolve("run.lock"), "");
    Files.writeString(path.resolve(".probe12.tmp"), "");
    Files.writeString(path.resolve(".config.yaml.partial-7"), "");
    RunDirectory.create(path);
    assertThatThrownBy(() -> RunDirectory.requireFree(path)).hasMessageContaining("not empty");
    Files.writeString(path.resolve("mine"), "");
    assertThatThrownBy(() -> RunDirectory.create(path)).hasMessageContaining("not empty");
  }

  @Nested
  @DisplayName("has a log")
  class Log {
    private final List<Long> steps = new ArrayList<>();

    private List<Long> read(RunDirectory directory) {
      steps.clear();
      return EventHistory.read(directory.events(), e -> steps.add(EventHistory.step(e)));
    }

    private RunDirectory three() throws IOException {
      RunDirectory directory = directory();
      try (EventLog log = new EventLog(directory, 0)) {
        for (int step = 1; step <= 3; step++) {
          log.on(new RunFailed(step, "a"));
        }
      }
      return directory;
    }

    @Test
    @DisplayName("whose lines that are no events are left out and counted, wherever they are")
    void garbled() throws IOException {
      RunDirectory directory = three();
      byte[] bytes = Files.readAllBytes(directory.events());
      int second = new String(bytes, java.nio.charset.StandardCharsets.UTF_8).indexOf('\n') + 1;
      bytes[second] = (byte) 0xff;
      Files.write(directory.events(), bytes);
      assertThat(read(directory)).containsExactly(2L);
      assertThat(steps).containsExactly(1L, 3L);
      Files.writeString(directory.events(), "7\n[]\n\n" + "[".repeat(5_000_000) + "\n{\"event");
      assertThat(read(directory)).containsExactly(1L, 2L, 3L, 4L);
    }

    @Test
    @DisplayName("that is cut back to whole lines where it is shorter than its checkpoint says")
    void truncated() throws IOException {
      RunDirectory directory = three();
      long whole = Files.size(directory.events());
      try (RandomAccessFile file = new RandomAccessFile(directory.events().toFile(), "rw")) {
        file.setLength(whole - 5);
      }
      try (EventLog log = new EventLog(directory, whole)) {
        log.on(new RunFailed(4, "b"));
      }
      assertThat(read(directory)).isEmpty();
      assertThat(steps).containsExactly(1L, 2L, 4L);
    }

    @Test
    @DisplayName("that goes on where its checkpoint says, without what came after")
    void position() throws IOException {
      RunDirectory directory = three();
      long two = Files.size(directory.events()) / 3 * 2;
      try (EventLog log = new EventLog(directory, two)) {
        log.on(new RunFailed(9, "c"));
      }
      assertThat(read(directory)).isEmpty();
      assertThat(steps).containsExactly(1L, 2L, 9L);
      assertThat(EventHistory.isFinished(directory.events())).isFalse();
    }
  }
}
