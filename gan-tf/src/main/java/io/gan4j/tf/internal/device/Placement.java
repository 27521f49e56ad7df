package io.gan4j.tf.internal.device;

import io.gan4j.api.provider.Device;
import org.tensorflow.DeviceSpec;
import org.tensorflow.DeviceSpec.DeviceType;
import org.tensorflow.proto.ConfigProto;

/**
 * Where a session's operations run.
 *
 * @param device of every operation that is placed by hand
 * @param config of the session: a run on the CPU sees no GPU, because TensorFlow would put the
 *     operations that it adds by itself there, gradients above all
 */
public record Placement(DeviceSpec device, ConfigProto config) {

  /** The placement on a device that is there. */
  public static Placement on(Device device) {
    DeviceSpec spec = Devices.spec(device);
    return new Placement(
        spec,
        spec.deviceType() == DeviceType.CPU
            ? SessionConfigs.cpuOnly()
            : SessionConfigs.anyDevice());
  }
}
