package io.gan4j.tf.internal.session;

import io.gan4j.api.Player;
import io.gan4j.api.data.Latents;
import io.gan4j.tf.internal.graph.GraphNoise;
import io.gan4j.tf.internal.graph.GraphOps;
import io.gan4j.tf.internal.graph.ScopedNoise;
import io.gan4j.tf.internal.graph.TableSource;
import io.gan4j.tf.internal.network.ParameterSource;
import io.gan4j.tf.internal.network.Pass;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TFloating;

/**
 * What a session's samples and an exported model's have in common, so that the same seed gives the
 * same samples in both.
 */
final class Inference {
  private Inference() {}

  /** Latents that a seed determines, {@code [count, …]}. */
  static <T extends TFloating> Operand<T> latents(
      Ops tf,
      Class<T> type,
      Latents latents,
      Operand<TInt64> seed,
      Operand<TInt32> count,
      TableSource<T> tables) {
    GraphNoise<T> noise = GraphNoise.sampling(tf, type, seed, count, tables);
    return latents.draw(new GraphOps<>(tf, type), new ScopedNoise<>("latents/", noise));
  }

  /**
   * A pass of a player over an input of any batch size; its noise is the same in every call.
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
        GraphNoise.sampling(tf, input.type(), tf.constant(0L), GraphOps.batchOf(tf, input), tables);
    return Pass.inference(
        tf.withSubScope(player.key()),
        player.key(),
        parameters,
        labels,
        new ScopedNoise<>(player.key() + "/inference/", noise));
  }
}
