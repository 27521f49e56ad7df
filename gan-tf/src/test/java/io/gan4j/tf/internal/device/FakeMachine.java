package io.gan4j.tf.internal.device;

import io.gan4j.api.ProviderException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A machine as a test wants it: by default one of two processors with the CPU native. */
final class FakeMachine implements Machine {
  static final long GIB = 1L << 30;

  List<String> natives = List.of("linux-x86_64");
  List<NativeDevice> devices = new ArrayList<>(List.of(new NativeDevice("CPU", 0, 256 << 20)));
  List<String> gpus = List.of();
  Map<String, String> missingLibraries = new HashMap<>();
  Map<String, String> environment = new HashMap<>(Map.of("TF_CPP_MIN_LOG_LEVEL", "2"));
  Set<String> features = Set.of("avx2", "avx512f");
  long nativeMemoryLimit;
  Optional<Long> cacheSpace = Optional.of(20 * GIB);
  @Nullable String loadFailure;
  int listed;

  @Override
  public String platform() {
    return "linux-x86_64";
  }

  @Override
  public List<String> natives() {
    return natives;
  }

  @Override
  public String javaVersion() {
    return "1.1.0";
  }

  @Override
  public String tensorFlowVersion() {
    if (loadFailure != null) {
      throw new ProviderException(loadFailure);
    }
    return "2.18.0";
  }

  @Override
  public List<NativeDevice> devices() {
    listed++;
    return devices;
  }

  @Override
  public Optional<String> cannotOpen(String library) {
    return Optional.ofNullable(missingLibraries.get(library));
  }

  @Override
  public List<String> nvidiaGpus() {
    return gpus;
  }

  @Override
  public @Nullable String environment(String name) {
    return environment.get(name);
  }

  @Override
  public Set<String> processorFeatures() {
    return features;
  }

  @Override
  public int processors() {
    return 2;
  }

  @Override
  public long physicalMemory() {
    return 16 * GIB;
  }

  @Override
  public long maxHeap() {
    return 4 * GIB;
  }

  @Override
  public long nativeMemoryLimit() {
    return nativeMemoryLimit;
  }

  @Override
  public Path nativesCache() {
    return Path.of("cache");
  }

  @Override
  public Optional<Long> nativesCacheSpace() {
    return cacheSpace;
  }
}
