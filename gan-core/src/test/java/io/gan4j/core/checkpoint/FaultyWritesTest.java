package io.gan4j.core.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.gan4j.api.GanException;
import io.gan4j.core.checkpoint.FaultyFileSystem.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tensorflow.ndarray.NdArrays;

/** Fails at the first operation of the disk, at the second, and so on through all of a write. */
@DisplayName("A checkpoint that cannot be written to its end, wherever that is,")
class FaultyWritesTest {
  private static final int KEEP = 2;

  @TempDir Path temp;

  private static Checkpoint checkpoint(long step) {
    return new Checkpoint(
        step,
        Map.of("w", NdArrays.vectorOf((float) step, 2, 3)),
        "name: test\n",
        Map.of(),
        Map.of(),
        step);
  }

  private static void write(Path run, long step) {
    new Checkpoints(run).write(checkpoint(step), KEEP, kept -> false);
  }

  private static List<String> names(Path run) throws IOException {
    try (Stream<Path> entries = Files.list(run.resolve("checkpoints"))) {
      return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("leaves the ones before, and nothing that is taken for one:")
  void everywhere(Fault fault) throws IOException {
    int points = 0;
    while (failsAt(points, fault)) {
      points++;
    }
    // some for each of four files and their folder
    assertThat(points).isGreaterThan(fault == Fault.DISK_FULL ? 8 : 15);
  }

  /** Whether the write has as many operations; if so, what it leaves is looked at. */
  private boolean failsAt(int point, Fault fault) throws IOException {
    Path run = temp.resolve("run-" + point);
    write(run, 1);
    write(run, 2);
    FaultyFileSystem faulty = new FaultyFileSystem(run.getFileSystem(), fault, point);
    GanException told = null;
    try {
      write(faulty.faulty(run), 3);
    } catch (GanException e) {
      told = e;
    }
    faulty.lose();
    if (!faulty.failed()) {
      assertThat(told).isNull();
      return false;
    }
    String what = fault + " at operation " + point;
    assertThat(told).as(what).isNotNull();
    Checkpoints.Restored newest = new Checkpoints(run).newest().orElseThrow();
    assertThat(newest.skipped()).as(what).isEmpty();
    long step = newest.checkpoint().step();
    assertThat(newest.checkpoint()).as(what).isEqualTo(checkpoint(step));
    assertThat(names(run)).as(what).contains("step-00000002");
    if (step == 2) {
      assertThat(told)
          .hasMessageContaining("the checkpoint of step 3 cannot be written")
          .hasMessageContaining(fault == Fault.DISK_FULL ? "No space left on device" : "killed")
          .hasMessageContaining("Earlier checkpoints are untouched");
      assertThat(names(run)).as(what).contains("step-00000001");
    }
    if (fault == Fault.DISK_FULL) {
      assertThat(names(run)).as(what).noneMatch(name -> name.startsWith("."));
    }
    new Checkpoints(run).removeLeftovers();
    write(run, 3);
    assertThat(names(run)).as(what).containsExactly("step-00000002", "step-00000003");
    return true;
  }
}
