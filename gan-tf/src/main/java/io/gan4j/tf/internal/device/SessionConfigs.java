package io.gan4j.tf.internal.device;

import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.GPUOptions;
import org.tensorflow.proto.GraphOptions;
import org.tensorflow.proto.RewriterConfig;

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

  /** For training on the CPU, with the GPUs left alone. */
  public static ConfigProto cpuOnly() {
    return ConfigProto.newBuilder()
        .putDeviceCount("GPU", 0)
        .setGraphOptions(withoutRemapper())
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
        .setGraphOptions(withoutRemapper())
        .build();
  }

  /**
   * The remapper fuses convolution, bias and activation. Gradients need what lies between, and
   * where it finds that out halfway it gives up with a line of error on the console.
   */
  private static GraphOptions withoutRemapper() {
    return GraphOptions.newBuilder()
        .setRewriteOptions(RewriterConfig.newBuilder().setRemapping(RewriterConfig.Toggle.OFF))
        .build();
  }
}
