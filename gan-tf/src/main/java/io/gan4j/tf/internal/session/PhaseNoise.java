package io.gan4j.tf.internal.session;

import io.gan4j.api.game.Player;
import io.gan4j.api.provider.FakeLabels;
import io.gan4j.api.tensor.NoiseSource;
import io.gan4j.tf.internal.graph.GraphNoise;
import io.gan4j.tf.internal.graph.GraphOps;
import io.gan4j.tf.internal.graph.PartNoise;
import io.gan4j.tf.internal.graph.ScopedNoise;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TFloating;

/**
 * The noise of one phase's draw. Where the batch passes in parts, it is the rows of this part of
 * what the whole batch would see.
 *
 * @param model of the run
 * @param tf the phase's operations
 * @param <T> the graph's float type
 */
record PhaseNoise<T extends TFloating>(Model<T> model, Ops tf) {

  /** Noise for a batch of the usual size. */
  NoiseSource<Operand<T>> ofBatch() {
    return of(model.plan().samplesAtOnce());
  }

  /**
   * Noise of a player's pass, named after what goes through, so that the same samples meet the same
   * masks in another phase of the same draw, and whether they share the pass or not.
   *
   * @param name of the pass
   * @param input what goes through, {@code [batch, …]}
   */
  NoiseSource<Operand<T>> ofPass(Player player, String name, Operand<T> input) {
    return new ScopedNoise<>(player.key() + "/" + name + "/", of(input));
  }

  /** Classes drawn for a batch of the usual size, each as likely as the other: {@code [batch]}. */
  Operand<TInt64> labels(String stream, int classes) {
    Operand<TInt64> drawn = whole(tf.constant(model.plan().batchSize())).below(stream, classes);
    return model.plan().parts() == 1
        ? drawn
        : PartNoise.rows(tf, drawn, model.step().firstRow(), model.plan().samplesAtOnce());
  }

  /** Classes drawn for a batch of the usual size, each as likely as its share: {@code [batch]}. */
  Operand<TInt32> labels(String stream, FakeLabels.Shares shares) {
    Operand<T> uniform = of(model.plan().samplesAtOnce()).uniform(stream, Shape.scalar());
    Operand<TInt32> which = tf.zerosLike(tf.dtypes.cast(uniform, TInt32.class));
    for (double bound : shares.bounds()) {
      Operand<TBool> beyond =
          tf.math.greaterEqual(uniform, tf.constant(model.kind().type(), bound));
      which = tf.math.add(which, tf.dtypes.cast(beyond, TInt32.class));
    }
    int[] classes = shares.classes().stream().mapToInt(Integer::intValue).toArray();
    return tf.gather(tf.constant(classes), which, tf.constant(0));
  }

  /** Noise for as many rows as samples have. */
  NoiseSource<Operand<T>> of(Operand<T> samples) {
    long batch = samples.shape().get(0);
    return batch == Shape.UNKNOWN_SIZE
        ? whole(GraphOps.batchOf(tf, samples))
        : of(Math.toIntExact(batch));
  }

  private NoiseSource<Operand<T>> of(int samples) {
    int parts = model.plan().parts();
    if (parts == 1) {
      return whole(tf.constant(samples));
    }
    // A pass may hold several times as many samples as a part of the batch.
    Operand<TInt32> first =
        tf.math.mul(model.step().firstRow(), tf.constant(samples / model.plan().samplesAtOnce()));
    return new PartNoise<>(tf, whole(tf.constant(parts * samples)), first, samples);
  }

  private GraphNoise<T> whole(Operand<TInt32> batch) {
    return new GraphNoise<>(
        tf,
        model.kind().type(),
        GraphNoise.training(model.plan().seed()),
        model.step().draw(),
        batch,
        model.tables());
  }
}
