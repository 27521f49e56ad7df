package io.gan4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gan4j.api.internal.Sha256;
import io.gan4j.api.plugin.GanPlugin;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The plugins of a run")
class PluginProvenanceTest {
  private static final String SOURCE =
      """
      import io.gan4j.api.optimizer.Schedule;
      import io.gan4j.api.plugin.*;
      public final class Acme implements GanPlugin {
        public record Steady() implements Schedule {
          public double valueAt(io.gan4j.api.optimizer.Progress progress) { return %s; }
        }
        public String name() { return "acme"; }
        public void contribute(Contributions to) {
          to.component(Schedule.class, "steady", Steady.class);
        }
      }
      """;

  @TempDir Path folder;

  private Path jar(String version, String rate) throws IOException {
    return MadeJar.of(
        Files.createDirectories(folder.resolve(version)),
        GanPlugin.class,
        version,
        "Acme",
        SOURCE.formatted(rate));
  }

  private Path file(String plugins) throws IOException {
    return Files.writeString(
        folder.resolve("run.yaml"),
        """
        data: {reader: gaussian, batchSize: 8}
        latents: {type: normal, size: 2}
        generator:
          network: {type: mlp, units: [2], output: linear}
          optimizer: {type: sgd, learningRate: {type: steady}}
        discriminator: {network: {type: mlp, units: [2]}}
        training: {steps: 1}
        samples: {every: 0, count: 4}
        """
            + plugins);
  }

  private static Cli with(Path jar, String... arguments) throws Exception {
    return MadeJar.with(List.of(jar), () -> Cli.run(arguments));
  }

  @Test
  @DisplayName("are part of where it comes from, and of what a resumed one is compared with")
  void provenance() throws Exception {
    Path first = jar("1.0", "0.01");
    Path run = folder.resolve("run");
    Cli trained = with(first, "train", file("").toString(), "--run-dir", run.toString());
    assertThat(trained.exitCode()).as(trained.err()).isZero();
    String described = "1.0, acme.jar, SHA-256 " + Sha256.of(first);
    assertThat(run.resolve("run.json")).content().contains("\"plugin.acme\" : \"" + described);
    assertThat(run.resolve("run.json")).content().doesNotContain("plugin.gan-");

    Path second = jar("1.1", "0.02");
    Cli other = with(second, "resume", run.toString(), "--steps", "2");
    assertThat(other.exitCode()).isEqualTo(CommandLineRunner.USAGE);
    assertThat(other.err())
        .contains("version.plugin.acme: was " + described + ", is 1.1, acme.jar, SHA-256 ")
        .contains("(another run from here on)");
    Cli same = with(first, "resume", run.toString(), "--steps", "2");
    assertThat(same.exitCode()).as(same.err()).isZero();
  }

  @Test
  @DisplayName("can be named in a run file, and are refused where they are missing or others")
  void named() throws Exception {
    Path jar = jar("1.0", "0.01");
    Path absent = file("plugins: [{name: acme}]");
    Cli missing = Cli.run("train", absent.toString(), "--dry-run");
    assertThat(missing.exitCode()).isEqualTo(CommandLineRunner.USAGE);
    assertThat(missing.err())
        .contains("plugins[0]: there is no plugin 'acme' on the class path; GAN_CLASSPATH adds")
        .contains("no schedule is called 'steady'");
    Path wrong = file("plugins: [{name: acme, sha256: " + "0".repeat(64) + "}]");
    Cli other = with(jar, "train", wrong.toString(), "--dry-run");
    assertThat(other.exitCode()).isEqualTo(CommandLineRunner.USAGE);
    assertThat(other.err())
        .contains("plugins[0].sha256: the plugin 'acme' is another: " + jar + " has the SHA-256 ")
        .contains(Sha256.of(jar));
    Path right = file("plugins: [{name: acme, sha256: " + Sha256.of(jar) + "}]");
    Cli found = with(jar, "data", "inspect", right.toString());
    assertThat(found.err()).doesNotContain("plugin");
  }

  @Test
  @DisplayName("that GAN_CLASSPATH names and that are not there, or no jars, are told")
  void classPath() throws Exception {
    Path jar = jar("1.0", "0.01");
    Path text = Files.writeString(folder.resolve("text.jar"), "no jar");
    String path =
        String.join(
            File.pathSeparator,
            jar.toString(),
            folder.toString(),
            "",
            folder + "/*",
            folder.resolve("gone.jar").toString(),
            text.toString(),
            folder.resolve("gone") + "/*");
    assertThat(AddedJars.problems(path))
        .satisfiesExactly(
            gone -> assertThat(gone).endsWith("gone.jar, which is not there"),
            none -> assertThat(none).contains("text.jar, which is no jar: "),
            folder -> assertThat(folder).endsWith("gone/*, and there is no such folder"));
    assertThat(AddedJars.problems(null)).isEmpty();
  }
}
