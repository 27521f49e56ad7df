package io.gan4j.tf.internal.session;

import io.gan4j.api.data.Latents;
import io.gan4j.api.game.Player;
import io.gan4j.api.game.Signal;
import io.gan4j.api.network.PlayerNetwork;
import io.gan4j.tf.internal.graph.GraphNoise;
import io.gan4j.tf.internal.graph.GraphOps;
import io.gan4j.tf.internal.graph.ScopedNoise;
import io.gan4j.tf.internal.graph.TableSource;
import io.gan4j.tf.internal.network.NetworkCompiler.CompiledPlayer;
import io.gan4j.tf.internal.network.ParameterSource;
import io.gan4j.tf.internal.network.Pass;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TFloating;

/**
 * What a session's samples and an exported model's have in common, so that the same seed gives the
 * same samples in both.
 */
final class Inference {
  /** Steps per unit of a sample's sum, by which its noise is keyed. */
  private static final int STEPS = 1 << 12;

  private Inference() {}

  /** The stream of noise that latents are drawn from. */
  static String stream(String latents) {
    return latents.equals(Signal.LATENTS) ? "latents/" : "latents." + latents + "/";
  }

  /**
   * One of a player's outputs as users see it: a single score per sample loses its axis, {@code
   * [batch, 1] → [batch]}.
   */
  static <T extends TFloating> Operand<T> output(
      Ops tf, PlayerNetwork network, CompiledPlayer<T> compiled, String name) {
    Operand<T> output = compiled.output(name);
    return name.equals(Signal.SCORES) && network.outputShape(name).equals(Shape.of(1))
        ? tf.reshape(output, tf.constant(new int[] {-1}))
        : output;
  }

  /** Latents that a seed determines, {@code [count, …]}. */
  static <T extends TFloating> Operand<T> latents(
      Ops tf,
      Class<T> type,
      String name,
      Latents latents,
      Operand<TInt64> seed,
      Operand<TInt32> count,
      TableSource<T> tables) {
    GraphNoise<T> noise = GraphNoise.sampling(tf, type, seed, count, tables);
    return latents.draw(new GraphOps<>(tf, type), new ScopedNoise<>(stream(name), noise));
  }

  /**
   * A pass of a player over an input of any batch size. Its noise is the same in every call with
   * the same first sample: block after block of samples, each block has other noise, and equal
   * calls give equal output.
   *
   * @param labels one-hot; null if the player sees none
   */
  static <T extends TFloating> Pass<T> pass(
      Ops tf,
      Player player,
      Operand<T> input,
      @Nullable Operand<T> labels,
      ParameterSource<T> parameters,
      TableSource<T> tables) {
    GraphNoise<T> noise =
        GraphNoise.sampling(
            tf, input.type(), keyOf(tf, input), GraphOps.batchOf(tf, input), tables);
    return Pass.inference(
        tf.withSubScope(player.key()),
        player.key(),
        parameters,
        labels,
        new ScopedNoise<>(player.key() + "/inference/", noise));
  }

  /**
   * A number that the first sample determines: its sum in small steps, so that a device that rounds
   * otherwise comes to the same. 0 if there is no sample.
   */
  private static <T extends TFloating> Operand<TInt64> keyOf(Ops tf, Operand<T> input) {
    int rank = input.shape().numDimensions();
    int[] size = new int[rank];
    Arrays.fill(size, 1, rank, -1);
    Operand<TInt32> one =
        tf.math.minimum(GraphOps.batchOf(tf, input), tf.constant(1)); // none of an empty batch
    Operand<TInt32> sizes =
        tf.concat(
            List.of(
                tf.expandDims(one, tf.constant(0)), tf.constant(Arrays.copyOfRange(size, 1, rank))),
            tf.constant(0));
    Operand<T> first = tf.slice(input, tf.constant(new int[rank]), sizes);
    Operand<T> sum =
        tf.reduceSum(first, tf.range(tf.constant(0), tf.constant(rank), tf.constant(1)));
    Operand<T> steps = tf.math.mul(sum, tf.constant(input.type(), STEPS));
    return tf.dtypes.cast(tf.math.rint(steps), TInt64.class);
  }
}
