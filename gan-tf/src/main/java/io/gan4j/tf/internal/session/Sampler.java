package io.gan4j.tf.internal.session;

import io.gan4j.api.Player;
import io.gan4j.api.network.NetworkSpec;
import io.gan4j.tf.internal.graph.GraphOps;
import io.gan4j.tf.internal.network.ParameterSource;
import io.gan4j.tf.internal.network.Pass;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TFloating;

/**
 * Both players in inference mode, for batches of any size, and latents by seed.
 *
 * @param <T> the graph's float type
 */
final class Sampler<T extends TFloating> {
  private final Model<T> model;
  private final Placeholder<TInt64> seed;
  private final Placeholder<TInt32> count;
  private final Operand<T> drawn;
  private final Placeholder<T> latents;
  private final Operand<T> samples;
  private final Placeholder<T> judged;
  private final Operand<T> scores;

  Sampler(Model<T> model) {
    this.model = model;
    Ops tf = model.tf().withSubScope("inference");
    Class<T> type = model.kind().type();
    // Fetched through identities: a network may hand on what it is fed, which cannot be fetched.
    GraphOps<T> ops = new GraphOps<>(tf, type);

    this.seed = tf.placeholder(TInt64.class, Placeholder.shape(Shape.scalar()));
    this.count = tf.placeholder(TInt32.class, Placeholder.shape(Shape.scalar()));
    this.drawn = Inference.latents(tf, type, model.plan().latents(), seed, count, model.tables());

    NetworkSpec generator = model.plan().generator().network();
    this.latents = placeholder(tf, generator.input());
    this.samples = tf.identity(output(tf, Player.GENERATOR, latents));

    NetworkSpec discriminator = model.plan().discriminator().network();
    this.judged = placeholder(tf, discriminator.input());
    this.scores =
        tf.identity(PhasePlay.scores(ops, discriminator, output(tf, Player.DISCRIMINATOR, judged)));
  }

  private Operand<T> output(Ops tf, Player player, Operand<T> input) {
    PlayerGraph<T> graph = model.player(player);
    ParameterSource<T> weights =
        player == Player.GENERATOR ? graph.averagedWeights() : graph.weights();
    Pass<T> pass = Inference.pass(tf, player, input, weights, model.tables());
    return model.compiler().compile(model.plan().player(player).network(), input, pass).output();
  }

  private Placeholder<T> placeholder(Ops tf, Shape sample) {
    return tf.placeholder(
        model.kind().type(), Placeholder.shape(sample.prepend(Shape.UNKNOWN_SIZE)));
  }

  FloatNdArray drawLatents(Session session, long seedValue, int countValue) {
    try (TInt64 seedTensor = TInt64.scalarOf(seedValue);
        TInt32 countTensor = TInt32.scalarOf(countValue)) {
      return fetch(session.runner().feed(seed, seedTensor).feed(count, countTensor), drawn);
    }
  }

  FloatNdArray generate(Session session, FloatNdArray values) {
    return map(session, latents, "latents", values, samples);
  }

  FloatNdArray score(Session session, FloatNdArray values) {
    return map(session, judged, "samples", values, scores);
  }

  private FloatNdArray map(
      Session session, Placeholder<T> input, String what, FloatNdArray values, Operand<T> output) {
    Shape expected = input.shape();
    if (!values.shape().isCompatibleWith(expected) || values.shape().size() == 0) {
      throw new IllegalArgumentException(
          what
              + " must be of shape "
              + expected.toString().replace("-1", "n")
              + " with n > 0, found "
              + values.shape());
    }
    try (T tensor = model.kind().tensorOf(values)) {
      return fetch(session.runner().feed(input, tensor), output);
    }
  }

  private FloatNdArray fetch(Session.Runner runner, Operand<T> output) {
    try (Result result = runner.fetch(output).run()) {
      Tensor tensor = result.get(0);
      return model.kind().floats(tensor);
    }
  }
}
