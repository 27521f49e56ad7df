package io.gan4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gan4j.core.Gan;
import io.gan4j.core.run.Training;
import io.gan4j.core.serve.GeneratorService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.ndarray.FloatNdArray;

/** Of a convolutional generator that sees classes. */
@Tag("slow")
@DisplayName("The samples of a seed are the same to the bit")
class SameSamplesTest {
  private static final int COUNT = 40;
  private static final int[] FIRST = {0};

  @TempDir static Path folder;
  private static Path model;

  @BeforeAll
  static void export() {
    model = folder.resolve("digits");
    Gan gan = Gan.load();
    try (Training training =
        gan.open(gan.preset("digits", "training.steps=3", "evaluation.everyImages=0"))) {
      training.run();
      training.export(model);
    }
  }

  private static GeneratorService open() {
    return GeneratorService.open(Gan.load().load(model));
  }

  @Test
  @DisplayName("alone, beside strangers, and after the model was loaded again")
  void batches() {
    List<FloatNdArray> alone = new ArrayList<>();
    try (GeneratorService service = open()) {
      for (int seed = 0; seed < COUNT; seed++) {
        alone.add(service.sample(seed, 1, FIRST).join());
      }
      List<CompletableFuture<FloatNdArray>> together = new ArrayList<>();
      for (int seed = 0; seed < COUNT; seed++) {
        together.add(service.sample(seed, 1, FIRST));
      }
      for (int seed = 0; seed < COUNT; seed++) {
        assertThat(together.get(seed).join()).as("seed %d", seed).isEqualTo(alone.get(seed));
      }
      assertThat(service.sample(3, 17, new int[17]).join().get(0)).isEqualTo(alone.get(3).get(0));
    }
    try (GeneratorService again = open()) {
      for (int seed = 0; seed < COUNT; seed++) {
        assertThat(again.sample(seed, 1, FIRST).join()).isEqualTo(alone.get(seed));
      }
    }
  }

  @Test
  @DisplayName("by one thread of TensorFlow and by two, in processes of their own")
  void threads() throws IOException, InterruptedException {
    assertThat(sampled(2)).isEqualTo(sampled(1));
  }

  private static byte[] sampled(int threads) throws IOException, InterruptedException {
    Path out = folder.resolve(threads + ".npy");
    List<String> command = new ArrayList<>(Gan4jProcess.command());
    command.addAll(List.of("sample", model.toString(), "--seed", "5", "--count", "64", "--out"));
    command.add(out.toString());
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectOutput(folder.resolve("log").toFile());
    builder
        .environment()
        .putAll(
            Map.of(
                "TF_NUM_INTRAOP_THREADS",
                Integer.toString(threads),
                "TF_NUM_INTEROP_THREADS",
                Integer.toString(threads),
                "OMP_NUM_THREADS",
                Integer.toString(threads)));
    Process process = builder.start();
    assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(folder.resolve("log"))).isZero();
    return Files.readAllBytes(out);
  }
}
