package io.gan4j.tf.internal.device;

import io.gan4j.api.ProviderException;
import io.gan4j.api.internal.Quantities;
import io.gan4j.api.provider.Device;
import io.gan4j.api.provider.Finding;
import io.gan4j.api.provider.Finding.Level;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Findings on TensorFlow and its machine: one per topic, and what to do where one is amiss. */
public final class Diagnosis {
  private static final String CPU_ARTIFACT = "org.tensorflow:tensorflow-core-native:";

  /** Unpacked, the CPU native takes 0.7 GB, the GPU native about twice that. */
  private static final long CACHE_BYTES = 2L << 30;

  /** What TensorFlow 2.18's GPU build opens at run time, and where it comes from. */
  private static final Map<String, String> CUDA_LIBRARIES = cudaLibraries();

  private final Machine machine;
  private final Devices devices;

  @Inject
  public Diagnosis(Machine machine, Devices devices) {
    this.machine = machine;
    this.devices = devices;
  }

  private static Map<String, String> cudaLibraries() {
    Map<String, String> libraries = new LinkedHashMap<>();
    libraries.put("libcuda.so.1", "NVIDIA driver");
    for (String library :
        List.of(
            "libcudart.so.12",
            "libcublas.so.12",
            "libcublasLt.so.12",
            "libcufft.so.11",
            "libcusolver.so.11",
            "libcusparse.so.12")) {
      libraries.put(library, "CUDA 12");
    }
    libraries.put("libcudnn.so.9", "cuDNN 9");
    return libraries;
  }

  /** TensorFlow's version and this binding's. */
  public String version() {
    return "TensorFlow "
        + machine.tensorFlowVersion()
        + " (TensorFlow Java "
        + machine.javaVersion()
        + ")";
  }

  /** Everything there is to say. Loads TensorFlow's natives. */
  public List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    findings.add(nativeLibrary());
    findings.add(nativesCache());
    try {
      findings.add(new Finding(Level.OK, "TensorFlow", version()));
      findings.add(deviceList());
      findings.add(gpu());
    } catch (ProviderException e) {
      findings.add(new Finding(Level.PROBLEM, "TensorFlow", e.getMessage() + "."));
    }
    findings.add(oneDnn());
    findings.add(mixed());
    findings.add(threads());
    findings.add(memory());
    findings.add(logging());
    return findings;
  }

  private Finding nativeLibrary() {
    List<String> natives = machine.natives();
    String topic = "native library";
    if (natives.isEmpty()) {
      return new Finding(
          Level.PROBLEM,
          topic,
          "there is none for "
              + machine.platform()
              + " on the class path: add "
              + CPU_ARTIFACT
              + machine.javaVersion()
              + " with the classifier "
              + machine.platform()
              + ". TensorFlow Java has natives for linux-x86_64, linux-x86_64-gpu, linux-arm64,"
              + " macosx-arm64 and windows-x86_64.");
    }
    if (natives.size() > 1) {
      return new Finding(
          Level.PROBLEM,
          topic,
          String.join(" and ", natives)
              + " are both on the class path, and one hides the other: keep only one of them.");
    }
    return new Finding(Level.OK, topic, natives.get(0));
  }

  private Finding nativesCache() {
    String topic = "native cache";
    String where = machine.nativesCache().toString();
    Optional<Long> space = machine.nativesCacheSpace();
    String advice = "Name another folder with -Dorg.bytedeco.javacpp.cachedir=FOLDER or make room.";
    if (space.isEmpty()) {
      return new Finding(Level.PROBLEM, topic, where + " cannot be written to. " + advice);
    }
    String free = Quantities.bytes(space.get()) + " free";
    return space.get() < CACHE_BYTES
        ? new Finding(
            Level.NOTE,
            topic,
            where + ", " + free + ": too little if the natives are still to be unpacked. " + advice)
        : new Finding(Level.OK, topic, where + ", " + free);
  }

  private Finding deviceList() {
    return new Finding(
        Level.OK,
        "devices",
        devices.list().stream()
            .map(device -> device.name() + " (" + device.description() + ")")
            .collect(Collectors.joining(", ")));
  }

  private Finding gpu() {
    String topic = "GPU";
    List<String> models = machine.nvidiaGpus();
    String present = String.join(", ", models);
    boolean gpuNative = machine.natives().stream().anyMatch(name -> name.endsWith("-gpu"));
    if (devices.list().stream().map(Device::name).anyMatch(name -> name.startsWith("gpu"))) {
      return new Finding(Level.OK, topic, models.isEmpty() ? "in use" : present);
    }
    if (!gpuNative) {
      return models.isEmpty()
          ? new Finding(Level.OK, topic, "none looked for: this is TensorFlow's CPU native")
          : new Finding(
              Level.NOTE,
              topic,
              present
                  + " is there, but this is TensorFlow's CPU native: build with the Maven profile"
                  + " 'gpu' to take the GPU native in its place.");
    }
    return new Finding(
        Level.PROBLEM, topic, (models.isEmpty() ? "" : present + " is there, but ") + whyNoGpu());
  }

  private String whyNoGpu() {
    Map<String, List<String>> missing = new LinkedHashMap<>();
    CUDA_LIBRARIES.forEach(
        (library, origin) ->
            machine
                .cannotOpen(library)
                .ifPresent(
                    reason ->
                        missing
                            .computeIfAbsent(origin, o -> new ArrayList<>())
                            .add(reason.startsWith(library) ? reason : library + ": " + reason)));
    if (missing.isEmpty()) {
      String visible = machine.environment("CUDA_VISIBLE_DEVICES");
      return "TensorFlow's GPU native sees no GPU although every CUDA library opens. "
          + (visible == null
              ? "See whether nvidia-smi lists one, and whether its driver is recent enough for"
                  + " CUDA 12."
              : "CUDA_VISIBLE_DEVICES is '" + visible + "': see whether that hides it.");
    }
    return "TensorFlow's GPU native cannot open what it needs. "
        + missing.entrySet().stream()
            .map(entry -> entry.getKey() + ": " + String.join("; ", entry.getValue()))
            .collect(Collectors.joining(". "))
        + ". Install "
        + String.join(", ", missing.keySet())
        + ", or put their folder on LD_LIBRARY_PATH before Java starts.";
  }

  private Finding oneDnn() {
    String option = machine.environment("TF_ENABLE_ONEDNN_OPTS");
    return "0".equals(option)
        ? new Finding(
            Level.NOTE,
            "oneDNN",
            "off (TF_ENABLE_ONEDNN_OPTS=0): convolutions take about twice as long, and results"
                + " differ in their last bits from runs with it.")
        : new Finding(
            Level.OK, "oneDNN", option == null ? "TensorFlow's default" : "set to " + option);
  }

  private Finding mixed() {
    Bfloat16.Found found = new Bfloat16(machine).onCpu();
    String topic = "mixed precision";
    return found.reason().isEmpty()
        ? new Finding(Level.OK, topic, "computes in " + found.arithmetic().words())
        : new Finding(Level.OK, topic, "computes in float32 and gains nothing: " + found.reason());
  }

  private Finding threads() {
    List<String> words = new ArrayList<>();
    for (String name :
        List.of("TF_NUM_INTRAOP_THREADS", "TF_NUM_INTEROP_THREADS", "OMP_NUM_THREADS")) {
      String value = machine.environment(name);
      if (value != null) {
        words.add(name + "=" + value);
      }
    }
    String processors = machine.processors() + " processors";
    return words.isEmpty()
        ? new Finding(Level.OK, "threads", processors + ", TensorFlow's default")
        : new Finding(Level.NOTE, "threads", processors + "; " + String.join(", ", words));
  }

  private Finding memory() {
    long limit = machine.nativeMemoryLimit();
    String size =
        Quantities.bytes(machine.physicalMemory())
            + ", Java heap up to "
            + Quantities.bytes(machine.maxHeap());
    // JavaCPP's default is four times the heap, which by default is a quarter of the memory.
    boolean early = limit > 0 && limit < machine.physicalMemory() * 0.9;
    return early
        ? new Finding(
            Level.NOTE,
            "memory",
            size
                + "; JavaCPP ends the run with an OutOfMemoryError where the process passes "
                + Quantities.bytes(limit)
                + ". Start Java with -Dorg.bytedeco.javacpp.maxPhysicalBytes=0 to lift that"
                + " limit.")
        : new Finding(
            Level.OK,
            "memory",
            size + (limit == 0 ? "" : ", JavaCPP's limit " + Quantities.bytes(limit)));
  }

  private Finding logging() {
    String level = machine.environment("TF_CPP_MIN_LOG_LEVEL");
    return level == null
        ? new Finding(
            Level.NOTE,
            "log",
            "TensorFlow writes lines of its own to the error stream; TF_CPP_MIN_LOG_LEVEL=2 in the"
                + " environment before Java starts keeps all but its errors away.")
        : new Finding(Level.OK, "log", "TF_CPP_MIN_LOG_LEVEL=" + level);
  }
}
