package io.gan4j.core.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.gan4j.api.GanException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.ndarray.NdArrays;

@DisplayName("A damaged checkpoint")
class DamagedCheckpointsTest {
  @TempDir Path run;

  private Checkpoints checkpoints;
  private Path newest;

  private static Checkpoint checkpoint(long step) {
    return new Checkpoint(
        step,
        Map.of("w", NdArrays.vectorOf((float) step, 2), "k", NdArrays.scalarOf(0.5f)),
        "name: test\n",
        Map.of(Checkpoint.DATA, "abc"),
        Map.of("rollBacks", 1.0),
        100 * step);
  }

  private Path write(long step, int keep) {
    return checkpoints.write(checkpoint(step), keep, kept -> false);
  }

  @BeforeEach
  void two() {
    checkpoints = new Checkpoints(run);
    write(1, 3);
    newest = write(2, 3);
  }

  /** The newest is passed over with a reason, refused by name, or what it was. */
  private void look(String what) {
    try {
      Checkpoints.Restored restored = checkpoints.newest().orElseThrow();
      long step = restored.checkpoint().step();
      assertThat(restored.checkpoint()).as(what).isEqualTo(checkpoint(step));
      if (step == 1) {
        assertThat(restored.skipped()).as(what).singleElement().asString().contains("step-0000000");
      }
    } catch (GanException e) {
      assertThat(e).as(what).hasMessageContaining("step-00000002 is of format");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"state.safetensors", "config.yaml", "loop.json", "manifest.json"})
  @DisplayName("is told by any bit that is flipped, and by any length it is cut to:")
  void everyBit(String part) throws IOException {
    Path file = newest.resolve(part);
    byte[] good = Files.readAllBytes(file);
    for (int place = 0; place < good.length; place++) {
      byte[] bad = good.clone();
      bad[place] ^= (byte) (1 << (place % 8));
      Files.write(file, bad);
      look(part + " with a flipped bit at " + place);
      Files.write(file, Arrays.copyOf(good, place));
      look(part + " cut to " + place);
      if (!part.equals("manifest.json")) {
        assertThat(checkpoints.newest().orElseThrow().checkpoint().step()).isEqualTo(1);
      }
    }
    Files.delete(file);
    assertThat(checkpoints.newest().orElseThrow().skipped())
        .containsExactly("step-00000002: " + part + " is missing");
  }

  @Test
  @DisplayName("is not kept in place of a good one, when a run goes on behind it")
  void goesOnBehind() throws IOException {
    Path damaged = write(9, 3);
    Files.delete(damaged.resolve("manifest.json"));
    for (int step = 3; step < 6; step++) {
      write(step, 1);
      assertThat(checkpoints.newest().orElseThrow().checkpoint().step()).isEqualTo(step);
    }
    write(9, 1);
    assertThat(checkpoints.newest().orElseThrow().checkpoint()).isEqualTo(checkpoint(9));
  }

  @Test
  @DisplayName("that a killed writer has left is no checkpoint, and is tidied away")
  void leftovers() throws IOException {
    Path left = run.resolve("checkpoints/.step-00000003.partial");
    Files.createDirectory(left);
    Files.writeString(left.resolve("state.safetensors"), "half");
    assertThat(checkpoints.newest().orElseThrow().checkpoint().step()).isEqualTo(2);
    checkpoints.removeLeftovers();
    assertThat(left).doesNotExist();
    try (Stream<Path> files = Files.list(newest)) {
      assertThat(files).hasSize(4);
    }
  }

  @Test
  @DisplayName("never crashes its reader, whatever bytes its manifest holds")
  void fuzzedManifest() throws IOException {
    byte[] good = Files.readAllBytes(newest.resolve("manifest.json"));
    Random random = new Random(1);
    for (int i = 0; i < 500; i++) {
      byte[] bad = good.clone();
      for (int flips = random.nextInt(6); flips >= 0; flips--) {
        bad[random.nextInt(bad.length)] = (byte) random.nextInt();
      }
      Files.write(newest.resolve("manifest.json"), bad);
      look("fuzz " + i);
    }
    assertThat(List.of(run.toFile().list())).containsExactly("checkpoints");
  }
}
