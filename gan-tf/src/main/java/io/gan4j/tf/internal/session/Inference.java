package io.gan4j.tf.internal.session;

import io.gan4j.api.data.Latents;
import io.gan4j.api.game.Player;
import io.gan4j.api.game.Signal;
import io.gan4j.api.network.PlayerNetwork;
import io.gan4j.tf.internal.graph.GraphNoise;
import io.gan4j.tf.internal.graph.GraphOps;
import io.gan4j.tf.internal.graph.RowNoise;
import io.gan4j.tf.internal.graph.ScopedNoise;
import io.gan4j.tf.internal.graph.SeedNoise;
import io.gan4j.tf.internal.graph.TableSource;
import io.gan4j.tf.internal.network.NetworkCompiler.CompiledPlayer;
import io.gan4j.tf.internal.network.ParameterSource;
import io.gan4j.tf.internal.network.Pass;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TFloating;

/**
 * What a session's samples and an exported model's have in common, so that the same seed gives the
 * same samples in both.
 */
final class Inference {
  /** Steps per unit of a row's values, by which its noise is keyed. */
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
   * Latents that seeds determine, one each: row i is the first that {@link #latents} has for seed
   * i.
   *
   * @param seeds {@code [n]}
   * @throws UnsupportedOperationException if they are drawn in a way that only a batch has
   */
  static Operand<TFloat32> latentsOf(
      Ops tf, String name, Latents latents, Operand<TInt64> seeds, TableSource<TFloat32> tables) {
    return latents.draw(
        new GraphOps<>(tf, TFloat32.class),
        new ScopedNoise<>(stream(name), new SeedNoise(tf, seeds, tables)));
  }

  /**
   * A pass of a player over an input of any batch size. The noise that a row meets is a function of
   * the row, so that it is the same whatever rows stand beside it: equal rows meet equal noise.
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
    RowNoise<T> noise = new RowNoise<>(tf, input.type(), () -> keysOf(tf, input), tables);
    return Pass.inference(
        tf.withSubScope(player.key()),
        player.key(),
        parameters,
        labels,
        new ScopedNoise<>(player.key() + "/inference/", noise));
  }

  /**
   * A number for each row that the row determines: its values in small steps, so that a device that
   * rounds otherwise comes to the same more often than not.
   */
  private static <T extends TFloating> Operand<TInt64> keysOf(Ops tf, Operand<T> input) {
    int[] rows = {-1, Math.toIntExact(input.shape().tail().size())};
    Operand<T> steps =
        tf.math.mul(tf.reshape(input, tf.constant(rows)), tf.constant(input.type(), STEPS));
    return RowNoise.keys(tf, tf.dtypes.cast(tf.math.rint(steps), TInt64.class));
  }
}
