package io.gan4j.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What a run leaves behind, made comparable. */
final class Traces {
  private Traces() {}

  /**
   * Pictures, states and configurations by their SHA-256, and events without wall-clock fields:
   * those that end in Ms.
   */
  static Map<String, Object> of(Path run) throws IOException {
    Map<String, Object> traces = new TreeMap<>();
    try (Stream<Path> files = Files.walk(run)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = run.relativize(file).toString().replace('\\', '/');
        if (name.endsWith(".png")
            || name.endsWith(".safetensors")
            || name.endsWith("config.yaml")) {
          traces.put(name, sha256(file));
        } else if (name.equals("events.jsonl")) {
          List<String> events = new ArrayList<>();
          Files.readAllLines(file)
              .forEach(
                  line ->
                      events.add(
                          line.replaceAll(
                              "\"[A-Za-z]+Ms\":[0-9.Ee+-]+|\"crc32\":\"[0-9a-f]+\"", "")));
          traces.put(name, events);
        }
      }
    }
    return traces;
  }

  static String sha256(Path file) throws IOException {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
