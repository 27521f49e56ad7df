package io.gan4j.tf.internal.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.inject.Guice;
import com.google.inject.Key;
import com.google.inject.TypeLiteral;
import io.gan4j.api.layer.BatchNorm;
import io.gan4j.api.layer.Dropout;
import io.gan4j.api.layer.Embedding;
import io.gan4j.api.layer.GaussianNoise;
import io.gan4j.api.layer.TabularOutput;
import io.gan4j.api.network.Activation;
import io.gan4j.api.network.LayerSpec;
import io.gan4j.api.network.ParameterSpec;
import io.gan4j.api.network.ParameterSpec.Role;
import io.gan4j.api.network.WeightTransform;
import io.gan4j.tf.TensorFlowModule;
import io.gan4j.tf.examples.LayerExamples;
import io.gan4j.tf.examples.LayerExamples.Example;
import io.gan4j.tf.examples.Registered;
import io.gan4j.tf.extension.LayerBuilder;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.ndarray.Shape;

@DisplayName("Every layer that has a builder")
class EveryLayerTest {
  private static final int BATCH = 4;
  private static final Set<Class<? extends LayerSpec>> DIFFERENT_IN_TRAINING =
      Set.of(BatchNorm.class, Dropout.class, GaussianNoise.class, TabularOutput.class);

  static Stream<Example> examples() {
    return LayerExamples.all().stream();
  }

  static Stream<Example> exact() {
    return examples().filter(example -> !example.estimates());
  }

  static Stream<Example> weighted() {
    return examples().filter(example -> transformOf(example.layer()) >= 0);
  }

  /** Position of the component that makes a layer's kernels; −1 if it has none. */
  private static int transformOf(LayerSpec layer) {
    List<RecordComponent> components = List.of(layer.getClass().getRecordComponents());
    return components.stream()
        .map(RecordComponent::getType)
        .toList()
        .indexOf(WeightTransform.class);
  }

  @Test
  @DisplayName("is among the examples that these tests go through, and so is what has a name")
  void examplesAreComplete() {
    List<String> activations = Registered.names(Activation.class);
    assertThat(examples().map(Example::type).distinct())
        .containsExactlyInAnyOrderElementsOf(
            Registered.names(LayerSpec.class).stream()
                .filter(name -> !activations.contains(name))
                .toList());
    Map<Class<? extends LayerSpec>, LayerBuilder<?>> builders =
        Guice.createInjector(new TensorFlowModule(List.of()))
            .getInstance(Key.get(new TypeLiteral<>() {}));
    assertThat(examples().map(example -> example.layer().getClass()).collect(Collectors.toSet()))
        .isEqualTo(builders.keySet());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("exact")
  @DisplayName("has the gradients of finite differences")
  void gradients(Example example) {
    try (LayerHarness harness = new LayerHarness(example.layer(), example.input(), BATCH)) {
      harness.checkGradients();
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("examples")
  @DisplayName("lets other samples change a sample's output if it says so, and only then")
  void mixesSamples(Example example) {
    try (LayerHarness harness = new LayerHarness(example.layer(), example.input(), BATCH)) {
      double[] input = harness.input().clone();
      int size = harness.trained().length / BATCH;
      double[] first = Arrays.copyOf(harness.trained(), size);
      double[] others = input.clone();
      for (int i = input.length / BATCH; i < input.length; i++) {
        others[i] = 0.7 - 1.3 * input[i];
      }
      double[] among = Arrays.copyOf(harness.withInput(others).trained(), size);
      if (example.layer().mixesSamples()) {
        assertThat(difference(among, first)).isGreaterThan(1e-3);
      } else {
        assertThat(difference(among, first)).isLessThan(1e-12);
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("examples")
  @DisplayName("infers what it makes in training, unless noise or moving statistics are its point")
  void trainingAndInference(Example example) {
    try (LayerHarness harness = new LayerHarness(example.layer(), example.input(), BATCH)) {
      double difference = difference(harness.trained(), harness.inferred());
      if (differsInTraining(example.layer())) {
        assertThat(difference).isGreaterThan(1e-3);
      } else {
        assertThat(difference).isLessThan(1e-12);
      }
    }
  }

  private static boolean differsInTraining(LayerSpec layer) {
    boolean hard = layer instanceof TabularOutput output && output.hard();
    return (DIFFERENT_IN_TRAINING.contains(layer.getClass()) && !hard)
        || layer.children().stream().anyMatch(EveryLayerTest::differsInTraining);
  }

  private static double difference(double[] one, double[] other) {
    double most = 0;
    for (int i = 0; i < one.length; i++) {
      most = Math.max(most, Math.abs(one[i] - other[i]));
    }
    return most;
  }

  /** Half of the kernel, and a parameter of no use. */
  record Halved() implements WeightTransform {
    @Override
    public List<ParameterSpec> parameters(ParameterSpec kernel) {
      return List.of(kernel, ParameterSpec.affine(kernel.name() + ".unused", Shape.of(1), 0));
    }

    @Override
    public <T> T apply(Kept<T> kept) {
      return kept.ops().mul(kept.value(), kept.ops().constant(0.5));
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("weighted")
  @DisplayName("uses each of its kernels through the transform it is given")
  void transformsWeights(Example example) throws ReflectiveOperationException {
    LayerSpec halved = with(example.layer(), new Halved());
    List<String> names =
        halved.parameters(example.input()).stream().map(ParameterSpec::name).toList();
    List<ParameterSpec> kernels =
        example.layer().parameters(example.input()).stream()
            .filter(p -> p.role() == Role.KERNEL || example.layer() instanceof Embedding)
            .toList();
    assertThat(kernels).isNotEmpty();
    try (LayerHarness plain = new LayerHarness(example.layer(), example.input(), BATCH);
        LayerHarness through = new LayerHarness(halved, example.input(), BATCH)) {
      for (ParameterSpec kernel : kernels) {
        assertThat(names).contains(kernel.name(), kernel.name() + ".unused");
        double[] values = plain.values(kernel.name());
        through.with(kernel.name(), Arrays.stream(values).map(v -> 2 * v).toArray());
      }
      assertThat(through.trained()).containsExactly(plain.trained(), within(1e-12));
    }
  }

  private static LayerSpec with(LayerSpec layer, WeightTransform transform)
      throws ReflectiveOperationException {
    RecordComponent[] components = layer.getClass().getRecordComponents();
    Object[] values = new Object[components.length];
    Class<?>[] types = new Class<?>[components.length];
    for (int i = 0; i < components.length; i++) {
      values[i] = components[i].getAccessor().invoke(layer);
      types[i] = components[i].getType();
    }
    values[transformOf(layer)] = transform;
    return layer.getClass().getDeclaredConstructor(types).newInstance(values);
  }
}
