package io.gan4j.tf.internal.session;

import io.gan4j.api.Player;
import io.gan4j.api.network.NetworkSpec;
import io.gan4j.api.provider.GanPlan;
import io.gan4j.tf.internal.export.ModelGraph;
import io.gan4j.tf.internal.export.ModelSignatures;
import io.gan4j.tf.internal.graph.OneHot;
import io.gan4j.tf.internal.network.NetworkCompiler;
import io.gan4j.tf.internal.network.NetworkCompiler.Compiled;
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
 * The discriminator in a graph of its own, always in float32: samples to scores, and to what goes
 * into its last layer.
 *
 * @param plan the run's
 * @param compiler the run's
 */
record ExportedDiscriminator(GanPlan plan, NetworkCompiler compiler) implements ModelGraph {

  @Override
  public Map<String, SignatureDef> signatures(Ops tf, Function<String, Operand<?>> weights) {
    NetworkSpec network = plan.discriminator().network();
    Map<String, Operand<?>> inputs = new LinkedHashMap<>();
    Placeholder<TFloat32> samples =
        tf.withName("samples")
            .placeholder(
                TFloat32.class, Placeholder.shape(network.input().prepend(Shape.UNKNOWN_SIZE)));
    inputs.put("samples", samples);
    Operand<TFloat32> labels = labels(tf, inputs);
    ParameterSource<TFloat32> parameters =
        (name, spec) -> tf.dtypes.cast(weights.apply(name), TFloat32.class);
    Compiled<TFloat32> compiled =
        compiler.compile(
            network,
            samples,
            Inference.pass(
                tf.withSubScope("discriminator"),
                Player.DISCRIMINATOR,
                samples,
                labels,
                parameters,
                (name, rows, values) ->
                    tf.dtypes.cast(weights.apply(Tables.variableName(name)), TFloat32.class)));
    return Map.of(
        ModelSignatures.SERVING,
        ModelSignatures.signature(
            inputs,
            Map.of(
                "scores",
                tf.withName("scores")
                    .identity(DiscriminatorPasses.scores(tf, network, compiled.output())),
                "features",
                tf.withName("features").identity(compiled.features()))),
        ModelSignatures.RANGE,
        ModelSignatures.range(tf, plan.samples().range()));
  }

  private @Nullable Operand<TFloat32> labels(Ops tf, Map<String, Operand<?>> inputs) {
    int classes = plan.classesSeenBy(Player.DISCRIMINATOR);
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
