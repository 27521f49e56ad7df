package io.gan4j.tf.internal.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.gan4j.tf.internal.session.RichGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A hostile model, whatever was changed in it,")
class HostileModelsTest {
  /** Which of them are tried in every build. */
  private static final int EVERY = 41;

  @TempDir private Path folder;
  private Path model;

  @BeforeEach
  void export() {
    model = folder.resolve("model");
    RichGenerator.export(model);
  }

  @Test
  @DisplayName("is refused in one line or samples, and touches nothing: one of many")
  void some() throws Exception {
    assertThat(tried(EVERY)).hasSizeGreaterThan(200);
  }

  @Test
  @Tag("slow")
  @DisplayName("is refused in one line or samples, and touches nothing: all")
  void all() throws Exception {
    assertThat(tried(1)).hasSizeGreaterThan(9000);
  }

  /** What became of hostile models, tried in a process of their own. */
  private List<String> tried(int every) throws IOException, InterruptedException {
    Path output = folder.resolve("output.txt");
    Path work = Files.createDirectory(folder.resolve("work"));
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0",
                "-cp",
                System.getProperty("java.class.path"),
                HostileModelsTrial.class.getName(),
                model.toString(),
                Integer.toString(every))
            .directory(work.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    boolean ended = process.waitFor(20, TimeUnit.MINUTES);
    process.destroyForcibly();
    List<String> lines = Files.readAllLines(output);
    assertThat(ended).as("hung after %s", last(lines)).isTrue();
    assertThat(process.exitValue()).as("ended by %s", last(lines)).isZero();
    assertThat(last(lines)).isEqualTo("done");
    List<String> outcomes =
        lines.stream().filter(line -> line.matches("(refused|sampled) .*")).toList();
    assertThat(lines).noneMatch(line -> line.matches("(FAILED|UNREADABLE|SLOW) .*"));
    assertThat(outcomes).hasSize((int) lines.stream().filter(l -> l.startsWith("try ")).count());
    assertThat(outcomes).anyMatch(line -> line.startsWith("sampled"));
    try (Stream<Path> made = Files.list(work)) {
      assertThat(made).isEmpty();
    }
    return outcomes;
  }

  private static String last(List<String> lines) {
    return lines.isEmpty() ? "nothing" : lines.get(lines.size() - 1);
  }
}
