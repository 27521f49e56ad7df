package io.gan4j.tf.internal.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.DeviceSpec;
import org.tensorflow.Graph;
import org.tensorflow.op.Ops;

@DisplayName("Operations of a graph are named")
class GraphScopeTest {

  /**
   * The names and devices of a graph with what names depend on: scopes, names, what they repeat.
   */
  private static List<String> names(Function<Graph, Ops> ops) {
    try (Graph graph = new Graph()) {
      Ops tf =
          ops.apply(graph)
              .withDevice(DeviceSpec.newBuilder().deviceType(DeviceSpec.DeviceType.CPU).build());
      for (int i = 0; i < 12; i++) {
        tf.constant(i);
        Ops scope = tf.withSubScope("scope");
        scope.withName("own").constant(i);
        scope.withName("own").constant(i);
        scope.withSubScope("inner").constant(i);
        scope.withControlDependencies(List.of(scope.constant(i))).noOp();
        tf.withName("named").withSubScope("unused").constant(i);
      }
      List<String> names = new ArrayList<>();
      graph.operations().forEachRemaining(o -> names.add(o.name() + o.device()));
      return names;
    }
  }

  @Test
  @DisplayName("as the library names them")
  void asTheLibrary() {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.ROOT);
    try {
      assertThat(names(GraphScope::ops))
          .isEqualTo(names(Ops::create))
          .contains("Const_11/device:CPU:*");
    } finally {
      Locale.setDefault(before);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ar-EG", "fa-IR", "hi-IN-u-nu-deva", "th-TH-u-nu-thai", "tr-TR"})
  @DisplayName("alike whatever digits the default locale has")
  void whateverTheLocale(String language) {
    List<String> expected = names(GraphScope::ops);
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag(language));
    try {
      assertThat(names(GraphScope::ops)).isEqualTo(expected);
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  @DisplayName("apart from those that came into the graph otherwise")
  void apart() {
    try (Graph graph = new Graph()) {
      Ops tf = GraphScope.ops(graph);
      tf.constant(1);
      graph.opBuilder("NoOp", "Const_1", graph.baseScope()).build();
      assertThat(GraphScope.ops(graph).constant(3).op().name()).isEqualTo("Const_2");
      assertThat(tf.constant(4).op().name()).isEqualTo("Const_3");
    }
  }

  @Test
  @DisplayName("within what TensorFlow takes for a name")
  void refused() {
    try (Graph graph = new Graph()) {
      assertThatThrownBy(() -> GraphScope.ops(graph).withName("Node_١"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("Node_١");
    }
  }
}
