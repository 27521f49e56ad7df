package io.gan4j.tf.internal.device;

import com.sun.management.OperatingSystemMXBean;
import io.gan4j.api.ProviderException;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.jspecify.annotations.Nullable;
import org.tensorflow.TensorFlow;
import org.tensorflow.internal.c_api.TF_DeviceList;
import org.tensorflow.internal.c_api.TF_Graph;
import org.tensorflow.internal.c_api.TF_Library;
import org.tensorflow.internal.c_api.TF_Session;
import org.tensorflow.internal.c_api.TF_SessionOptions;
import org.tensorflow.internal.c_api.TF_Status;
import org.tensorflow.internal.c_api.global.tensorflow;

/** The machine this runs on. */
public final class ThisMachine implements Machine {
  private static final String NATIVE_FOLDER = "/org/tensorflow/internal/c_api/";
  private static final Path PROCESSORS = Path.of("/proc/cpuinfo");
  private static final Path NVIDIA_GPUS = Path.of("/proc/driver/nvidia/gpus");

  @Override
  public String platform() {
    return Loader.getPlatform();
  }

  @Override
  public List<String> natives() {
    List<String> found = new ArrayList<>();
    for (String extension : List.of("", "-gpu")) {
      String classifier = platform() + extension;
      String library = NATIVE_FOLDER + classifier + "/" + System.mapLibraryName("jnitensorflow");
      if (TensorFlow.class.getResource(library) != null) {
        found.add(classifier);
      }
    }
    return found;
  }

  @Override
  public String javaVersion() {
    try {
      String version = Loader.getVersion("org.tensorflow", "tensorflow-core-api");
      return version == null ? "of unknown version" : version;
    } catch (IOException e) {
      return "of unknown version";
    }
  }

  @Override
  public String tensorFlowVersion() {
    return natively(TensorFlow::version);
  }

  @Override
  public List<NativeDevice> devices() {
    return natively(ThisMachine::list);
  }

  /**
   * Asks a session without operations: {@code org.tensorflow.Session} has no door to the list, so
   * this goes one level below it.
   */
  @SuppressWarnings("try") // the scope frees what is made within it
  private static List<NativeDevice> list() {
    try (PointerScope scope = new PointerScope()) {
      TF_Status status = TF_Status.newStatus();
      TF_SessionOptions options = TF_SessionOptions.newSessionOptions();
      byte[] config = SessionConfigs.anyDevice().toByteArray();
      tensorflow.TF_SetConfig(options, new BytePointer(config), config.length, status);
      check(status);
      TF_Session session = TF_Session.newSession(TF_Graph.newGraph(), options, status);
      check(status);
      TF_DeviceList list = tensorflow.TF_SessionListDevices(session, status);
      check(status);
      try {
        List<NativeDevice> devices = new ArrayList<>();
        for (int i = 0; i < tensorflow.TF_DeviceListCount(list); i++) {
          String name = tensorflow.TF_DeviceListName(list, i, status).getString();
          String type = tensorflow.TF_DeviceListType(list, i, status).getString();
          long memory = tensorflow.TF_DeviceListMemoryBytes(list, i, status);
          check(status);
          int index = Integer.parseInt(name.substring(name.lastIndexOf(':') + 1));
          devices.add(new NativeDevice(type, index, memory));
        }
        return devices;
      } finally {
        tensorflow.TF_DeleteDeviceList(list);
      }
    }
  }

  private static void check(TF_Status status) {
    if (tensorflow.TF_GetCode(status) != tensorflow.TF_OK) {
      throw new ProviderException(
          "TensorFlow cannot list its devices: " + tensorflow.TF_Message(status).getString());
    }
  }

  /**
   * Lets TensorFlow open the library by name, as it does with CUDA's when it looks for GPUs: the
   * same dlopen from the same library, so the same search path and the same reason, which no search
   * of folders would give. Meant for libraries that TensorFlow wants to open anyway.
   */
  @Override
  @SuppressWarnings("try") // the scope frees what is made within it
  public Optional<String> cannotOpen(String library) {
    return natively(
        () -> {
          try (PointerScope scope = new PointerScope()) {
            TF_Status status = TF_Status.newStatus();
            TF_Library opened = tensorflow.TF_LoadLibrary(library, status);
            if (tensorflow.TF_GetCode(status) == tensorflow.TF_OK) {
              tensorflow.TF_DeleteLibraryHandle(opened);
              return Optional.empty();
            }
            return Optional.of(tensorflow.TF_Message(status).getString());
          }
        });
  }

  private static <R> R natively(Supplier<R> call) {
    try {
      return call.get();
    } catch (UnsatisfiedLinkError | NoClassDefFoundError e) {
      // The second is what every later use of a class says whose first use found no native.
      throw new ProviderException(
          "TensorFlow's native library cannot be loaded: "
              + String.valueOf(e.getMessage()).lines().findFirst().orElse("no reason given"),
          e);
    }
  }

  @Override
  public List<String> nvidiaGpus() {
    List<String> models = new ArrayList<>();
    if (!Files.isDirectory(NVIDIA_GPUS)) {
      return models;
    }
    try (Stream<Path> gpus = Files.list(NVIDIA_GPUS)) {
      for (Path gpu : gpus.sorted().toList()) {
        models.add(model(gpu.resolve("information")));
      }
    } catch (IOException e) {
      models.add("NVIDIA GPU (" + NVIDIA_GPUS + " cannot be read)");
    }
    return models;
  }

  private static String model(Path information) throws IOException {
    return Files.readAllLines(information).stream()
        .filter(line -> line.startsWith("Model:"))
        .map(line -> line.substring("Model:".length()).strip())
        .findFirst()
        .orElse("NVIDIA GPU");
  }

  @Override
  public @Nullable String environment(String name) {
    return System.getenv(name);
  }

  /** The flags of the first processor: Linux lists those that the kernel lets programs use. */
  @Override
  public Set<String> processorFeatures() {
    try (Stream<String> lines = Files.lines(PROCESSORS)) {
      return lines
          .filter(line -> line.matches("(flags|Features)\\s*:.*"))
          .findFirst()
          .map(line -> line.substring(line.indexOf(':') + 1).strip().split("\\s+"))
          .map(flags -> Stream.of(flags).collect(Collectors.toUnmodifiableSet()))
          .orElse(Set.of());
    } catch (IOException | UncheckedIOException e) {
      return Set.of(); // another system than Linux
    }
  }

  @Override
  public int processors() {
    return Runtime.getRuntime().availableProcessors();
  }

  @Override
  public long physicalMemory() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
  }

  @Override
  public long maxHeap() {
    return Runtime.getRuntime().maxMemory();
  }

  @Override
  public long nativeMemoryLimit() {
    return Pointer.maxPhysicalBytes();
  }

  /** JavaCPP's own rule, read without its habit of making the folder. */
  @Override
  public Path nativesCache() {
    String configured = System.getProperty("org.bytedeco.javacpp.cachedir");
    return configured == null
        ? Path.of(System.getProperty("user.home", ""), ".javacpp", "cache")
        : Path.of(configured);
  }

  @Override
  public Optional<Long> nativesCacheSpace() {
    File existing = nativesCache().toAbsolutePath().toFile();
    while (existing != null && !existing.exists()) {
      existing = existing.getParentFile();
    }
    return existing != null && existing.isDirectory() && existing.canWrite()
        ? Optional.of(existing.getUsableSpace())
        : Optional.empty();
  }
}
