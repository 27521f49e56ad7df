package io.gan4j.onnx;

import io.gan4j.api.data.LabelSpace;
import io.gan4j.api.data.Latents;
import io.gan4j.api.data.SampleSpace;
import io.gan4j.api.game.Player;
import io.gan4j.api.layer.Dense;
import io.gan4j.api.layer.Flatten;
import io.gan4j.api.network.LayerSpec;
import io.gan4j.api.network.NetworkSpec;
import io.gan4j.api.optimizer.Adam;
import io.gan4j.api.optimizer.Average;
import io.gan4j.api.provider.FloatType;
import io.gan4j.api.provider.GanPlan;
import io.gan4j.api.provider.GanPlanBuilder;
import io.gan4j.api.provider.GanSession;
import io.gan4j.api.provider.PlayerPlan;
import io.gan4j.api.provider.SidePlan;
import io.gan4j.api.random.RandomKey;
import io.gan4j.api.term.Loss;
import io.gan4j.api.training.Draw;
import io.gan4j.api.training.Phase;
import io.gan4j.api.training.WeightedTerm;
import io.gan4j.components.activation.Linear;
import io.gan4j.components.initializer.NormalInitializer;
import io.gan4j.components.loss.NonSaturatingLoss;
import io.gan4j.components.loss.RealFakeCombination;
import io.gan4j.tf.TensorFlowProvider;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tensorflow.ndarray.DoubleNdArray;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;

/** Sessions on TensorFlow whose weights and statistics are none that an initialiser makes. */
final class SmallSessions {
  static final Adam ADAM = new Adam(p -> 1e-2, 0.5, 0.999, 1e-8);

  private static final Loss LOSS = new NonSaturatingLoss(RealFakeCombination.SUM);

  private SmallSessions() {}

  /** A plan of the standard game with this generator. */
  static GanPlanBuilder plan(
      Latents latents,
      SampleSpace samples,
      @Nullable LabelSpace labels,
      List<LayerSpec> generator,
      @Nullable Average average) {
    NetworkSpec discriminator = new NetworkSpec(samples.shape(), List.of(new Flatten(), dense(1)));
    return GanPlan.standard(
            new SidePlan(samples, labels, () -> new double[samples.valuesPerSample()]),
            latents,
            PlayerPlan.generator(new NetworkSpec(latents.shape(), generator), ADAM)
                .average(average)
                .build(),
            PlayerPlan.discriminator(discriminator, ADAM).build(),
            LOSS.scoreKind())
        .phases(List.of(phase(Player.DISCRIMINATOR), phase(Player.GENERATOR)))
        .batchSize(4)
        .seed(7)
        .device("cpu")
        .floatType(FloatType.FLOAT32);
  }

  private static Phase phase(Player moves) {
    List<WeightedTerm> terms =
        LOSS.terms().stream()
            .map(term -> new WeightedTerm("loss", term, 1))
            .filter(paid -> paid.term().paidBy().contains(moves))
            .toList();
    return new Phase(moves.key(), Set.of(moves), 1, 1, Draw.FRESH, Draw.FRESH, Set.of(), terms);
  }

  static Dense dense(int units) {
    return new Dense(
        units, new Linear(), new NormalInitializer(0, 0.5), new NormalInitializer(0, 0.1), true);
  }

  /** Opens a plan, and gives every weight, average and statistic a value of its own. */
  static GanSession open(GanPlan plan) {
    GanSession session = TensorFlowProvider.create().open(plan);
    Map<String, NdArray<?>> state = new LinkedHashMap<>(session.saveState());
    state.replaceAll(SmallSessions::changed);
    session.restoreState(state);
    return session;
  }

  private static NdArray<?> changed(String name, NdArray<?> array) {
    if (name.startsWith("table/")) {
      return array;
    }
    RandomKey key = RandomKey.of(1).split(name);
    boolean positive = name.contains("variance") || name.contains("slot");
    double[] values = new double[Math.toIntExact(array.size())];
    int rank = array.shape().numDimensions();
    double fanIn = rank < 2 ? 1 : (double) values.length / array.shape().get(rank - 1);
    // Sums as large as they are in training: rounding of huge ones says nothing.
    double deviation = Math.min(0.3, 1.2 / Math.sqrt(fanIn));
    for (int i = 0; i < values.length; i++) {
      values[i] = positive ? 0.5 + key.uniform(i) : deviation * key.normal(i);
    }
    if (array instanceof FloatNdArray) {
      return NdArrays.wrap(array.shape(), DataBuffers.of(floats(values), false, false));
    }
    return array instanceof DoubleNdArray
        ? NdArrays.wrap(array.shape(), DataBuffers.of(values, false, false))
        : array;
  }

  private static float[] floats(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }

  /** Normal numbers, {@code [count, …]}. */
  static FloatNdArray numbers(int count, Shape sample) {
    RandomKey key = RandomKey.of(5);
    float[] values = new float[Math.toIntExact(count * sample.size())];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) key.normal(i);
    }
    return NdArrays.wrap(sample.prepend(count), DataBuffers.of(values, false, false));
  }

  static float[] values(FloatNdArray array) {
    float[] values = new float[Math.toIntExact(array.size())];
    array.copyTo(DataBuffers.of(values, false, false));
    return values;
  }

  /** The largest difference of any two values, in units of max(1, |value|). */
  static double difference(FloatNdArray found, FloatNdArray expected) {
    if (!found.shape().equals(expected.shape())) {
      return Double.POSITIVE_INFINITY;
    }
    float[] a = values(found);
    float[] b = values(expected);
    double most = 0;
    for (int i = 0; i < a.length; i++) {
      double difference = Math.abs(a[i] - b[i]) / Math.max(1, Math.abs(b[i]));
      most = difference <= most ? most : difference; // what is no number is largest
    }
    return most;
  }
}
