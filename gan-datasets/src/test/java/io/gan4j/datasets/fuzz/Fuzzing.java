package io.gan4j.datasets.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Runs Jazzer on a target, in a process of its own with little memory: an exception that gets out
 * of the target, an input that takes too long, or one that fills the heap fails the test.
 *
 * <p>How long: the system property {@code fuzz.seconds}, 20 if absent; {@code fuzz.input.seconds}
 * for a single input, 10 if absent (more on a machine that others keep busy). What Jazzer finds is
 * left in {@code target/fuzz/NAME}; an input worth keeping goes into the seeds.
 */
public final class Fuzzing {
  private static final Pattern EXECUTIONS = Pattern.compile("Done (\\d+) runs in (\\d+) second");

  private Fuzzing() {}

  /**
   * Fuzzes a target.
   *
   * @param target has {@code public static void fuzzerTestOneInput(byte[])}
   * @param seeds inputs to start from, by name
   * @param instrumented packages whose coverage guides the search
   */
  public static void run(Class<?> target, Map<String, byte[]> seeds, List<String> instrumented)
      throws InterruptedException {
    run(target, target.getSimpleName(), seeds, instrumented, Map.of());
  }

  /**
   * Fuzzes a part of a target.
   *
   * @param target has {@code public static void fuzzerTestOneInput(byte[])}
   * @param name of the part, and of the folder for what is found
   * @param seeds inputs to start from, by name
   * @param instrumented packages whose coverage guides the search
   * @param properties system properties that pick the part
   */
  public static void run(
      Class<?> target,
      String name,
      Map<String, byte[]> seeds,
      List<String> instrumented,
      Map<String, String> properties)
      throws InterruptedException {
    int seconds = Integer.getInteger("fuzz.seconds", 20);
    try {
      Path folder = Path.of("target", "fuzz", name).toAbsolutePath();
      Path corpus = Files.createDirectories(folder.resolve("corpus"));
      for (Map.Entry<String, byte[]> seed : seeds.entrySet()) {
        Files.write(corpus.resolve(seed.getKey()), seed.getValue());
      }
      Path log = folder.resolve("log.txt");
      List<String> command = new ArrayList<>();
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      properties.forEach((key, value) -> command.add("-D" + key + "=" + value));
      command.addAll(
          List.of(
              "-Xmx512m",
              "-Djava.awt.headless=true",
              "-Dorg.slf4j.simpleLogger.defaultLogLevel=off",
              "-cp",
              System.getProperty("java.class.path"),
              "com.code_intelligence.jazzer.Jazzer",
              "--target_class=" + target.getName(),
              "--instrumentation_includes=" + String.join(":", instrumented),
              "--custom_hook_includes=" + String.join(":", instrumented),
              "-max_total_time=" + seconds,
              "-timeout=" + Integer.getInteger("fuzz.input.seconds", 10),
              "-rss_limit_mb=3000",
              "-max_len=8192",
              "-print_final_stats=1",
              corpus.toString()));
      Process process =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      boolean ended = process.waitFor(seconds + 600L, TimeUnit.SECONDS);
      process.destroyForcibly();
      String said = Files.readString(log, StandardCharsets.ISO_8859_1);
      assertThat(ended).as("Jazzer ended in time; it said:%n%s", said).isTrue();
      Matcher done = EXECUTIONS.matcher(said);
      assertThat(process.exitValue()).as("Jazzer found nothing; it said:%n%s", said).isZero();
      assertThat(done.find()).as("Jazzer tried inputs; it said:%n%s", said).isTrue();
      assertThat(Long.parseLong(done.group(1))).as("inputs tried").isGreaterThan(100);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
