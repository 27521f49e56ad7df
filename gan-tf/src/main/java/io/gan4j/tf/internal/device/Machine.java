package io.gan4j.tf.internal.device;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The machine and its TensorFlow, as far as devices and diagnosis ask for them. */
public interface Machine {

  /** The platform as JavaCPP calls it, for example {@code linux-x86_64}. */
  String platform();

  /** Classifiers of the TensorFlow natives on the class path that fit this platform. */
  List<String> natives();

  /** Version of TensorFlow Java. */
  String javaVersion();

  /**
   * Version of TensorFlow.
   *
   * @throws io.gan4j.api.ProviderException if its natives cannot be loaded
   */
  String tensorFlowVersion();

  /**
   * The devices TensorFlow sees, in its own order.
   *
   * @throws io.gan4j.api.ProviderException if its natives cannot be loaded
   */
  List<NativeDevice> devices();

  /** The linker's reason why TensorFlow cannot open a shared library; empty if it can. */
  Optional<String> cannotOpen(String library);

  /** Models of the NVIDIA GPUs that the operating system's driver knows. */
  List<String> nvidiaGpus();

  /** A variable of the environment. */
  @Nullable String environment(String name);

  /**
   * Instruction sets of the CPU as Linux names them, for example {@code amx_bf16}; empty where they
   * are not known.
   */
  Set<String> processorFeatures();

  /** Processors this process may use. */
  int processors();

  /** Bytes of memory of this machine or container. */
  long physicalMemory();

  /** Largest size of the Java heap in bytes. */
  long maxHeap();

  /**
   * Bytes of process memory at which JavaCPP ends a run with an OutOfMemoryError; 0 for no limit.
   */
  long nativeMemoryLimit();

  /** Where natives are unpacked to. */
  Path nativesCache();

  /** Bytes free where natives are unpacked to; empty if it cannot be written to. */
  Optional<Long> nativesCacheSpace();
}
