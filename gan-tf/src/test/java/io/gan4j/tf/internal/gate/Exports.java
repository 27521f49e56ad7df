package io.gan4j.tf.internal.gate;

import com.google.inject.Guice;
import io.gan4j.api.Player;
import io.gan4j.api.network.LayerSpec;
import io.gan4j.api.network.NetworkSpec;
import io.gan4j.api.network.ParameterSpec;
import io.gan4j.tf.TensorFlowModule;
import io.gan4j.tf.internal.export.ModelGraph;
import io.gan4j.tf.internal.export.ModelSignatures;
import io.gan4j.tf.internal.export.SavedModelWriter;
import io.gan4j.tf.internal.graph.GraphNoise;
import io.gan4j.tf.internal.graph.GraphOps;
import io.gan4j.tf.internal.graph.OneHot;
import io.gan4j.tf.internal.network.NetworkCompiler;
import io.gan4j.tf.internal.network.Pass;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** Models of single layers, as an export writes them, with weights that are zeros. */
final class Exports {
  private static final NetworkCompiler COMPILER =
      Guice.createInjector(new TensorFlowModule(List.of())).getInstance(NetworkCompiler.class);

  private Exports() {}

  /** The graph of one layer's export; its input is called {@code input}. */
  static SavedModel of(LayerSpec layer, Shape input, Path folder) throws IOException {
    return of(Map.of("", new NetworkSpec(input, List.of(layer))), folder);
  }

  /**
   * The graph of an export of many networks side by side.
   *
   * @param networks by the scope of their nodes; an empty one is none
   */
  static SavedModel of(Map<String, NetworkSpec> networks, Path folder) throws IOException {
    Map<String, TFloat32> weights = new HashMap<>();
    networks.forEach(
        (name, network) -> {
          for (ParameterSpec parameter : network.placed().get(0).parameters()) {
            weights.put(in(name, parameter.name()), TFloat32.tensorOf(parameter.shape()));
          }
        });
    weights.putIfAbsent("unused", TFloat32.scalarOf(0));
    SavedModelWriter.write(folder, new SideBySide(networks), weights, Map.of());
    weights.values().forEach(TFloat32::close);
    return GraphFile.generator(folder.resolve("saved_model.pb"));
  }

  private static String in(String scope, String name) {
    return scope.isEmpty() ? name : scope + "/" + name;
  }

  private record SideBySide(Map<String, NetworkSpec> networks) implements ModelGraph {
    @Override
    public Map<String, SignatureDef> signatures(Ops tf, Function<String, Operand<?>> weights) {
      Map<String, Operand<?>> inputs = new HashMap<>();
      Map<String, Operand<?>> outputs = new HashMap<>();
      networks.forEach(
          (name, network) ->
              outputs.put(
                  in(name, "output"),
                  output(
                      name.isEmpty() ? tf : tf.withSubScope(name),
                      name,
                      network,
                      inputs,
                      weights)));
      return Map.of(ModelSignatures.SERVING, ModelSignatures.signature(inputs, outputs));
    }

    @SuppressWarnings("unchecked") // the weights above are float32
    private static Operand<TFloat32> output(
        Ops tf,
        String name,
        NetworkSpec network,
        Map<String, Operand<?>> inputs,
        Function<String, Operand<?>> weights) {
      Placeholder<TFloat32> input =
          tf.withName("input")
              .placeholder(
                  TFloat32.class, Placeholder.shape(network.input().prepend(Shape.UNKNOWN_SIZE)));
      inputs.put(in(name, "input"), input);
      Operand<TFloat32> labels = null;
      if (network.seesLabels()) {
        Placeholder<TInt32> given =
            tf.placeholder(TInt32.class, Placeholder.shape(Shape.of(Shape.UNKNOWN_SIZE)));
        inputs.put(in(name, "labels"), given);
        labels = OneHot.checked(tf, given, 3, TFloat32.class);
      }
      GraphNoise<TFloat32> noise =
          GraphNoise.sampling(
              tf,
              TFloat32.class,
              tf.constant(1L),
              GraphOps.batchOf(tf, input),
              (table, rows, values) -> {
                throw new IllegalStateException(table);
              });
      Pass<TFloat32> pass =
          Pass.inference(
              tf,
              Player.GENERATOR.key(),
              (place, spec) -> (Operand<TFloat32>) weights.apply(in(name, spec.name())),
              labels,
              noise);
      return tf.identity(COMPILER.compile(network, input, pass).output());
    }
  }
}
