package io.gan4j.onnx;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.gan4j.api.data.LabelSpace;
import io.gan4j.api.data.SampleSpace;
import io.gan4j.api.game.Player;
import io.gan4j.api.layer.MinibatchDiscrimination;
import io.gan4j.api.layer.MinibatchStddev;
import io.gan4j.api.network.Activation;
import io.gan4j.api.network.LayerSpec;
import io.gan4j.api.network.NetworkSpec;
import io.gan4j.api.network.PlayerNetwork;
import io.gan4j.api.network.WeightTransform;
import io.gan4j.api.provider.GanPlanBuilder;
import io.gan4j.api.provider.GanSession;
import io.gan4j.api.provider.PlayerPlan;
import io.gan4j.components.latents.NormalLatents;
import io.gan4j.onnx.internal.load.OnnxTrial;
import io.gan4j.tf.examples.LayerExamples;
import io.gan4j.tf.examples.LayerExamples.Example;
import io.gan4j.tf.examples.Registered;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.Shape;

/** Sessions of TensorFlow that have each layer as a player of its own. */
@TestInstance(Lifecycle.PER_CLASS)
@DisplayName("Every layer, written as ONNX and run by ONNX Runtime,")
class EveryLayerTest {
  private static final int COUNT = 64;
  private static final int CLASSES = 3;

  /** Players of one session: TensorFlow takes a graph apart anew for each of them. */
  private static final int TOGETHER = 16;

  private final Map<String, Placed> cases = new LinkedHashMap<>();
  private final List<GanSession> sessions = new ArrayList<>();

  /** A layer as a player. */
  private record Placed(Player player, LayerSpec layer, Shape input) {}

  EveryLayerTest() {
    for (Example example : LayerExamples.all()) {
      add(example.toString(), example.layer(), example.input());
      for (String transform : Registered.names(WeightTransform.class)) {
        if (example.yaml().contains("WEIGHTS") && !example.name().contains(",")) {
          add(example + ", " + transform, example.layer(transform), example.input());
        }
      }
    }
    for (Activation activation : Registered.all(Activation.class)) {
      add(activation.toString(), activation, Shape.of(5));
    }
  }

  private void add(String name, LayerSpec layer, Shape input) {
    if (!(layer instanceof MinibatchDiscrimination) && !(layer instanceof MinibatchStddev)) {
      cases.put(name, new Placed(new Player("p" + cases.size()), layer, input));
    }
  }

  @BeforeAll
  void open() {
    List<Placed> all = List.copyOf(cases.values());
    for (int first = 0; first < all.size(); first += TOGETHER) {
      sessions.add(opened(all.subList(first, Math.min(all.size(), first + TOGETHER))));
    }
  }

  private static GanSession opened(List<Placed> players) {
    GanPlanBuilder plan =
        SmallSessions.plan(
            new NormalLatents(3),
            SampleSpace.vectors(2),
            new LabelSpace(List.of("a", "b", "c")),
            List.of(SmallSessions.dense(2)),
            null);
    for (Placed placed : players) {
      NetworkSpec network = new NetworkSpec(placed.input(), List.of(placed.layer()));
      plan.player(
          placed.player(),
          PlayerPlan.builder(PlayerNetwork.of("x", network, "y"), SmallSessions.ADAM).build());
    }
    return SmallSessions.open(plan.build());
  }

  @AfterAll
  void close() {
    sessions.forEach(GanSession::close);
  }

  Stream<String> names() {
    return cases.keySet().stream();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("names")
  @DisplayName("gives what TensorFlow gives")
  void agrees(String name, @TempDir Path folder) {
    Placed placed = requireNonNull(cases.get(name));
    GanSession session =
        sessions.stream()
            .filter(opened -> opened.plan().players().containsKey(placed.player()))
            .findFirst()
            .orElseThrow();
    Path file = folder.resolve("layer.onnx");
    OnnxExport.load().write(session, placed.player(), file, Map.of());
    FloatNdArray input = SmallSessions.numbers(COUNT, placed.input());
    int[] labels =
        session.plan().classesSeenBy(placed.player()) == 0
            ? null
            : IntStream.range(0, COUNT).map(i -> i % CLASSES).toArray();
    FloatNdArray expected =
        requireNonNull(session.infer(placed.player(), Map.of("x", input), labels).get("y"));
    FloatNdArray found = OnnxTrial.run(file, input, labels);
    assertThat(SmallSessions.difference(found, expected)).isLessThanOrEqualTo(1e-5);
  }
}
