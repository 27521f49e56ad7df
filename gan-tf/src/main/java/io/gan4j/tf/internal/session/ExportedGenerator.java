package io.gan4j.tf.internal.session;

import io.gan4j.api.data.Range;
import io.gan4j.api.data.SampleSpace;
import io.gan4j.api.game.Signal;
import io.gan4j.api.network.PlayerNetwork;
import io.gan4j.api.provider.GanPlan;
import io.gan4j.api.provider.GanPlan.Sampler;
import io.gan4j.tf.internal.export.GeneratorGraph;
import io.gan4j.tf.internal.graph.OneHot;
import io.gan4j.tf.internal.graph.TableSource;
import io.gan4j.tf.internal.network.NetworkCompiler;
import io.gan4j.tf.internal.network.ParameterSource;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;

/**
 * The generator in a graph of its own, always in float32.
 *
 * @param plan the run's
 * @param sampler the generator, and what it takes
 * @param compiler the run's
 */
record ExportedGenerator(GanPlan plan, Sampler sampler, NetworkCompiler compiler)
    implements GeneratorGraph {

  @Override
  public Shape latentShape() {
    return plan.latents(sampler.latents()).shape();
  }

  @Override
  public Operand<TFloat32> latents(
      Ops tf, Operand<TInt64> seed, Operand<TInt32> count, Function<String, Operand<?>> weights) {
    return Inference.latents(
        tf,
        TFloat32.class,
        sampler.latents(),
        plan.latents(sampler.latents()),
        seed,
        count,
        tables(tf, weights));
  }

  @Override
  public @Nullable Operand<TFloat32> latentsOf(
      Ops tf, Operand<TInt64> seeds, Function<String, Operand<?>> weights) {
    try {
      return Inference.latentsOf(
          tf, sampler.latents(), plan.latents(sampler.latents()), seeds, tables(tf, weights));
    } catch (UnsupportedOperationException e) {
      return null; // the nodes that were added before are left out of no calculation
    }
  }

  @Override
  public Range range() {
    return plan.side(sampler.side()).samples().range();
  }

  @Override
  public @Nullable Shape picture() {
    SampleSpace samples = plan.side(sampler.side()).samples();
    return samples.isImage() ? samples.shape() : null;
  }

  @Override
  public int classes() {
    return plan.classesSeenBy(sampler.player());
  }

  @Override
  public Operand<TFloat32> samples(
      Ops tf,
      Operand<TFloat32> latents,
      @Nullable Operand<TInt32> labels,
      Function<String, Operand<?>> weights) {
    PlayerNetwork generator = plan.player(sampler.player()).network();
    Operand<TFloat32> oneHot =
        labels == null ? null : OneHot.checked(tf, labels, classes(), TFloat32.class);
    ParameterSource<TFloat32> parameters =
        (name, spec) -> tf.dtypes.cast(weights.apply(name), TFloat32.class);
    return compiler
        .compile(
            generator,
            Map.of(generator.inputs().keySet().iterator().next(), latents),
            Inference.pass(tf, sampler.player(), latents, oneHot, parameters, tables(tf, weights)))
        .output(Signal.SAMPLES);
  }

  private static TableSource<TFloat32> tables(Ops tf, Function<String, Operand<?>> weights) {
    return (name, rows, values) ->
        tf.dtypes.cast(weights.apply(Tables.variableName(name)), TFloat32.class);
  }
}
