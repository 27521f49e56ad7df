package io.gan4j.tf.internal.device;

import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.GPUOptions;

/** How sessions are opened. */
public final class SessionConfigs {
  private SessionConfigs() {}

  /** For small work beside the training: one thread, and the GPUs left alone. */
  public static ConfigProto cpu() {
    return ConfigProto.newBuilder()
        .putDeviceCount("GPU", 0)
        .setIntraOpParallelismThreads(1)
        .setInterOpParallelismThreads(1)
        .setUsePerSessionThreads(true)
        .build();
  }

  /**
   * For every device there is. GPU memory is taken as it is needed: the first session of a process
   * decides this for all later ones, and TensorFlow's default takes nearly all of it at once.
   */
  public static ConfigProto anyDevice() {
    return ConfigProto.newBuilder()
        .setAllowSoftPlacement(true)
        .setGpuOptions(GPUOptions.newBuilder().setAllowGrowth(true))
        .build();
  }
}
