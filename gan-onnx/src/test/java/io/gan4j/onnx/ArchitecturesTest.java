package io.gan4j.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import io.gan4j.api.data.CategoryColumn;
import io.gan4j.api.data.Columns;
import io.gan4j.api.data.LabelSpace;
import io.gan4j.api.data.SampleSpace;
import io.gan4j.api.game.Player;
import io.gan4j.api.network.Architecture;
import io.gan4j.api.network.Architecture.Layout;
import io.gan4j.api.network.PlayerNetwork;
import io.gan4j.api.provider.GanPlanBuilder;
import io.gan4j.api.provider.GanSession;
import io.gan4j.api.provider.PlayerPlan;
import io.gan4j.components.latents.NormalLatents;
import io.gan4j.onnx.internal.load.OnnxTrial;
import io.gan4j.tf.examples.Registered;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.Shape;

@DisplayName("The generator of every architecture, written as ONNX and run by ONNX Runtime,")
class ArchitecturesTest {
  private static final int COUNT = 64;
  private static final LabelSpace LABELS = new LabelSpace(List.of("a", "b", "c"));
  private static final SampleSpace ROWS =
      SampleSpace.rows(
          new Columns(
              List.of(
                  new CategoryColumn("city", "VARCHAR", true, List.of("Bonn", "Rome")),
                  new CategoryColumn("size", "VARCHAR", false, List.of("s", "m", "l")))));

  /** As small as they can be set. */
  private static final Map<String, String> SMALL =
      Map.of(
          "mlp", "{type: mlp, units: [8, 7]}",
          "dcgan", "{type: dcgan, baseChannels: 4, maxChannels: 8}",
          "sndcgan", "{type: sndcgan, baseChannels: 4, maxChannels: 8}",
          "resnet", "{type: resnet, baseChannels: 4, maxChannels: 8, attention: 6}",
          "sagan", "{type: sagan, baseChannels: 4, maxChannels: 8}",
          "r3gan", "{type: r3gan, baseChannels: 4, maxChannels: 8, groupSize: 2}",
          "table", "{type: table, units: [8, 8]}",
          "layers",
              "{type: layers, layers: [{type: dense, units: 576}, {type: reshape, shape: [16,"
                  + " 12, 3]}, tanh]}",
          "conditional", "{type: conditional, of: {type: dcgan, baseChannels: 4, maxChannels: 8}}");

  /** Those that take images, or judge them: no generator of latents. */
  private static final Set<String> OF_IMAGES = Set.of("unet", "translation-resnet", "patchgan");

  /** As run files that name nothing but the architecture have them. */
  private static final Map<String, String> DEFAULTS =
      Map.of(
          "mlp", "mlp",
          "dcgan", "dcgan",
          "sndcgan", "sndcgan",
          "resnet", "resnet",
          "sagan", "sagan",
          "r3gan", "{type: r3gan, baseChannels: 128, maxChannels: 128}",
          "table", "table",
          "conditional", "{type: conditional, of: dcgan}");

  private static void agree(
      Map<String, String> architectures, SampleSpace images, int size, Path folder) {
    NormalLatents latents = new NormalLatents(size);
    GanPlanBuilder plan =
        SmallSessions.plan(
            latents, SampleSpace.vectors(2), LABELS, List.of(SmallSessions.dense(2)), null);
    architectures.forEach(
        (name, yaml) -> {
          SampleSpace samples = name.equals("table") ? ROWS : images;
          Layout layout = new Layout(latents.shape(), samples, Optional.of(LABELS));
          PlayerNetwork network =
              PlayerNetwork.generator(Registered.bind(Architecture.class, yaml).generator(layout));
          plan.player(new Player(name), PlayerPlan.builder(network, SmallSessions.ADAM).build());
        });
    FloatNdArray input = SmallSessions.numbers(COUNT, Shape.of(size));
    try (GanSession session = SmallSessions.open(plan.build())) {
      for (String name : architectures.keySet()) {
        Player player = new Player(name);
        Path file = folder.resolve(name + ".onnx");
        OnnxExport.load().write(session, player, file, Map.of());
        int[] labels =
            session.plan().classesSeenBy(player) == 0
                ? null
                : IntStream.range(0, COUNT).map(i -> i % LABELS.count()).toArray();
        FloatNdArray expected = session.generate(player, input, labels);
        assertThat(SmallSessions.difference(OnnxTrial.run(file, input, labels), expected))
            .as(name)
            .isLessThanOrEqualTo(1e-5);
      }
    }
  }

  @Test
  @DisplayName("is among those that these tests go through")
  void complete() {
    Set<String> all = new HashSet<>(SMALL.keySet());
    all.addAll(OF_IMAGES);
    assertThat(all).containsExactlyInAnyOrderElementsOf(Registered.names(Architecture.class));
  }

  @Test
  @DisplayName("gives what TensorFlow gives")
  void small(@TempDir Path folder) {
    agree(SMALL, SampleSpace.images(16, 12, 3), 6, folder);
  }

  @Test
  @Tag("slow")
  @DisplayName("gives what TensorFlow gives by its defaults")
  void defaults(@TempDir Path folder) {
    agree(DEFAULTS, SampleSpace.images(32, 32, 3), 100, folder);
  }
}
