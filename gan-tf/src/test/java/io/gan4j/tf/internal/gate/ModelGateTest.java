package io.gan4j.tf.internal.gate;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gan4j.api.ProviderException;
import io.gan4j.api.network.Activation;
import io.gan4j.api.network.LayerSpec;
import io.gan4j.api.provider.Trust;
import io.gan4j.core.activation.Elu;
import io.gan4j.core.activation.LeakyRelu;
import io.gan4j.core.activation.Linear;
import io.gan4j.core.activation.Relu;
import io.gan4j.core.activation.ScaledTanh;
import io.gan4j.core.activation.Selu;
import io.gan4j.core.activation.Sigmoid;
import io.gan4j.core.activation.Softplus;
import io.gan4j.core.activation.Tanh;
import io.gan4j.tf.internal.layer.LayerExamples;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.SavedModel;

@DisplayName("The gate for foreign models")
class ModelGateTest {
  private static final ModelGate GATE = ModelGate.of(Trust.CHECKED, Set.of());
  private static final Path PLACE = Path.of("somewhere");

  static Stream<LayerExamples.Example> layers() {
    return LayerExamples.all().stream();
  }

  static Stream<Activation> activations() {
    return Stream.of(
        new Elu(), new LeakyRelu(0.2), new Linear(), new Relu(), new Selu(), new Sigmoid(),
        new Softplus(), new Tanh());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("layers")
  @DisplayName("lets in what every layer exports")
  void layers(LayerExamples.Example example, @TempDir Path parent) throws IOException {
    passes(example.layer(), example.input(), parent);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("activations")
  @DisplayName("lets in what every activation exports")
  void activations(Activation activation, @TempDir Path parent) throws IOException {
    passes(activation, Shape.of(4), parent);
  }

  private static void passes(LayerSpec layer, Shape input, Path parent) throws IOException {
    SavedModel model = Exports.of(layer, input, parent.resolve("model"));
    assertThatCode(() -> GATE.require(PLACE, model)).doesNotThrowAnyException();
  }
}
