package io.gan4j.core.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gan4j.api.GanException;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.StdArrays;

/** Golden files: a checkpoint of every format that was ever written has to be read for ever. */
@DisplayName("The format of checkpoints")
class CheckpointFormatTest {
  private static final String STEP = "checkpoints/step-00000012";

  /** What all golden files hold. */
  private static final Checkpoint GOLDEN =
      new Checkpoint(
          12,
          Map.of(
              "discriminator/0.dense/bias",
              NdArrays.vectorOf(0f, -0f, Float.NaN),
              "discriminator/updates",
              NdArrays.scalarOf(24L),
              "generator/0.dense/kernel",
              StdArrays.ndCopyOf(
                  new float[][] {{1.5f, Float.MIN_VALUE}, {-2f, Float.POSITIVE_INFINITY}}),
              "loss.discriminator/k",
              NdArrays.scalarOf(0.1),
              "sizes",
              NdArrays.vectorOf(1, -2, Integer.MAX_VALUE)),
          "name: golden\nseed: 7\n",
          Map.of(Checkpoint.DATA, "abc", Checkpoint.DEVICE, "cpu", "version.gan4j", "0.1.0"),
          Map.of("rollBacks", 1.0, "watch.saturation", 17.0),
          4096);

  @TempDir Path run;

  private static Path golden(int format) throws URISyntaxException {
    return Path.of(CheckpointFormatTest.class.getResource("format-" + format).toURI());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  @DisplayName("is read in each of its versions:")
  void read(int format) throws URISyntaxException {
    Checkpoints.Restored restored = new Checkpoints(golden(format)).newest().orElseThrow();
    assertThat(restored.skipped()).isEmpty();
    assertThat(restored.checkpoint()).isEqualTo(GOLDEN);
  }

  @Test
  @DisplayName("is written in its newest version, to the byte")
  void written() throws URISyntaxException {
    Path folder = new Checkpoints(run).write(GOLDEN, 1, step -> false);
    for (String part :
        new String[] {"manifest.json", "loop.json", "config.yaml", "state.safetensors"}) {
      assertThat(folder.resolve(part)).hasSameBinaryContentAs(golden(2).resolve(STEP + "/" + part));
    }
    assertThat(folder.toFile().list()).hasSize(4);
  }

  @Test
  @DisplayName("of a newer gan4j is refused, though an older checkpoint is there, and stays")
  void newer() throws IOException {
    Checkpoints checkpoints = new Checkpoints(run);
    checkpoints.write(GOLDEN, 3, step -> false);
    Path later =
        checkpoints.write(
            new Checkpoint(20, GOLDEN.state(), "", Map.of(), Map.of(), 0), 3, step -> false);
    Path manifest = later.resolve("manifest.json");
    String changed = Files.readString(manifest).replace("\"format\" : 2", "\"format\" : 3");
    Files.writeString(manifest, changed);
    assertThatThrownBy(checkpoints::newest)
        .isInstanceOf(GanException.class)
        .hasMessage(
            later
                + " is of format 3, written by a newer gan4j; this one reads formats 1 to 2. Take"
                + " the newer one, or remove the folder to go back to the checkpoint before.");
    assertThat(manifest).hasContent(changed);
  }
}
