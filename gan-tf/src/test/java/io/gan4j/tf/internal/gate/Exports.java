package io.gan4j.tf.internal.gate;

import com.google.inject.Guice;
import io.gan4j.api.Player;
import io.gan4j.api.network.LayerSpec;
import io.gan4j.api.network.NetworkSpec;
import io.gan4j.tf.TensorFlowModule;
import io.gan4j.tf.extension.TensorFlowExtension;
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

/** Models of one layer, as an export writes them. */
final class Exports {
  private Exports() {}

  /** The graph of a layer's export, whose weights are zeros. */
  static SavedModel of(LayerSpec layer, Shape input, Path folder, TensorFlowExtension... further)
      throws IOException {
    NetworkCompiler compiler =
        Guice.createInjector(new TensorFlowModule(List.of(further)))
            .getInstance(NetworkCompiler.class);
    NetworkSpec network = new NetworkSpec(input, List.of(layer));
    Map<String, TFloat32> weights = new HashMap<>();
    network
        .placed()
        .get(0)
        .parameters()
        .forEach(p -> weights.put(p.name(), TFloat32.tensorOf(p.shape())));
    weights.putIfAbsent("unused", TFloat32.scalarOf(0));
    SavedModelWriter.write(folder, new OneLayer(compiler, network), weights, Map.of());
    weights.values().forEach(TFloat32::close);
    return GraphFile.generator(folder.resolve("saved_model.pb"));
  }

  private record OneLayer(NetworkCompiler compiler, NetworkSpec network) implements ModelGraph {
    @Override
    @SuppressWarnings("unchecked") // the weights above are float32
    public Map<String, SignatureDef> signatures(Ops tf, Function<String, Operand<?>> weights) {
      Placeholder<TFloat32> input =
          tf.withName("input")
              .placeholder(
                  TFloat32.class, Placeholder.shape(network.input().prepend(Shape.UNKNOWN_SIZE)));
      Map<String, Operand<?>> inputs = new HashMap<>(Map.of("input", input));
      Operand<TFloat32> labels = null;
      if (network.seesLabels()) {
        Placeholder<TInt32> given =
            tf.placeholder(TInt32.class, Placeholder.shape(Shape.of(Shape.UNKNOWN_SIZE)));
        inputs.put("labels", given);
        labels = OneHot.checked(tf, given, 3, TFloat32.class);
      }
      GraphNoise<TFloat32> noise =
          GraphNoise.sampling(
              tf,
              TFloat32.class,
              tf.constant(1L),
              GraphOps.batchOf(tf, input),
              (name, rows, table) -> {
                throw new IllegalStateException(name);
              });
      Operand<TFloat32> output =
          compiler
              .compile(
                  network,
                  input,
                  Pass.inference(
                      tf,
                      Player.GENERATOR.key(),
                      (name, spec) -> (Operand<TFloat32>) weights.apply(spec.name()),
                      labels,
                      noise))
              .output();
      return Map.of(
          ModelSignatures.SERVING,
          ModelSignatures.signature(inputs, Map.of("output", tf.identity(output))));
    }
  }
}
