package io.gan4j.tf.internal.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.api.data.Latents;
import io.gan4j.api.data.SampleSpace;
import io.gan4j.api.layer.BatchNorm;
import io.gan4j.api.layer.InstanceNorm;
import io.gan4j.api.layer.Size;
import io.gan4j.api.network.Architecture;
import io.gan4j.api.network.Architecture.Layout;
import io.gan4j.api.network.Initializer;
import io.gan4j.api.provider.GeneratorModel;
import io.gan4j.api.tensor.NoiseSource;
import io.gan4j.api.tensor.TensorOps;
import io.gan4j.components.activation.Relu;
import io.gan4j.components.architecture.DcganArchitecture;
import io.gan4j.components.architecture.ResnetArchitecture;
import io.gan4j.components.architecture.SaganArchitecture;
import io.gan4j.components.architecture.SndcganArchitecture;
import io.gan4j.components.architecture.TranslationResnetArchitecture;
import io.gan4j.components.architecture.UnetArchitecture;
import io.gan4j.components.average.ExponentialAverage;
import io.gan4j.components.initializer.ConstantInitializer;
import io.gan4j.components.initializer.GlorotInitializer;
import io.gan4j.components.weight.SpectralNorm;
import io.gan4j.tf.TensorFlowProvider;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.Shape;

@DisplayName("Architectures for images")
class ArchitecturesTest {
  private static final Initializer GLOROT = new GlorotInitializer();
  private static final InstanceNorm INSTANCE_NORM = new InstanceNorm(1e-5, true, true);

  private static Architecture dcgan() {
    BatchNorm norm = new BatchNorm(0.9, 1e-3, true, true, new ConstantInitializer(1));
    return new DcganArchitecture(4, 8, Size.of(5), norm, null, null, GLOROT);
  }

  private static Architecture resnet() {
    return new ResnetArchitecture(
        4, 8, null, null, null, new SpectralNorm(1), null, new Relu(), null, null, GLOROT);
  }

  /** Each of them on an image, two on one of odd sides. */
  static Stream<Arguments> networks() {
    SampleSpace even = SampleSpace.images(16, 12, 3);
    SampleSpace odd = SampleSpace.images(13, 10, 1);
    return Stream.of(
        Arguments.of("dcgan", dcgan(), even),
        Arguments.of("sndcgan", new SndcganArchitecture(4, 8, null, null, null, null, GLOROT), odd),
        Arguments.of("resnet", resnet(), odd),
        Arguments.of(
            "sagan",
            new SaganArchitecture(4, 8, null, null, new SpectralNorm(1), null, GLOROT),
            even),
        Arguments.of("unet", unet(), odd),
        Arguments.of(
            "translation-resnet",
            new TranslationResnetArchitecture(4, 8, 2, 1, INSTANCE_NORM, 0.2, null, GLOROT),
            even));
  }

  private static Architecture unet() {
    return new UnetArchitecture(4, 8, null, INSTANCE_NORM, 0.5, 1, null, GLOROT);
  }

  /** Images of noise, for what makes images of images. */
  private record NoiseImages(Shape shape) implements Latents {
    @Override
    public <T> T draw(TensorOps<T> ops, NoiseSource<T> noise) {
      return noise.normal("values", shape);
    }
  }

  private static TestPlans plans(Architecture architecture, SampleSpace samples) {
    TestPlans plans = new TestPlans();
    plans.samples = samples;
    plans.batchSize = 4;
    plans.generatorAverage = new ExponentialAverage(0.9, false);
    if (architecture instanceof UnetArchitecture
        || architecture instanceof TranslationResnetArchitecture) {
      plans.latents = new NoiseImages(samples.shape());
    }
    Layout layout = new Layout(plans.latents.shape(), samples, Optional.empty());
    plans.generator = architecture.generator(layout).layers();
    plans.discriminator = architecture.discriminator(layout).layers();
    return plans;
  }

  private static void train(TestPlans plans, InspectedSession<?> session, int steps) {
    for (int step = 0; step < steps; step++) {
      session.step(plans.request("discriminator", step, 2L * step));
      session.step(plans.request("generator", step, 2L * step + 1));
    }
  }

  @ParameterizedTest(name = "{0} {2}")
  @MethodSource("networks")
  @DisplayName("train all that they have, and export for batches of any size")
  void train(String name, Architecture architecture, SampleSpace samples, @TempDir Path parent) {
    TestPlans plans = plans(architecture, samples);
    Path folder = parent.resolve("model");
    try (InspectedSession<?> session = plans.open()) {
      Map<String, double[]> begin = States.values(session.saveState());
      train(plans, session, 3);
      assertThat(States.values(session.saveState()))
          .allSatisfy(
              (state, values) -> assertThat(values).as(state).isNotEqualTo(begin.get(state)));
      session.export(folder, Map.of());
      try (GeneratorModel model = TensorFlowProvider.create().load(folder)) {
        for (int batch : new int[] {1, 7}) {
          FloatNdArray latents = session.drawLatents(11, batch);
          FloatNdArray expected = session.generate(latents);
          assertThat(expected.shape()).isEqualTo(samples.shape().prepend(batch));
          assertThat(States.values(model.generate(latents)))
              .containsExactly(States.values(expected), within(1e-5));
        }
      }
    }
  }
}
