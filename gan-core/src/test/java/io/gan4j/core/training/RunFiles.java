package io.gan4j.core.training;

import io.gan4j.core.run.EventHistory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a training has left in its directory. */
public final class RunFiles {
  /** Files that tell of this process rather than of the run. */
  private static final List<String> OF_THE_PROCESS = List.of("run.json", "run.lock");

  private RunFiles() {}

  /** Every event of the log by its kind and step: {@code step-completed 3}. */
  public static List<String> logged(Path run) {
    List<String> events = new ArrayList<>();
    List<Long> damaged =
        EventHistory.read(
            run.resolve("events.jsonl"),
            event -> events.add(EventHistory.kind(event) + " " + EventHistory.step(event)));
    if (!damaged.isEmpty()) {
      throw new AssertionError("lines " + damaged + " are no events");
    }
    return events;
  }

  /** The last line of the log as it is now. */
  public static String lastLogged(Path run) {
    List<String> lines = text(run.resolve("events.jsonl")).lines().toList();
    return lines.get(lines.size() - 1);
  }

  /** Names of the entries of a folder, sorted; none if it is not there. */
  public static List<String> names(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Steps of which there are checkpoints. */
  public static List<Integer> checkpoints(Path run) {
    return names(run.resolve("checkpoints")).stream()
        .map(name -> Integer.valueOf(name.replace("step-", "")))
        .toList();
  }

  /** Steps of which there are pictures in a folder of the run. */
  public static List<Integer> pictures(Path run, String folder) {
    return names(run.resolve(folder)).stream()
        .map(name -> Integer.valueOf(name.replaceAll("step-|\\.png", "")))
        .toList();
  }

  /** Files and folders that are half-written: what is called so until it is moved into place. */
  public static List<String> halfWritten(Path run) {
    try (Stream<Path> all = Files.walk(run)) {
      return all.map(file -> run.relativize(file).toString())
          .filter(name -> name.matches("(.*/)?\\.[^/]*(partial|tmp)[^/]*"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Everything in a run directory by name, but for the wall clock and this process: texts without
   * times, other files by their SHA-256.
   */
  public static Map<String, String> traces(Path run) {
    Map<String, String> traces = new TreeMap<>();
    try (Stream<Path> all = Files.walk(run)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        String name = run.relativize(file).toString().replace('\\', '/');
        if (!OF_THE_PROCESS.contains(name)) {
          traces.put(name, trace(file));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return traces;
  }

  /**
   * What two run directories do not have in common, by name: the first line that differs, or that
   * only one of them has the file. Empty if both tell the same.
   */
  public static List<String> differences(Path run, Path other) {
    Map<String, String> ours = traces(run);
    Map<String, String> theirs = traces(other);
    TreeSet<String> names = new TreeSet<>(ours.keySet());
    names.addAll(theirs.keySet());
    List<String> differences = new ArrayList<>();
    for (String name : names) {
      List<String> one = ours.getOrDefault(name, "absent").lines().toList();
      List<String> two = theirs.getOrDefault(name, "absent").lines().toList();
      if (!one.equals(two)) {
        int line = 0;
        while (line < Math.min(one.size(), two.size()) && one.get(line).equals(two.get(line))) {
          line++;
        }
        differences.add(name + ": " + at(one, line) + " / " + at(two, line));
      }
    }
    return differences;
  }

  private static String at(List<String> lines, int line) {
    return line < lines.size() ? lines.get(line) : "ends at line " + line;
  }

  /** Waits until the checkpoint of a step is there, whole: it is written beside the training. */
  public static void awaitCheckpoint(Path run, long step) {
    Path manifest = run.resolve("checkpoints/step-%08d/manifest.json".formatted(step));
    long begin = System.nanoTime();
    while (!Files.exists(manifest)) {
      if (System.nanoTime() - begin > 30e9) {
        throw new AssertionError(manifest + " is not there after 30 s");
      }
      Thread.onSpinWait();
    }
  }

  private static String trace(Path file) throws IOException {
    String name = file.getFileName().toString();
    if (name.endsWith(".jsonl")) {
      return text(file)
          .replaceAll("\"[A-Za-z]+Ms\":[0-9.Ee+-]+|\"crc32\":\"[0-9a-f]+\"", "")
          .replaceAll("\"at\":\"[^\"]*\"", "");
    }
    if (name.endsWith(".properties")) {
      return text(file)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .sorted()
          .collect(Collectors.joining("\n"));
    }
    if (name.equals("loop.json") || name.equals("manifest.json")) {
      // the log's length depends on how many digits its times have
      return text(file).replaceAll("\"(eventBytes|loop.json)\" : [^,\n]*", "");
    }
    return name.equals("config.yaml") ? text(file) : sha256(Files.readAllBytes(file));
  }

  /** Threads that a training has started and left behind, by their names, some time later. */
  public static List<String> threads() {
    long begin = System.nanoTime();
    List<String> alive = alive();
    // one that has done its work takes a moment to end
    while (!alive.isEmpty() && System.nanoTime() - begin < 5e9) {
      Thread.onSpinWait();
      alive = alive();
    }
    return alive;
  }

  private static List<String> alive() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith("gan4j-"))
        .toList();
  }

  /** Bytes of a file. */
  public static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes a file anew. */
  public static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The text of a file. */
  public static String text(Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
