package io.gan4j.tf.internal.device;

import io.gan4j.api.provider.Device;
import io.gan4j.api.provider.FloatType;
import io.gan4j.api.provider.GanPlan;
import io.gan4j.api.provider.Precision;
import io.gan4j.tf.internal.graph.Arithmetic;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.tensorflow.DeviceSpec.DeviceType;

/**
 * Whether products in bfloat16 are quick on this machine: its CPU has instructions for them, and
 * oneDNN, which uses them, is on and may do so. Elsewhere TensorFlow emulates them, which takes
 * longer than float32.
 */
public final class Bfloat16 {
  private static final String ONEDNN = "TF_ENABLE_ONEDNN_OPTS";

  /** What keeps oneDNN from instructions, by its name of today and that of before. */
  private static final List<String> LIMITS = List.of("ONEDNN_MAX_CPU_ISA", "DNNL_MAX_CPU_ISA");

  private final Machine machine;

  @Inject
  public Bfloat16(Machine machine) {
    this.machine = machine;
  }

  /**
   * What products in mixed precision are computed in.
   *
   * @param arithmetic the same
   * @param reason why not in bfloat16; empty if they are
   */
  public record Found(Arithmetic arithmetic, String reason) {
    private static Found none(String reason) {
      return new Found(Arithmetic.FULL, reason);
    }
  }

  /** What they are computed in on the CPU. */
  public Found onCpu() {
    if ("0".equals(machine.environment(ONEDNN))) {
      return Found.none("oneDNN is off (" + ONEDNN + "=0)");
    }
    Set<String> features = machine.processorFeatures();
    boolean amx = features.contains("amx_bf16") && features.contains("amx_tile");
    boolean avx = features.contains("avx512_bf16");
    if (!amx && !avx) {
      return Found.none(
          features.isEmpty()
              ? "which instructions this CPU has is not known"
              : "this CPU has no instructions for bfloat16 (AMX or AVX512-BF16)");
    }
    for (String name : LIMITS) {
      String limit = machine.environment(name);
      if (limit != null) {
        String upper = limit.toUpperCase(Locale.ROOT);
        boolean all = upper.equals("ALL") || upper.equals("DEFAULT");
        amx &= all || upper.contains("AMX");
        avx &= all || upper.matches("AVX512_CORE_(BF16|FP16|AMX.*)|AVX10_1_512.*");
        if (!amx && !avx) {
          return Found.none(name + "=" + limit + " keeps oneDNN from the instructions for it");
        }
      }
    }
    return new Found(amx ? Arithmetic.AMX : Arithmetic.AVX512, "");
  }

  /** What those of a plan are computed in on a device; with a reason where it asks for less. */
  public Found of(GanPlan plan, Device device) {
    if (plan.precision() == Precision.FLOAT32) {
      return Found.none("");
    }
    if (plan.floatType() == FloatType.FLOAT64) {
      return Found.none("this graph is of type float64");
    }
    return Devices.spec(device).deviceType() == DeviceType.CPU
        ? onCpu()
        : Found.none("it is for CPUs, and this is " + device.name());
  }
}
