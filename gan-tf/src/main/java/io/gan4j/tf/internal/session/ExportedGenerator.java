package io.gan4j.tf.internal.session;

import io.gan4j.api.data.Columns;
import io.gan4j.api.data.Range;
import io.gan4j.api.data.SampleSpace;
import io.gan4j.api.data.Scale;
import io.gan4j.api.game.Signal;
import io.gan4j.api.network.PlayerNetwork;
import io.gan4j.api.provider.GanPlan;
import io.gan4j.api.provider.Maker;
import io.gan4j.tf.internal.export.GeneratorGraph;
import io.gan4j.tf.internal.graph.OneHot;
import io.gan4j.tf.internal.graph.TableSource;
import io.gan4j.tf.internal.network.NetworkCompiler;
import io.gan4j.tf.internal.network.ParameterSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
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
 * @param maker the generator, which takes latents, and vectors as its condition or nothing else
 * @param compiler the run's
 */
record ExportedGenerator(GanPlan plan, Maker maker, NetworkCompiler compiler)
    implements GeneratorGraph {

  @Override
  public Shape latentShape() {
    return plan.latents(latentsName()).shape();
  }

  private String latentsName() {
    return maker.latents().orElseThrow();
  }

  @Override
  public Operand<TFloat32> latents(
      Ops tf, Operand<TInt64> seed, Operand<TInt32> count, Function<String, Operand<?>> weights) {
    return Inference.latents(
        tf,
        TFloat32.class,
        latentsName(),
        plan.latents(latentsName()),
        seed,
        count,
        tables(tf, weights));
  }

  @Override
  public @Nullable Operand<TFloat32> latentsOf(
      Ops tf, Operand<TInt64> seeds, Function<String, Operand<?>> weights) {
    try {
      return Inference.latentsOf(
          tf, latentsName(), plan.latents(latentsName()), seeds, tables(tf, weights));
    } catch (UnsupportedOperationException e) {
      return null; // the nodes that were added before are left out of no calculation
    }
  }

  @Override
  public Range range() {
    return plan.side(maker.side()).samples().range();
  }

  @Override
  public @Nullable Shape picture() {
    SampleSpace samples = plan.side(maker.side()).samples();
    return samples.isImage() ? samples.shape() : null;
  }

  @Override
  public int classes() {
    return plan.classesSeenBy(maker.player());
  }

  @Override
  public int conditions() {
    return plan.conditionOf(maker).map(SampleSpace::valuesPerSample).orElse(0);
  }

  @Override
  public Operand<TFloat32> samples(Ops tf, Given given, Function<String, Operand<?>> weights) {
    PlayerNetwork generator = plan.player(maker.player()).network();
    Operand<TInt32> labels = given.labels();
    Operand<TFloat32> oneHot =
        labels == null ? null : OneHot.checked(tf, labels, classes(), TFloat32.class);
    ParameterSource<TFloat32> parameters =
        (name, spec) -> tf.dtypes.cast(weights.apply(name), TFloat32.class);
    Map<String, Operand<TFloat32>> inputs = new LinkedHashMap<>();
    Operand<TFloat32> condition = given.condition();
    for (String input : generator.inputs().keySet()) {
      inputs.put(
          input,
          condition != null && input.equals(Signal.CONDITION)
              ? standardized(tf, condition)
              : given.latents());
    }
    return compiler
        .compile(
            generator,
            inputs,
            Inference.pass(
                tf, maker.player(), given.latents(), oneHot, parameters, tables(tf, weights)))
        .output(Signal.SAMPLES);
  }

  /** Numbers in their own units, as the networks see them. */
  private Operand<TFloat32> standardized(Ops tf, Operand<TFloat32> condition) {
    Optional<List<Scale.Standard>> scales =
        plan.conditionOf(maker)
            .flatMap(space -> Optional.ofNullable(space.columns()))
            .flatMap(Columns::standard);
    if (scales.isEmpty()) {
      return condition;
    }
    Operand<TFloat32> means = numbers(tf, scales.get(), Scale.Standard::mean);
    Operand<TFloat32> deviations = numbers(tf, scales.get(), Scale.Standard::deviation);
    return tf.math.div(tf.math.sub(condition, means), deviations);
  }

  private static Operand<TFloat32> numbers(
      Ops tf, List<Scale.Standard> scales, ToDoubleFunction<Scale.Standard> number) {
    float[] numbers = new float[scales.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (float) number.applyAsDouble(scales.get(i));
    }
    return tf.constant(numbers);
  }

  private static TableSource<TFloat32> tables(Ops tf, Function<String, Operand<?>> weights) {
    return (name, rows, values) ->
        tf.dtypes.cast(weights.apply(Tables.variableName(name)), TFloat32.class);
  }
}
