package io.gan4j.core.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gan4j.api.DataException;
import io.gan4j.api.GanException;
import io.gan4j.api.internal.FileTrees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.NdArrays;

@DisplayName("Checkpoints")
class CheckpointsTest {
  @TempDir Path run;

  private static Map<String, NdArray<?>> state(float value) {
    return Map.of(
        "generator/0.dense/kernel",
        NdArrays.vectorOf(value, Float.NaN, Float.MIN_VALUE),
        "counts",
        NdArrays.vectorOf(Long.MAX_VALUE, -1L),
        "scalar",
        NdArrays.scalarOf(0.1),
        "ints",
        NdArrays.vectorOf(1, 2, 3));
  }

  private static Checkpoint checkpoint(long step, float value) {
    return new Checkpoint(
        step,
        state(value),
        "name: test\n",
        Map.of(Checkpoint.DATA, "abc"),
        Map.of("scale", 0.5),
        123);
  }

  private static Path write(Checkpoints checkpoints, long step, float value, int keep) {
    return checkpoints.write(checkpoint(step, value), keep, kept -> false);
  }

  @Test
  @DisplayName("come back as they were, NaN and scalars included")
  void roundTrip() {
    write(new Checkpoints(run), 12, 1.5f, 3);
    Checkpoints.Restored restored = new Checkpoints(run).newest().orElseThrow();
    assertThat(restored.skipped()).isEmpty();
    assertThat(restored.checkpoint()).isEqualTo(checkpoint(12, 1.5f));
  }

  @Test
  @DisplayName("are absent, rather than an error, where there are none")
  void none() {
    assertThat(new Checkpoints(run).newest()).isEmpty();
  }

  @Test
  @DisplayName("of equal state are equal to the byte")
  void deterministic() throws IOException {
    Path first = write(new Checkpoints(run.resolve("a")), 1, 2, 3);
    Path second = write(new Checkpoints(run.resolve("b")), 1, 2, 3);
    assertThat(second.resolve("state.safetensors"))
        .hasSameBinaryContentAs(first.resolve("state.safetensors"));
  }

  @Test
  @DisplayName("keep the newest n")
  void keep() throws IOException {
    Checkpoints checkpoints = new Checkpoints(run);
    for (int step : new int[] {5, 100, 20, 300}) {
      write(checkpoints, step, step, 2);
    }
    try (Stream<Path> left = Files.list(run.resolve("checkpoints"))) {
      assertThat(left.map(p -> p.getFileName().toString()))
          .containsExactlyInAnyOrder("step-00000300", "step-00000100");
    }
  }

  @Nested
  @DisplayName("that are damaged")
  class Damaged {
    private void two() {
      write(new Checkpoints(run), 1, 1, 3);
      write(new Checkpoints(run), 2, 2, 3);
    }

    private Path newest(String file) {
      return run.resolve("checkpoints/step-00000002").resolve(file);
    }

    @Test
    @DisplayName("are passed over for an older one, saying why")
    void flippedBit() throws IOException {
      two();
      byte[] bytes = Files.readAllBytes(newest("state.safetensors"));
      bytes[bytes.length - 3] ^= 1;
      Files.write(newest("state.safetensors"), bytes);
      Checkpoints.Restored restored = new Checkpoints(run).newest().orElseThrow();
      assertThat(restored.checkpoint().step()).isEqualTo(1);
      assertThat(restored.skipped())
          .containsExactly(
              "step-00000002: state.safetensors does not have the SHA-256 of its manifest");
    }

    @Test
    @DisplayName("are passed over when a part is missing or garbage")
    void missing() throws IOException {
      two();
      Files.delete(newest("state.safetensors"));
      assertThat(new Checkpoints(run).newest().orElseThrow().skipped())
          .containsExactly("step-00000002: state.safetensors is missing");
      Files.writeString(newest("manifest.json"), "{{{");
      assertThat(new Checkpoints(run).newest().orElseThrow().skipped())
          .singleElement()
          .asString()
          .startsWith("step-00000002: manifest.json is not JSON: Unexpected character ('{'");
    }

    @Test
    @DisplayName("are passed over, saying so, where something else stands in their place")
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "links need a privilege there")
    void noFolder() throws IOException {
      two();
      Path newest = run.resolve("checkpoints/step-00000002");
      FileTrees.remove(newest);
      Files.createSymbolicLink(newest, Path.of("step-00000001"));
      for (int i = 0; i < 2; i++) {
        Checkpoints.Restored restored = new Checkpoints(run).newest().orElseThrow();
        assertThat(restored.checkpoint().step()).isEqualTo(1);
        assertThat(restored.skipped())
            .containsExactly(
                "step-00000002: it is a link, a file or a pipe: a checkpoint is a folder");
        FileTrees.remove(newest);
        Files.writeString(newest, "junk");
      }
      write(new Checkpoints(run), 2, 2, 3);
      assertThat(new Checkpoints(run).newest().orElseThrow().checkpoint().step()).isEqualTo(2);
    }

    @Test
    @DisplayName("are an error when none is whole")
    void noneWhole() throws IOException {
      two();
      Files.delete(run.resolve("checkpoints/step-00000001/manifest.json"));
      Files.delete(newest("manifest.json"));
      assertThatThrownBy(() -> new Checkpoints(run).newest())
          .isInstanceOf(GanException.class)
          .hasMessageContaining("no checkpoint")
          .hasMessageContaining("step-00000002: manifest.json is missing");
    }

    @Test
    @DisplayName("never crash the reader of arrays, whatever bytes they hold")
    void fuzzed() throws IOException {
      Path good = write(new Checkpoints(run), 1, 1, 3).resolve("state.safetensors");
      byte[] bytes = Files.readAllBytes(good);
      Random random = new Random(1);
      Path bad = run.resolve("bad");
      int refused = 0;
      for (int i = 0; i < 2000; i++) {
        byte[] mutated =
            Arrays.copyOf(bytes, i % 3 == 0 ? random.nextInt(bytes.length) : bytes.length);
        for (int flips = random.nextInt(4); flips >= 0 && mutated.length > 0; flips--) {
          mutated[random.nextInt(mutated.length)] = (byte) random.nextInt();
        }
        Files.write(bad, mutated);
        try {
          SafeTensors.read(bad);
        } catch (DataException e) {
          refused++;
          assertThat(e).hasMessageContaining("bad");
        }
      }
      assertThat(refused).isGreaterThan(500);
    }
  }
}
