package io.gan4j.tf.internal.device;

import io.gan4j.api.ProviderException;
import io.gan4j.api.internal.Quantities;
import io.gan4j.api.provider.Device;
import io.gan4j.api.provider.WorkerAddress;
import io.gan4j.api.provider.Workers;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tensorflow.DeviceSpec;

/** The devices of this machine, by the names that run files use. */
public final class Devices {
  private static final String CPU = "CPU";
  private static final String GPU = "GPU";

  private final Machine machine;
  private @Nullable List<Device> known;

  @Inject
  public Devices(Machine machine) {
    this.machine = machine;
  }

  /** Processors for one of several workers: its share, where others are on the same host. */
  public int processorsOf(Workers workers) {
    List<String> hosts =
        workers.addresses().stream().map(address -> WorkerAddress.of(address).host()).toList();
    int sharing = workers.isAlone() ? 1 : Collections.frequency(hosts, hosts.get(workers.index()));
    return Math.max(1, machine.processors() / sharing);
  }

  /** GPUs first, then the CPU: the first is what {@code auto} takes. Asked of TensorFlow once. */
  public synchronized List<Device> list() {
    if (known == null) {
      List<Device> devices = new ArrayList<>();
      List<NativeDevice> natives = machine.devices();
      List<String> models = machine.nvidiaGpus();
      for (NativeDevice device : natives) {
        if (device.type().equals(GPU)) {
          devices.add(
              new Device("gpu:" + device.index(), describe(device, models), device.memoryBytes()));
        }
      }
      if (natives.stream().anyMatch(device -> device.type().equals(CPU))) {
        devices.add(new Device("cpu", "CPU, " + machine.processors() + " processors"));
      }
      known = List.copyOf(devices);
    }
    return known;
  }

  /** The driver's list has every GPU; TensorFlow's may have fewer, and then no index fits both. */
  private static String describe(NativeDevice gpu, List<String> models) {
    String memory = Quantities.bytes(gpu.memoryBytes()) + " for TensorFlow";
    return (models.stream().distinct().count() == 1 ? models.get(0) : "GPU") + ", " + memory;
  }

  /**
   * The device that a run file names.
   *
   * @param wanted {@code auto}, {@code cpu}, {@code gpu} or {@code gpu:N}
   * @throws ProviderException if it is not there: what is, and how to get a GPU
   */
  public Device choose(String wanted) {
    List<Device> devices = list();
    if (wanted.equals("auto")) {
      return devices.get(0);
    }
    String name = wanted.equals("gpu") ? "gpu:0" : wanted;
    return devices.stream()
        .filter(device -> device.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new ProviderException(absent(name, devices)));
  }

  private String absent(String name, List<Device> devices) {
    String there =
        devices.stream()
            .map(device -> device.name() + " (" + device.description() + ")")
            .collect(Collectors.joining(", "));
    String message = "device " + name + " is not there; TensorFlow sees " + there;
    if (!name.startsWith("gpu") || devices.stream().anyMatch(d -> d.name().startsWith("gpu"))) {
      return message;
    }
    return message
        + (machine.natives().stream().anyMatch(n -> n.endsWith("-gpu"))
            ? ". TensorFlow's GPU native is in use but finds no GPU: 'gan doctor' says what is"
                + " missing."
            : ". This is TensorFlow's CPU native: build with the Maven profile 'gpu' to take the"
                + " GPU native in its place (Linux x86-64 with an NVIDIA GPU, CUDA 12 and cuDNN"
                + " 9).");
  }

  /** The device as TensorFlow's scopes take it. */
  public static DeviceSpec spec(Device device) {
    int colon = device.name().indexOf(':');
    return DeviceSpec.newBuilder()
        .deviceType(colon < 0 ? DeviceSpec.DeviceType.CPU : DeviceSpec.DeviceType.GPU)
        .deviceIndex(colon < 0 ? 0 : Integer.parseInt(device.name().substring(colon + 1)))
        .build();
  }
}
