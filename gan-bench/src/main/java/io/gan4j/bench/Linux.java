package io.gan4j.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** What Linux tells of a process. */
final class Linux {
  private Linux() {}

  /**
   * A size of a process' memory.
   *
   * @param key for example {@code VmHWM}, the most it has had resident
   * @return bytes; 0 if the process is gone
   */
  static long status(long process, String key) throws IOException {
    try {
      return Files.readAllLines(Path.of("/proc/" + process + "/status")).stream()
          .filter(line -> line.startsWith(key + ":"))
          .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst()
          .orElse(0);
    } catch (NoSuchFileException e) {
      return 0;
    } catch (IOException e) {
      // Read between its end and its burial.
      if (String.valueOf(e.getMessage()).contains("No such process")) {
        return 0;
      }
      throw e;
    }
  }
}
