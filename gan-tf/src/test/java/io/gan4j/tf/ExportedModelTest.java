package io.gan4j.tf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import io.gan4j.api.data.Batch;
import io.gan4j.api.data.Latents;
import io.gan4j.api.data.Range;
import io.gan4j.api.data.SampleSpace;
import io.gan4j.api.game.Player;
import io.gan4j.api.layer.Dense;
import io.gan4j.api.layer.Dropout;
import io.gan4j.api.layer.Flatten;
import io.gan4j.api.layer.Reshape;
import io.gan4j.api.network.Activation;
import io.gan4j.api.network.NetworkSpec;
import io.gan4j.api.optimizer.Adam;
import io.gan4j.api.optimizer.Average;
import io.gan4j.api.provider.FloatType;
import io.gan4j.api.provider.GanPlan;
import io.gan4j.api.provider.GanSession;
import io.gan4j.api.provider.GeneratorModel;
import io.gan4j.api.provider.PhaseReport;
import io.gan4j.api.provider.PlayerPlan;
import io.gan4j.api.provider.SidePlan;
import io.gan4j.api.provider.StepRequest;
import io.gan4j.api.term.Loss;
import io.gan4j.api.training.Draw;
import io.gan4j.api.training.Phase;
import io.gan4j.api.training.WeightedTerm;
import io.gan4j.components.activation.LeakyRelu;
import io.gan4j.components.activation.Linear;
import io.gan4j.components.activation.Sigmoid;
import io.gan4j.components.average.ExponentialAverage;
import io.gan4j.components.initializer.NormalInitializer;
import io.gan4j.components.latents.NormalLatents;
import io.gan4j.components.loss.NonSaturatingLoss;
import io.gan4j.components.loss.RealFakeCombination;
import io.gan4j.tf.examples.ComponentExamples;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;

/** The reader's half of this test uses TensorFlow alone, as a service without gan4j would. */
@DisplayName("A trained generator, exported and loaded through TensorFlow alone,")
class ExportedModelTest {
  private static final SampleSpace IMAGES = SampleSpace.images(3, 2, 1);
  private static final int BATCH = 8;

  private final TensorFlowProvider provider = TensorFlowProvider.create();
  private final Path folder;

  ExportedModelTest(@TempDir Path parent) {
    this.folder = parent.resolve("model");
  }

  private static Dense dense(int units, Activation activation) {
    return new Dense(
        units, activation, new NormalInitializer(0, 0.5), new NormalInitializer(0, 0.1), true);
  }

  private static Phase phase(String name, Player moves) {
    Loss loss = new NonSaturatingLoss(RealFakeCombination.SUM);
    List<WeightedTerm> terms =
        loss.terms().stream()
            .map(term -> new WeightedTerm(name, term, 1))
            .filter(paid -> paid.term().paidBy().contains(moves))
            .toList();
    return new Phase(name, Set.of(moves), 1, 1, Draw.FRESH, Draw.FRESH, Set.of(), terms);
  }

  /** Dropout that scales at inference, so that an export in training mode would show. */
  private static GanPlan plan(Latents latents, @Nullable Average average, FloatType type) {
    Adam adam = new Adam(p -> 0.05, 0.5, 0.999, 1e-8);
    NetworkSpec generator =
        new NetworkSpec(
            latents.shape(),
            List.of(
                dense(16, new LeakyRelu(0.2)),
                new Dropout(0.25, false),
                dense(6, new Sigmoid()),
                new Reshape(List.of(3L, 2L, 1L))));
    NetworkSpec discriminator =
        new NetworkSpec(
            IMAGES.shape(),
            List.of(new Flatten(), dense(12, new LeakyRelu(0.2)), dense(1, new Linear())));
    return GanPlan.standard(
            new SidePlan(IMAGES, null, () -> new double[6]),
            latents,
            PlayerPlan.generator(generator, adam).average(average).build(),
            PlayerPlan.discriminator(discriminator, adam).build(),
            new NonSaturatingLoss(RealFakeCombination.SUM).scoreKind())
        .phases(
            List.of(
                phase("discriminator", Player.DISCRIMINATOR), phase("generator", Player.GENERATOR)))
        .batchSize(BATCH)
        .seed(3)
        .device("cpu")
        .floatType(type)
        .build();
  }

  private static List<PhaseReport> train(GanSession session, int from, int to) {
    Batch batch = new Batch(IMAGES, BATCH);
    List<PhaseReport> reports = new ArrayList<>();
    for (int step = from; step < to; step++) {
      for (int i = 0; i < batch.bytes().length; i++) {
        batch.bytes()[i] = (byte) (i * 37 + step * 11);
      }
      session.step(new StepRequest("discriminator", 2L * step, 0, step, 100, 0, batch));
      reports.add(
          session.step(new StepRequest("generator", 2L * step + 1, 0, step, 100, 0, batch)));
    }
    return reports;
  }

  private static float[] serve(SavedModelBundle bundle, FloatNdArray latents) {
    try (TFloat32 tensor = TFloat32.tensorOf(latents)) {
      return call(bundle, "serving_default", Map.of("latents", tensor));
    }
  }

  private static float[] sample(SavedModelBundle bundle, long seed, int count) {
    try (TInt64 seedTensor = TInt64.scalarOf(seed);
        TInt32 countTensor = TInt32.scalarOf(count)) {
      return call(bundle, "sample", Map.of("seed", seedTensor, "count", countTensor));
    }
  }

  private static float[] call(
      SavedModelBundle bundle, String signature, Map<String, Tensor> arguments) {
    try (Result result = bundle.function(signature).call(arguments)) {
      TFloat32 samples = (TFloat32) result.get("samples").orElseThrow();
      assertThat(samples.shape().tail()).isEqualTo(Shape.of(3, 2, 1));
      return floats(samples);
    }
  }

  private static float[] floats(FloatNdArray array) {
    float[] values = new float[(int) array.size()];
    array.copyTo(NdArrays.wrap(array.shape(), DataBuffers.of(values, false, false)));
    return values;
  }

  static List<Latents> latents() {
    return ComponentExamples.latents(5);
  }

  @ParameterizedTest
  @MethodSource("latents")
  @DisplayName("gives the session's samples, for latents and for seeds, in batches of any size")
  void sameSamples(Latents latents) {
    try (GanSession session =
        provider.open(plan(latents, new ExponentialAverage(0.9, false), FloatType.FLOAT32))) {
      train(session, 0, 20);
      session.export(folder, Map.of());
      try (SavedModelBundle bundle = SavedModelBundle.load(folder.toString(), "serve")) {
        for (int batch : new int[] {1, 5, 64}) {
          FloatNdArray drawn = session.drawLatents(11, batch);
          float[] expected = floats(session.generate(drawn));
          assertThat(expected).hasSize(batch * 6);
          assertThat(serve(bundle, drawn)).containsExactly(expected, offset(1e-6f));
          assertThat(sample(bundle, 11, batch)).containsExactly(expected, offset(1e-6f));
        }
        float[] five = sample(bundle, -4, 5);
        // Up to the last bit: where a batch ends decides which values a processor's vectors take
        // together, and on some the function of one value is rounded otherwise.
        assertThat(Arrays.copyOf(sample(bundle, -4, 64), five.length))
            .containsExactly(five, offset(1e-6f));
        assertThat(sample(bundle, -4, 5)).containsExactly(five);
        assertThat(sample(bundle, -5, 5)).isNotEqualTo(five);
      }
    }
  }

  @Test
  @DisplayName("holds the averaged weights under the weights' names, and no state of the training")
  void averagedWeights() {
    try (GanSession session =
        provider.open(
            plan(new NormalLatents(5), new ExponentialAverage(0.9, false), FloatType.FLOAT32))) {
      train(session, 0, 20);
      session.export(folder, Map.of());
      Map<String, NdArray<?>> state = session.saveState();
      try (SavedModelBundle bundle = SavedModelBundle.load(folder.toString(), "serve")) {
        List<String> variables =
            bundle.metaGraphDef().getGraphDef().getNodeList().stream()
                .filter(node -> node.getOp().equals("VarHandleOp"))
                .map(ExportedModelTest::sharedName)
                .toList();
        assertThat(variables)
            .containsExactlyInAnyOrder(
                "generator/0.dense/kernel",
                "generator/0.dense/bias",
                "generator/2.dense/kernel",
                "generator/2.dense/bias");
        for (String name : variables) {
          NdArray<?> exported = read(bundle, name);
          assertThat(exported).isEqualTo(state.get(name + "/average"));
          assertThat(exported).isNotEqualTo(state.get(name));
        }
      }
    }
  }

  private static String sharedName(NodeDef node) {
    return node.getAttrOrThrow("shared_name").getS().toStringUtf8();
  }

  private static NdArray<?> read(SavedModelBundle bundle, String variable) {
    String handle =
        bundle.metaGraphDef().getGraphDef().getNodeList().stream()
            .filter(node -> node.getOp().equals("VarHandleOp"))
            .filter(node -> sharedName(node).equals(variable))
            .map(NodeDef::getName)
            .findFirst()
            .orElseThrow();
    try (Result result = bundle.session().runner().fetch(handle + ".read").run()) {
      TFloat32 value = (TFloat32) result.get(0);
      return NdArrays.wrap(value.shape(), DataBuffers.of(floats(value)));
    }
  }

  @Test
  @DisplayName("holds the weights themselves where no average is kept")
  void plainWeights() {
    try (GanSession session = provider.open(plan(new NormalLatents(5), null, FloatType.FLOAT32))) {
      train(session, 0, 5);
      session.export(folder, Map.of());
      try (SavedModelBundle bundle = SavedModelBundle.load(folder.toString(), "serve")) {
        assertThat((Object) read(bundle, "generator/0.dense/kernel"))
            .isEqualTo(session.saveState().get("generator/0.dense/kernel"));
      }
    }
  }

  /** What a model's signature says of the range of samples. */
  private static List<Float> range(Path model) {
    try (SavedModelBundle bundle = SavedModelBundle.load(model.toString(), "serve");
        Result range = bundle.function("range").call(Map.of())) {
      return List.of(
          ((TFloat32) range.get("low").orElseThrow()).getFloat(),
          ((TFloat32) range.get("high").orElseThrow()).getFloat());
    }
  }

  @Test
  @DisplayName("says in which range its samples lie, and its discriminator which it takes")
  void range() {
    GanPlan plan = plan(new NormalLatents(5), null, FloatType.FLOAT32);
    Path discriminator = folder.resolveSibling("discriminator");
    try (GanSession session = provider.open(plan)) {
      session.export(folder, Map.of());
      session.exportDiscriminator(discriminator, Map.of());
    }
    Range range = plan.samples().range();
    assertThat(range.bounded()).isTrue();
    for (Path model : List.of(folder, discriminator)) {
      assertThat(range(model)).containsExactly((float) range.low(), (float) range.high());
    }
  }

  @ParameterizedTest
  @EnumSource(FloatType.class)
  @DisplayName("is the same through the provider, of a graph of either float type")
  void throughTheProvider(FloatType type) {
    try (GanSession session = provider.open(plan(new NormalLatents(5), null, type))) {
      train(session, 0, 5);
      session.export(folder, Map.of("name", "tiny"));
      try (GeneratorModel model = provider.load(folder)) {
        FloatNdArray drawn = session.drawLatents(2, 9);
        float[] expected = floats(session.generate(drawn));
        assertThat(floats(model.generate(drawn))).containsExactly(expected, offset(1e-6f));
        assertThat(floats(model.sample(2, 9))).containsExactly(expected, offset(1e-6f));
        assertThat(model.metadata()).containsExactly(Map.entry("name", "tiny"));
      }
    }
  }

  @Test
  @DisplayName("leaves the training it came from as it was")
  void trainingGoesOn() {
    GanPlan plan = plan(new NormalLatents(5), null, FloatType.FLOAT32);
    try (GanSession exported = provider.open(plan);
        GanSession other = provider.open(plan)) {
      train(exported, 0, 5);
      exported.export(folder, Map.of());
      train(other, 0, 5);
      assertThat(train(exported, 5, 10)).isEqualTo(train(other, 5, 10));
    }
  }
}
