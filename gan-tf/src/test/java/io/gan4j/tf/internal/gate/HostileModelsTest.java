package io.gan4j.tf.internal.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.gan4j.tf.internal.gate.HostileModels.Hostile;
import io.gan4j.tf.internal.session.RichGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A hostile model, whatever was changed in it,")
class HostileModelsTest {
  /** Which of the many changed ones are tried in every build. */
  private static final int EVERY = 157;

  /** What takes seconds because the models are large. */
  private static final Set<String> LARGE =
      Set.of("a chain of Identity", "a chain of Transpose", "half a million tensors");

  @TempDir private Path folder;
  private Path model;

  @BeforeEach
  void export() {
    model = folder.resolve("model");
    RichGenerator.export(model);
  }

  @Test
  @DisplayName("is refused in one line or samples, and touches nothing: one of many")
  void some() throws IOException {
    List<Hostile> some = new ArrayList<>(HostileCalculations.all());
    some.removeIf(hostile -> LARGE.contains(hostile.name()));
    List<Hostile> changed = HostileModels.of(model);
    for (int i = 0; i < changed.size(); i += EVERY) {
      some.add(changed.get(i));
    }
    HostileModelsTrial trial = new HostileModelsTrial(model);
    List<String> outcomes = new ArrayList<>();
    for (Hostile hostile : some) {
      String outcome = trial.outcome(hostile);
      assertThat(outcome).as(hostile.name()).matches("(refused|sampled) .*");
      outcomes.add(outcome);
    }
    assertThat(outcomes).hasSizeGreaterThan(80).anyMatch(line -> line.startsWith("sampled"));
    assertThat(Path.of(Mutants.TARGET)).doesNotExist();
  }

  @Test
  @Tag("slow")
  @DisplayName("is refused in one line or samples, and touches nothing: all, in their own process")
  void all() throws IOException, InterruptedException {
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
                model.toString())
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
    assertThat(outcomes).hasSizeGreaterThan(9000).anyMatch(line -> line.startsWith("sampled"));
    try (Stream<Path> made = Files.list(work)) {
      assertThat(made).isEmpty();
    }
  }

  private static String last(List<String> lines) {
    return lines.isEmpty() ? "nothing" : lines.get(lines.size() - 1);
  }
}
