package io.gan4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that go wrong on purpose. */
@DisplayName("A run that goes wrong")
class WatchTest {
  @TempDir Path temp;

  private Cli train(String... more) {
    String[] small = {
      "train",
      "digits-mlp",
      "--run-dir",
      temp.resolve("run").toString(),
      "--set",
      "data.batchSize=32",
      "--set",
      "generator.network.units=[32]",
      "--set",
      "discriminator.network={type: mlp, units: [64]}",
      "--set",
      "samples={every: 50, count: 16}",
      "--set",
      "checkpoints.every=20"
    };
    String[] all = new String[small.length + more.length];
    System.arraycopy(small, 0, all, 0, small.length);
    System.arraycopy(more, 0, all, small.length, more.length);
    return Cli.run(all);
  }

  private List<String> events(String kind) throws Exception {
    return Files.readAllLines(temp.resolve("run/events.jsonl")).stream()
        .filter(line -> line.contains("\"event\":\"" + kind + "\""))
        .toList();
  }

  /** The steps of a watch's alarms. */
  private List<Integer> alarms(String watch) throws Exception {
    return events("watch-triggered").stream()
        .filter(line -> line.contains("\"watch\":\"" + watch + "\""))
        .map(line -> Integer.valueOf(line.replaceFirst(".*?\"step\":(\\d+).*", "$1")))
        .toList();
  }

  @Test
  @DisplayName(
      "for a far too strong discriminator under minimax is told of vanishing gradients after ten"
          + " looks and of saturation after 300 steps without doubt, at the default thresholds")
  void minimax() throws Exception {
    Cli cli =
        train(
            "--steps",
            "340",
            "--set",
            "data.batchSize=64",
            "--set",
            "generator.network.units=[64]",
            "--set",
            "discriminator.network={type: mlp, units: [128]}",
            "--set",
            "loss=minimax",
            "--set",
            "discriminator.optimizer={type: adam, learningRate: 0.03}",
            "--set",
            "generator.optimizer={type: adam, learningRate: 1.0e-7}",
            "--set",
            "checkpoints.every=0");
    assertThat(cli.exitCode()).as(cli.err()).isZero();
    assertThat(alarms("vanishing-gradient"))
        .first(InstanceOfAssertFactories.INTEGER)
        .isBetween(200, 260);
    assertThat(alarms("saturation"))
        .singleElement(InstanceOfAssertFactories.INTEGER)
        .isBetween(300, 340);
    assertThat(cli.err()).contains("saturation: the discriminator has been without doubt");
  }

  @Test
  @DisplayName("for a collapsed generator stops, where the run file wants that")
  void collapse() throws Exception {
    Cli cli =
        train(
            "--steps",
            "200",
            "--set",
            "generator.network={type: mlp, units: [1]}", // one number cannot tell many digits
            "--set",
            "watches.collapse={reaction: stop, after: 50, ratio: 0.6}");
    assertThat(cli.exitCode()).as(cli.err()).isEqualTo(CommandLineRunner.FAILED);
    assertThat(cli.err()).contains("gan: stopped by the watch 'collapse': samples are nearly");
    assertThat(events("watch-triggered")).hasSize(1);
    assertThat(events("run-failed")).hasSize(1);
  }

  @Test
  @DisplayName("for a loss that is not finite goes back with smaller learning rates, then stops")
  void rollBack() throws Exception {
    Cli cli =
        train(
            "--steps",
            "200",
            "--set",
            "loss=least-squares",
            "--set",
            "discriminator.optimizer={type: sgd, learningRate: 30}",
            "--set",
            "watches={notFinite: roll-back, rollBack: {atMost: 2, learningRate: 0.5}}");
    assertThat(cli.exitCode()).as(cli.err()).isEqualTo(CommandLineRunner.FAILED);
    assertThat(events("rolled-back"))
        .hasSize(2)
        .last()
        .asString()
        .contains("\"learningRateFactor\":0.25");
    assertThat(cli.err()).contains("The run went back 2 times already.");
    assertThat(temp.resolve("run/checkpoints/step-00000000")).isDirectory();
  }

  @Test
  @DisplayName("can be saved by going back, and a crash on the way changes nothing")
  void saved() throws Exception {
    String[] unstable = {
      "--steps",
      "60",
      "--set",
      "loss=least-squares",
      "--set",
      "discriminator.optimizer={type: sgd, learningRate: 30}",
      "--set",
      "watches={notFinite: roll-back, rollBack: {atMost: 9, learningRate: 0.05}}"
    };
    Cli cli = train(unstable);
    assertThat(cli.exitCode()).as(cli.err()).isZero();
    assertThat(events("rolled-back")).isNotEmpty();
    assertThat(events("step-completed").size()).isGreaterThanOrEqualTo(60);
    byte[] whole =
        Files.readAllBytes(temp.resolve("run/checkpoints/step-00000060/state.safetensors"));
    // the checkpoint of step 40 was written after going back: its learning rates go on from there
    try (var files = Files.walk(temp.resolve("run/checkpoints/step-00000060"))) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
    Cli resumed = Cli.run("resume", temp.resolve("run").toString());
    assertThat(resumed.exitCode()).as(resumed.err()).isZero();
    assertThat(temp.resolve("run/checkpoints/step-00000060/state.safetensors"))
        .hasBinaryContent(whole);
  }
}
