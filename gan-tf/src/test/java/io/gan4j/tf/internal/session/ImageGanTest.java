package io.gan4j.tf.internal.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.api.data.SampleSpace;
import io.gan4j.api.layer.AveragePool;
import io.gan4j.api.layer.Biases;
import io.gan4j.api.layer.Conv2d;
import io.gan4j.api.layer.DepthToSpace;
import io.gan4j.api.layer.DepthwiseConv2d;
import io.gan4j.api.layer.GaussianNoise;
import io.gan4j.api.layer.GlobalPool;
import io.gan4j.api.layer.MaxPool;
import io.gan4j.api.layer.MaxoutConv2d;
import io.gan4j.api.layer.Padding;
import io.gan4j.api.layer.Reshape;
import io.gan4j.api.layer.SeparableConv2d;
import io.gan4j.api.layer.Sides;
import io.gan4j.api.layer.Size;
import io.gan4j.api.layer.TransposedConv2d;
import io.gan4j.api.layer.Upsample;
import io.gan4j.api.network.Activation;
import io.gan4j.api.network.Initializer;
import io.gan4j.api.provider.FloatType;
import io.gan4j.api.provider.GeneratorModel;
import io.gan4j.components.activation.LeakyRelu;
import io.gan4j.components.activation.Linear;
import io.gan4j.components.activation.Sigmoid;
import io.gan4j.components.activation.Tanh;
import io.gan4j.components.average.ExponentialAverage;
import io.gan4j.components.initializer.NormalInitializer;
import io.gan4j.tf.TensorFlowProvider;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArray;

/** Every layer on images at once, in a GAN on images that are not square. */
@DisplayName("A GAN of convolutions")
class ImageGanTest {
  private static final Size THREE = Size.of(3);
  private static final Initializer NORMAL = new NormalInitializer(0, 0.2);

  private static Conv2d conv(int filters, Size stride, Padding padding, Size dilation) {
    return new Conv2d(
        filters, THREE, stride, padding, dilation, new LeakyRelu(0.2), NORMAL, NORMAL, Biases.TIED);
  }

  private static TestPlans plans(Activation hidden) {
    TestPlans plans = new TestPlans();
    plans.samples = SampleSpace.images(8, 12, 3);
    plans.batchSize = 4;
    plans.generatorAverage = new ExponentialAverage(0.9, false);
    plans.generator =
        List.of(
            TestPlans.dense(12, hidden),
            new Reshape(List.of(1L, 2L, 6L)),
            new TransposedConv2d(
                6,
                Size.of(4),
                Size.of(2),
                new Padding.Explicit(Sides.all(1)),
                null,
                hidden,
                NORMAL,
                NORMAL,
                Biases.TIED),
            new Upsample(Size.ONE, Upsample.Method.NEAREST),
            new DepthwiseConv2d(
                2, THREE, 1, Padding.SAME, Size.of(2), hidden, NORMAL, NORMAL, Biases.TIED),
            new SeparableConv2d(
                4, THREE, 1, Padding.SAME, Size.ONE, 1, hidden, NORMAL, NORMAL, Biases.TIED),
            new TransposedConv2d(
                4,
                THREE,
                Size.of(2),
                Padding.SAME,
                new Size(4, 7),
                hidden,
                NORMAL,
                NORMAL,
                Biases.TIED),
            new GaussianNoise(0.1),
            new Conv2d(
                12,
                Size.of(2),
                Size.ONE,
                new Padding.Explicit(new Sides(1, 0, 0, 0)),
                Size.ONE,
                new Sigmoid(),
                NORMAL,
                NORMAL,
                Biases.PER_POSITION),
            new DepthToSpace(2));
    plans.discriminator =
        List.of(
            new GaussianNoise(0.1),
            conv(4, Size.of(1), Padding.SAME, Size.of(2)),
            new MaxPool(THREE, Size.of(2), Padding.VALID, true),
            new MaxoutConv2d(
                4,
                2,
                THREE,
                Size.ONE,
                new Padding.Explicit(Sides.all(1)),
                NORMAL,
                NORMAL,
                Biases.PER_POSITION),
            new Upsample(Size.of(2), Upsample.Method.BILINEAR),
            new AveragePool(Size.of(2), null, Padding.VALID, false),
            conv(4, Size.of(2), Padding.VALID, Size.ONE),
            new GlobalPool(GlobalPool.Method.SUM),
            TestPlans.dense(1, new Linear()));
    return plans;
  }

  private static void train(TestPlans plans, InspectedSession<?> session, int from, int to) {
    for (int step = from; step < to; step++) {
      session.step(plans.request("discriminator", step, 2L * step));
      session.step(plans.request("generator", step, 2L * step + 1));
    }
  }

  @Test
  @DisplayName("moves every weight, and goes on bit-identically from its saved state")
  void resumes() {
    TestPlans plans = plans(new LeakyRelu(0.2));
    Map<String, double[]> begin;
    Map<String, NdArray<?>> half;
    Map<String, double[]> straight;
    try (InspectedSession<?> session = plans.open()) {
      begin = States.values(session.saveState());
      train(plans, session, 0, 5);
      half = session.saveState();
      train(plans, session, 5, 10);
      straight = States.values(session.saveState());
    }
    assertThat(straight)
        .allSatisfy((name, values) -> assertThat(values).as(name).isNotEqualTo(begin.get(name)));
    try (InspectedSession<?> session = plans.open()) {
      session.restoreState(half);
      train(plans, session, 5, 10);
      assertThat(States.values(session.saveState())).usingRecursiveComparison().isEqualTo(straight);
    }
  }

  @Test
  @DisplayName("exports a generator for batches of any size")
  void exports(@TempDir Path parent) {
    TestPlans plans = plans(new LeakyRelu(0.2));
    Path folder = parent.resolve("model");
    try (InspectedSession<?> session = plans.open()) {
      train(plans, session, 0, 5);
      session.export(folder, Map.of());
      try (GeneratorModel model = TensorFlowProvider.create().load(folder)) {
        for (int batch : new int[] {1, 5, 64}) {
          FloatNdArray latents = session.drawLatents(11, batch);
          FloatNdArray expected = session.generate(latents);
          assertThat(expected.shape()).isEqualTo(plans.samples.shape().prepend(batch));
          assertThat(States.values(model.generate(latents)))
              .containsExactly(States.values(expected), within(1e-6));
          assertThat(States.values(model.sample(11, batch)))
              .containsExactly(States.values(expected), within(1e-6));
        }
      }
    }
  }

  @Test
  @DisplayName("has the gradients of finite differences from end to end")
  void gradients() {
    TestPlans plans = plans(new Tanh());
    plans.floatType = FloatType.FLOAT64;
    try (InspectedSession<?> session = plans.open()) {
      for (String phase : List.of("discriminator", "generator")) {
        double largest = FiniteDifferences.check(session, plans.request(phase, 3));
        assertThat(largest).as(phase).isGreaterThan(1e-3);
      }
    }
  }
}
