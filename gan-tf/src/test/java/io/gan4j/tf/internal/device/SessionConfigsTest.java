package io.gan4j.tf.internal.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.RewriterConfig;
import org.tensorflow.proto.RewriterConfig.Toggle;
import org.tensorflow.proto.RunOptions;
import org.tensorflow.types.TFloat32;

@DisplayName("A session's configuration")
class SessionConfigsTest {

  private static RewriterConfig rewriting(ConfigProto config) {
    return config.getGraphOptions().getRewriteOptions();
  }

  @Test
  @DisplayName("leaves the layout of images to TensorFlow on a GPU, and hides GPUs from the CPU")
  void layout() {
    assertThat(rewriting(SessionConfigs.anyDevice()).getLayoutOptimizer()).isEqualTo(Toggle.ON);
    assertThat(SessionConfigs.anyDevice().getGpuOptions().getAllowGrowth()).isTrue();
    assertThat(rewriting(SessionConfigs.cpuOnly()).getLayoutOptimizer()).isEqualTo(Toggle.OFF);
    assertThat(SessionConfigs.cpuOnly().getDeviceCountMap()).containsEntry("GPU", 0);
  }

  @Test
  @DisplayName("keeps channels last in what the CPU really runs, gradients included")
  void channelsLastOnTheCpu() {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Operand<TFloat32> images =
          tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(2, 8, 8, 3)));
      Operand<TFloat32> kernel =
          tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(3, 3, 3, 4)));
      Operand<TFloat32> convolved = tf.nn.conv2d(images, kernel, List.of(1L, 2L, 2L, 1L), "SAME");
      Operand<TFloat32> sum =
          tf.sum(tf.math.square(convolved), tf.constant(new int[] {0, 1, 2, 3}));
      Output<?>[] gradients =
          graph.addGradients(
              sum.asOutput(), new Output<?>[] {images.asOutput(), kernel.asOutput()});
      try (Session session = new Session(graph, SessionConfigs.cpuOnly());
          TFloat32 zeros = TFloat32.tensorOf(Shape.of(2, 8, 8, 3));
          TFloat32 weights = TFloat32.tensorOf(Shape.of(3, 3, 3, 4));
          Result result =
              session
                  .runner()
                  .setOptions(RunOptions.newBuilder().setOutputPartitionGraphs(true).build())
                  .feed(images, zeros)
                  .feed(kernel, weights)
                  .fetch(gradients[0])
                  .fetch(gradients[1])
                  .runAndFetchMetadata()) {
        List<NodeDef> run =
            result.getMetadata().orElseThrow().getPartitionGraphsList().stream()
                .flatMap(partition -> partition.getNodeList().stream())
                .toList();
        List<NodeDef> convolutions =
            run.stream().filter(node -> node.getOp().contains("Conv2D")).toList();
        assertThat(convolutions).hasSizeGreaterThanOrEqualTo(3);
        assertThat(convolutions)
            .extracting(node -> node.getAttrOrThrow("data_format").getS().toStringUtf8())
            .containsOnly("NHWC");
        assertThat(run).extracting(NodeDef::getOp).doesNotContain("Transpose");
      }
    }
  }
}
