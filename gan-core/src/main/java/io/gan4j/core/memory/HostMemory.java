package io.gan4j.core.memory;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * The memory that this process can come to hold: what it holds, and what is still to be had of the
 * machine and of every control group that it is in. Page cache counts as to be had. Only Linux
 * tells all this; elsewhere it is the machine's memory.
 */
public final class HostMemory {
  /** A limit of more than this is none: version 1 of control groups writes nearly 2^63. */
  private static final long NO_LIMIT = 1L << 60;

  private final Path root;

  HostMemory(Path root) {
    this.root = root;
  }

  /** That of the machine this runs on. */
  public static HostMemory ofThisMachine() {
    return new HostMemory(Path.of("/"));
  }

  /** Bytes that this process holds; empty where the system does not tell. */
  public OptionalLong resident() {
    return kilobytes("proc/self/status", "VmRSS:");
  }

  /** Bytes that this process can come to hold. */
  public long room() {
    OptionalLong available = kilobytes("proc/meminfo", "MemAvailable:");
    OptionalLong own = resident();
    if (available.isEmpty() || own.isEmpty()) {
      return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
    }
    long free = Math.min(available.getAsLong(), freeInGroups());
    return own.getAsLong() + Math.max(0, free);
  }

  private long freeInGroups() {
    long free = Long.MAX_VALUE;
    for (String line : lines("proc/self/cgroup")) {
      // number:controllers:path; version 2 has no controllers
      String[] parts = line.split(":", 3);
      if (parts.length == 3 && parts[1].isEmpty()) {
        free = Math.min(free, free("sys/fs/cgroup", parts[2], "memory.max", "memory.current"));
      } else if (parts.length == 3 && List.of(parts[1].split(",", -1)).contains("memory")) {
        String limit = "memory.limit_in_bytes";
        free =
            Math.min(free, free("sys/fs/cgroup/memory", parts[2], limit, "memory.usage_in_bytes"));
      }
    }
    return free;
  }

  /** Of a group and all that it is in: a container sees its own as the outermost. */
  private long free(String mount, String group, String limitFile, String usageFile) {
    long free = Long.MAX_VALUE;
    String path = group;
    while (true) {
      String folder = mount + (path.equals("/") ? "" : path) + "/";
      OptionalLong limit = number(folder + limitFile);
      OptionalLong usage = number(folder + usageFile);
      if (limit.isPresent() && usage.isPresent() && limit.getAsLong() < NO_LIMIT) {
        free = Math.min(free, Math.max(0, limit.getAsLong() - usage.getAsLong() + cached(folder)));
      }
      if (path.isEmpty() || path.equals("/")) {
        return free;
      }
      path = path.substring(0, path.lastIndexOf('/'));
    }
  }

  /** Files that were read and can be dropped at any time. */
  private long cached(String folder) {
    return lines(folder + "memory.stat").stream()
        .filter(line -> line.matches("(total_)?inactive_file \\d+"))
        .mapToLong(line -> Long.parseLong(line.substring(line.indexOf(' ') + 1)))
        .max()
        .orElse(0);
  }

  private OptionalLong kilobytes(String file, String key) {
    return lines(file).stream()
        .filter(line -> line.startsWith(key))
        .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst();
  }

  /** The number that a file holds; empty if it is not there or says "max". */
  private OptionalLong number(String file) {
    return lines(file).stream()
        .filter(line -> line.matches("\\d{1,19}"))
        .mapToLong(Long::parseLong)
        .findFirst();
  }

  /** Empty if the file is not there, or not for us to read. */
  private List<String> lines(String file) {
    Path path = root.resolve(file);
    if (!Files.isReadable(path)) {
      return List.of();
    }
    try (Stream<String> lines = Files.lines(path)) {
      return lines.map(String::strip).toList();
    } catch (IOException | java.io.UncheckedIOException e) {
      return List.of(); // a group that is going away; the other limits are asked all the same
    }
  }
}
