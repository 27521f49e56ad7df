package io.gan4j.cli;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.core.checkpoint.Checkpoint;
import io.gan4j.core.checkpoint.Checkpoints;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArray;

@DisplayName("Several workers")
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "TensorFlow Java has no callbacks there")
class WorkersTest {
  private static final int MINUTES = 3;

  @TempDir Path temp;

  /** Dropout, batch norm, labels, an average: what depends on rows and on the batch. */
  private Process train(Path run, int steps, int workers) throws Exception {
    return Gan4jProcess.start(
        temp.resolve(run.getFileName() + ".log"),
        "train",
        "conditional-digits",
        "--steps",
        Integer.toString(steps),
        "--set",
        "data.batchSize=12",
        "--set",
        "generator.network={type: conditional, of: {type: dcgan, baseChannels: 2}}",
        "--set",
        "discriminator.network={type: conditional, of: {type: mlp, units: [16], dropout: 0.3}}",
        "--set",
        "samples.every=0",
        "--set",
        "checkpoints.every=3",
        "--run-dir",
        run.toString(),
        "--workers",
        Integer.toString(workers));
  }

  private String log(Path run) throws Exception {
    return Files.readString(temp.resolve(run.getFileName() + ".log"));
  }

  private static Checkpoint newest(Path run) {
    return new Checkpoints(run).newest().orElseThrow().checkpoint();
  }

  private static void assertEqualButForRounding(Checkpoint one, Checkpoint other) {
    assertThat(other.step()).isEqualTo(one.step());
    assertThat(other.state().keySet()).isEqualTo(one.state().keySet());
    one.state()
        .forEach(
            (name, values) -> {
              if (values instanceof FloatNdArray floats) {
                double[] largest = {1};
                floats
                    .scalars()
                    .forEach(s -> largest[0] = Math.max(largest[0], Math.abs(s.getFloat())));
                List<Float> others = new ArrayList<>();
                requireNonNull((NdArray<?>) other.state().get(name))
                    .scalars()
                    .forEach(scalar -> others.add((Float) scalar.getObject()));
                int[] at = {0};
                floats
                    .scalars()
                    .forEach(
                        scalar ->
                            assertThat((double) others.get(at[0]++))
                                .as(name)
                                .isCloseTo(scalar.getFloat(), within(1e-4 * largest[0])));
              }
            });
  }

  @Test
  @DisplayName("train the run that one would train, but for rounding, and one of them writes")
  void same() throws Exception {
    Path together = temp.resolve("together");
    Process two = train(together, 6, 2);
    assertThat(two.waitFor(MINUTES, TimeUnit.MINUTES)).isTrue();
    assertThat(two.exitValue()).as(log(together)).isZero();
    Path alone = temp.resolve("alone");
    Process one = train(alone, 6, 1);
    assertThat(one.waitFor(MINUTES, TimeUnit.MINUTES)).isTrue();
    assertEqualButForRounding(newest(alone), newest(together));
    assertThat(together.resolve("logs/worker-1.log"))
        .content()
        .contains("worker 1 of 2, 6 of the 12 samples of a batch", "done, 6 steps");
    assertThat(alone.resolve("logs")).doesNotExist();
  }

  @Test
  @Tag("slow")
  @DisplayName("end when one of them is killed, and one alone goes on where they were")
  void killed() throws Exception {
    Path run = temp.resolve("run");
    Process chief = train(run, 100_000, 2);
    while (!Files.isDirectory(run.resolve("checkpoints/step-00000003"))) {
      assertThat(chief.isAlive()).as(log(run)).isTrue();
      Thread.sleep(50);
    }
    chief.children().forEach(ProcessHandle::destroyForcibly);
    assertThat(chief.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(chief.exitValue()).as(log(run)).isEqualTo(1);
    assertThat(log(run)).contains("worker 1 ended with exit code 137", "logs/worker-1.log");
    long kept = newest(run).step();
    Cli resumed = Cli.run("resume", run.toString(), "--steps", Long.toString(kept + 3));
    assertThat(resumed.exitCode()).as(resumed.err()).isZero();
    assertThat(newest(run).step()).isEqualTo(kept + 3);
  }

  @Test
  @DisplayName("are refused where their rows do not add up to the batch")
  void refused() {
    Cli uneven = Cli.run("train", "digits-mlp", "--workers", "0");
    assertThat(uneven.exitCode()).isEqualTo(2);
    assertThat(uneven.err()).contains("--workers must be > 0, found 0");
    Cli odd =
        Cli.run(
            "train", "digits-mlp", "--workers", "3", "--run-dir", temp.resolve("odd").toString());
    assertThat(odd.exitCode()).isEqualTo(2);
    assertThat(odd.err()).contains("data.batchSize: must be a multiple of 3, of the workers");
    assertThat(temp).isEmptyDirectory();
  }
}
