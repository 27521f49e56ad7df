package io.gan4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gan4j.api.plugin.GanPlugin;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A plugin that is faulty")
class FaultyPluginsTest {
  private static final String PLUGIN =
      """
      import io.gan4j.api.plugin.*;
      public final class %s implements GanPlugin {
        %s
        public String name() { return %s; }
        public void contribute(Contributions to) { %s }
      }
      """;

  @TempDir Path folder;

  private Path plugin(String head, String name, String contribution) throws IOException {
    return MadeJar.of(
        folder,
        GanPlugin.class,
        "1.0",
        "Faulty",
        PLUGIN.formatted("Faulty", head, name, contribution));
  }

  private static void assertLeftOut(Path jar, String reason) throws Exception {
    Cli cli = MadeJar.with(List.of(jar), () -> Cli.run("preset", "show", "digits"));
    assertThat(cli.exitCode()).as(cli.err()).isZero();
    assertThat(cli.out()).contains("reader:");
    assertThat(cli.err().lines().filter(line -> line.startsWith("gan: left out: ")))
        .singleElement()
        .asString()
        .contains(reason)
        .contains(jar.toString());
    assertThat(cli.err()).doesNotContain("Guice", "\tat ");
    Cli verified = Cli.run("verify", jar.toString());
    assertThat(verified.exitCode()).isNotZero();
    assertThat(verified.out() + verified.err())
        .contains(reason)
        .doesNotContain("internal error", "gan doctor", "\tat ");
  }

  @ParameterizedTest(name = "{3}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "public Faulty() { throw new IllegalStateException(\"no licence\"); }|\"a\"|``|no licence",
        "static { if (true) { throw new Error(\"no library\"); } }|\"a\"|``|no library",
        "static { System.loadLibrary(\"acme\"); }|\"a\"|``|UnsatisfiedLinkError",
        "``|\"a\"|throw new AssertionError(\"broken\");|broken",
        "``|\"a\"|contribute(to);|StackOverflowError",
        "``|\"a\"|to.component(io.gan4j.api.term.Loss.class, \"x\", null);|is null",
        "``|\"a\"|to.component(null, \"x\", null);|is null",
        "``|\"a\"|to.component(io.gan4j.api.term.Loss.class, null, Rec.class); } record Rec() implements io.gan4j.api.term.Loss { public java.util.List<io.gan4j.api.term.Term> terms() { return null; } public io.gan4j.api.term.ScoreKind scoreKind() { return null; }|must be lower-case words",
        "``|\"a\"|to.listener(\"x\", null);|is null",
        "``|\"a\"|to.provider(\"x\", null);|is null",
        "``|\"a\"|to.detector(null);|is null",
        "``|\"a\"|to.rule(null);|is null",
        "``|null|``|has no name",
        "``|\" \"|``|has no name",
        "``|\"gan-datasets\"|``|has the name of plugin 'gan-datasets'",
        "``|\"GAN-Datasets\"|``|has the name of plugin 'gan-datasets'",
        "``|\"a \"|``|blanks around it",
        "``|\"a\\u0007b\"|``|controls",
      })
  @DisplayName("is left out with its jar and the reason, and commands go on:")
  void leftOut(String head, String name, String contribution, String reason) throws Exception {
    assertLeftOut(plugin(head, name, contribution), reason);
  }

  @Test
  @DisplayName("is left out where a class that a component names is missing")
  void missing() throws Exception {
    Path jar =
        plugin(
            "enum Tone { LOUD } record Voice(Tone tone) implements"
                + " io.gan4j.api.network.Activation { public <T> T"
                + " apply(io.gan4j.api.tensor.TensorOps<T> ops, T x) { return x; } }",
            "\"a\"",
            "to.component(io.gan4j.api.network.Activation.class, \"voice\", Voice.class);");
    try (FileSystem zip = FileSystems.newFileSystem(jar)) {
      Files.delete(zip.getPath("com/acme/Faulty$Tone.class"));
    }
    assertLeftOut(jar, "com.acme.Faulty$Voice cannot be looked at");
  }

  @Test
  @DisplayName("keeps nobody from training where a rule of its fails, and is told")
  void rule() throws Exception {
    for (String fails : List.of("null", "java.util.Optional.of((RunWarning) (Object) config)")) {
      Path jar = plugin("", "\"a\"", "to.rule((config, plan) -> " + fails + ");");
      Cli cli = MadeJar.with(List.of(jar), () -> Cli.run("train", "ring-2d", "--dry-run"));
      assertThat(cli.exitCode()).as(cli.err()).isZero();
      assertThat(cli.out()).contains("warning  the rule com.acme.Faulty").contains("it fails");
    }
  }

  @Test
  @DisplayName("by the version of its class, a class that is missing, or a service that is none")
  void classes() throws Exception {
    Path jar = plugin("", "\"a\"", "");
    try (FileSystem zip = FileSystems.newFileSystem(jar)) {
      Path file = zip.getPath("com/acme/Faulty.class");
      byte[] bytes = Files.readAllBytes(file);
      bytes[7] = 99;
      Files.write(file, bytes);
    }
    assertLeftOut(jar, "compiled by a more recent version");
    try (FileSystem zip = FileSystems.newFileSystem(jar)) {
      Files.write(zip.getPath("com/acme/Faulty.class"), "junk".getBytes(StandardCharsets.UTF_8));
    }
    assertLeftOut(jar, "Truncated class file");
    try (FileSystem zip = FileSystems.newFileSystem(jar)) {
      Files.delete(zip.getPath("com/acme/Faulty.class"));
    }
    assertLeftOut(jar, "com.acme.Faulty not found");
    try (FileSystem zip = FileSystems.newFileSystem(jar)) {
      Files.writeString(
          zip.getPath("META-INF/services/" + GanPlugin.class.getName()), "io.gan4j.core.Gan");
    }
    assertLeftOut(jar, "io.gan4j.core.Gan not a subtype");
  }
}
