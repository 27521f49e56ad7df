package io.gan4j.tf.internal.session;

import io.gan4j.api.game.Player;
import io.gan4j.api.game.Signal;
import io.gan4j.api.network.PlayerNetwork;
import io.gan4j.api.provider.GanPlan;
import io.gan4j.tf.internal.export.ModelGraph;
import io.gan4j.tf.internal.export.ModelSignatures;
import io.gan4j.tf.internal.graph.OneHot;
import io.gan4j.tf.internal.network.NetworkCompiler;
import io.gan4j.tf.internal.network.NetworkCompiler.CompiledPlayer;
import io.gan4j.tf.internal.network.ParameterSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * A player in a graph of its own, always in float32: its inputs to its outputs, and to what goes
 * into its last layer where it gives scores.
 *
 * @param plan the run's
 * @param player who
 * @param compiler the run's
 */
record ExportedPlayer(GanPlan plan, Player player, NetworkCompiler compiler) implements ModelGraph {

  @Override
  public Map<String, SignatureDef> signatures(Ops tf, Function<String, Operand<?>> weights) {
    PlayerNetwork network = plan.player(player).network();
    Map<String, Operand<TFloat32>> inputs = new LinkedHashMap<>();
    network
        .inputs()
        .forEach(
            (name, shape) ->
                inputs.put(
                    name,
                    tf.withName(name)
                        .placeholder(
                            TFloat32.class, Placeholder.shape(shape.prepend(Shape.UNKNOWN_SIZE)))));
    Map<String, Operand<?>> fed = new LinkedHashMap<>(inputs);
    Operand<TFloat32> labels = labels(tf, fed);
    ParameterSource<TFloat32> parameters =
        (name, spec) -> tf.dtypes.cast(weights.apply(name), TFloat32.class);
    CompiledPlayer<TFloat32> compiled =
        compiler.compile(
            network,
            inputs,
            Inference.pass(
                tf.withSubScope(player.key()),
                player,
                inputs.values().iterator().next(),
                labels,
                parameters,
                (name, rows, values) ->
                    tf.dtypes.cast(weights.apply(Tables.variableName(name)), TFloat32.class)));
    Map<String, Operand<?>> outputs = new LinkedHashMap<>();
    for (String output : network.outputs().keySet()) {
      outputs.put(
          output,
          named(tf, output, inputs).identity(Inference.output(tf, network, compiled, output)));
    }
    if (network.gives(Signal.SCORES)) {
      outputs.put("features", tf.withName("features").identity(compiled.features()));
    }
    return Map.of(
        ModelSignatures.SERVING,
        ModelSignatures.signature(fed, outputs),
        ModelSignatures.RANGE,
        ModelSignatures.range(tf, plan.side(plan.player(player).side()).samples().range()));
  }

  /** An output may be called as an input is. */
  private static Ops named(Ops tf, String output, Map<String, ?> inputs) {
    return tf.withName(inputs.containsKey(output) ? output + "_out" : output);
  }

  private @Nullable Operand<TFloat32> labels(Ops tf, Map<String, Operand<?>> inputs) {
    int classes = plan.classesSeenBy(player);
    if (classes == 0) {
      return null;
    }
    Placeholder<TInt32> labels =
        tf.withName("labels")
            .placeholder(TInt32.class, Placeholder.shape(Shape.of(Shape.UNKNOWN_SIZE)));
    inputs.put(ModelSignatures.LABELS, labels);
    return OneHot.checked(tf, labels, classes, TFloat32.class);
  }
}
