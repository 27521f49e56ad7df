package io.gan4j.tf.internal.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.Graph;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.GraphOptions;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.RewriterConfig;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;

@DisplayName("What the gate knows of a tensor before anything runs")
class ShapeRulesTest {
  /** That TensorFlow runs no more in a new graph. */
  private static final String RETIRED = "BatchNormWithGlobalNormalization";

  /** So that outputs which nothing else takes are there to be looked at. */
  private static final ConfigProto AS_IT_IS =
      ConfigProto.newBuilder()
          .setGraphOptions(
              GraphOptions.newBuilder()
                  .setRewriteOptions(RewriterConfig.newBuilder().setDisableMetaOptimizer(true)))
          .build();

  @ParameterizedTest(name = "{0} samples")
  @ValueSource(longs = {2, 3, 5})
  @DisplayName("is what TensorFlow makes of it, for every operation that is let in")
  void asTensorFlow(long batch) {
    Set<String> seen = new HashSet<>();
    try (Graph graph = new Graph()) {
      OperationExamples.build(graph);
      List<NodeDef> nodes = graph.toGraphDef().getNodeList();
      DataFlow flow = new DataFlow(nodes, Definitions.all());
      SizeCheck sizes = new SizeCheck(flow, Feeds.samples("x", OperationExamples.IMAGE));
      List<List<KnownTensor>> known = sizes.interpret(batch).tensors();
      List<String> names = new ArrayList<>();
      List<KnownTensor> expected = new ArrayList<>();
      for (int step = 0; step < known.size(); step++) {
        NodeDef node = flow.steps().get(step).node();
        seen.add(node.getOp());
        for (int i = 0; i < known.get(step).size() && !node.getOp().equals("Placeholder"); i++) {
          names.add(node.getName() + ":" + i);
          expected.add(known.get(step).get(i));
        }
      }
      try (Session session = new Session(graph, AS_IT_IS);
          TFloat32 images =
              TFloat32.tensorOf(NdArrays.ofFloats(OperationExamples.IMAGE.prepend(batch)))) {
        Session.Runner runner = session.runner().feed("x", images);
        names.forEach(runner::fetch);
        try (Result result = runner.run()) {
          for (int i = 0; i < names.size(); i++) {
            compare(names.get(i), expected.get(i), result.get(i));
          }
        }
      }
    }
    Set<String> wanted = new HashSet<>(PureOperations.names());
    wanted.remove(RETIRED);
    assertThat(seen).containsAll(wanted);
  }

  private static void compare(String name, KnownTensor expected, Tensor found) {
    assertThat(found.shape()).as(name).isEqualTo(expected.shape());
    assertThat(found.dataType()).as(name).isEqualTo(expected.type());
    if (expected.values() != null) {
      assertThat(whole(found)).as(name).isEqualTo(expected.values());
    }
  }

  private static List<Long> whole(Tensor tensor) {
    List<Long> values = new ArrayList<>();
    if (tensor instanceof TInt32 ints) {
      ints.scalars().forEach(value -> values.add((long) value.getInt()));
    } else {
      ((TInt64) tensor).scalars().forEach(value -> values.add(value.getLong()));
    }
    return values;
  }
}
