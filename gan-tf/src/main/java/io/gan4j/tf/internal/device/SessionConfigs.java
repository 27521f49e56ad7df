package io.gan4j.tf.internal.device;

import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.GPUOptions;
import org.tensorflow.proto.GraphOptions;
import org.tensorflow.proto.RewriterConfig;
import org.tensorflow.proto.RewriterConfig.Toggle;

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
        .setGraphOptions(rewriting(Toggle.OFF))
        .build();
  }

  /** The same with so many of the machine's processors. */
  public static ConfigProto sharing(ConfigProto config, int processors) {
    return config.toBuilder()
        .setIntraOpParallelismThreads(processors)
        .setInterOpParallelismThreads(processors)
        .build();
  }

  /**
   * For every device there is. GPU memory is taken as it is needed: the first session of a process
   * decides this for all later ones, and TensorFlow's default takes nearly all of it at once.
   */
  public static ConfigProto anyDevice() {
    return onAnyDevice(rewriting(Toggle.ON));
  }

  /**
   * For a graph that a stranger wrote, on every device there is: it runs as it is. TensorFlow's
   * rewriting of graphs calls itself once for each node of a chain, until the stack is full, and
   * takes time that grows with the square of the chain's length.
   */
  public static ConfigProto asWritten() {
    return onAnyDevice(
        GraphOptions.newBuilder()
            .setRewriteOptions(RewriterConfig.newBuilder().setDisableMetaOptimizer(true))
            .build());
  }

  private static ConfigProto onAnyDevice(GraphOptions graph) {
    return ConfigProto.newBuilder()
        .setAllowSoftPlacement(true)
        .setGpuOptions(GPUOptions.newBuilder().setAllowGrowth(true))
        .setGraphOptions(graph)
        .build();
  }

  /**
   * Images are {@code [batch, height, width, channels]} in every graph, which is what the CPU's
   * kernels want. On a GPU TensorFlow's layout optimiser turns what lies on it to the order that
   * this GPU prefers, and puts the transposes at the ends.
   *
   * <p>The remapper, which fuses convolution, bias and activation, stays off: gradients need what
   * lies between, and where it finds that out halfway it gives up with a line of error on the
   * console.
   */
  private static GraphOptions rewriting(Toggle layout) {
    return GraphOptions.newBuilder()
        .setRewriteOptions(
            RewriterConfig.newBuilder().setLayoutOptimizer(layout).setRemapping(Toggle.OFF))
        .build();
  }
}
