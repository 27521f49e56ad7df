package io.gan4j.core.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The memory a process can come to hold")
class HostMemoryTest {
  private static final long MIB = 1 << 20;

  @TempDir Path root;

  private void file(String path, String... lines) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, String.join("\n", lines) + "\n");
  }

  private long roomInMebibytes() {
    return new HostMemory(root).room() / MIB;
  }

  /** A machine with 8 GiB available, and a process that holds 100 MiB. */
  @BeforeEach
  void machine() throws IOException {
    file("proc/meminfo", "MemTotal:       16777216 kB", "MemAvailable:    8388608 kB");
    file("proc/self/status", "Name:\tjava", "VmRSS:\t  102400 kB");
    file("proc/self/cgroup", "0::/");
  }

  @Test
  @DisplayName("is what it holds and what the machine has available")
  void machineAlone() {
    assertThat(roomInMebibytes()).isEqualTo(100 + 8192);
  }

  @Test
  @DisplayName("is bounded by a container, whose page cache counts as free")
  void container() throws IOException {
    file("sys/fs/cgroup/memory.max", Long.toString(1024 * MIB));
    file("sys/fs/cgroup/memory.current", Long.toString(600 * MIB));
    file("sys/fs/cgroup/memory.stat", "anon 5", "inactive_file " + 200 * MIB);
    assertThat(roomInMebibytes()).isEqualTo(100 + 1024 - 600 + 200);
  }

  @Test
  @DisplayName("is bounded by the tightest of the groups it is in")
  void nested() throws IOException {
    file("proc/self/cgroup", "0::/user/run");
    file("sys/fs/cgroup/user/memory.max", Long.toString(512 * MIB));
    file("sys/fs/cgroup/user/memory.current", Long.toString(12 * MIB));
    file("sys/fs/cgroup/user/run/memory.max", "max");
    file("sys/fs/cgroup/user/run/memory.current", Long.toString(10 * MIB));
    assertThat(roomInMebibytes()).isEqualTo(100 + 500);
  }

  @Test
  @DisplayName("is bounded by groups of version 1, where no limit is a large one")
  void versionOne() throws IOException {
    file("proc/self/cgroup", "5:cpu:/", "4:memory,hugetlb:/docker/1");
    file("sys/fs/cgroup/memory/docker/1/memory.limit_in_bytes", Long.toString(2048 * MIB));
    file("sys/fs/cgroup/memory/docker/1/memory.usage_in_bytes", Long.toString(48 * MIB));
    file("sys/fs/cgroup/memory/memory.limit_in_bytes", "9223372036854771712");
    file("sys/fs/cgroup/memory/memory.usage_in_bytes", "1");
    assertThat(roomInMebibytes()).isEqualTo(100 + 2000);
  }

  @Test
  @DisplayName("is no less than what it holds, however full its container is")
  void full() throws IOException {
    file("sys/fs/cgroup/memory.max", Long.toString(64 * MIB));
    file("sys/fs/cgroup/memory.current", Long.toString(70 * MIB));
    assertThat(roomInMebibytes()).isEqualTo(100);
  }

  @Test
  @DisplayName("is the machine's where Linux' files are not to be had")
  void elsewhere() throws IOException {
    Files.delete(root.resolve("proc/meminfo"));
    assertThat(roomInMebibytes()).isGreaterThan(256);
  }

  @Test
  @DisplayName("of this machine is more than this process takes")
  void here() {
    assertThat(HostMemory.ofThisMachine().room()).isGreaterThan(100 * MIB);
  }
}
