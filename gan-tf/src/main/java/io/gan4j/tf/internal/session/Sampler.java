package io.gan4j.tf.internal.session;

import io.gan4j.api.Player;
import io.gan4j.api.data.LabelSpace;
import io.gan4j.api.network.NetworkSpec;
import io.gan4j.tf.internal.graph.OneHot;
import io.gan4j.tf.internal.natives.NativeHandle;
import io.gan4j.tf.internal.natives.NativeResources;
import io.gan4j.tf.internal.network.ParameterSource;
import io.gan4j.tf.internal.network.Pass;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
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
  private final Side<T> samples;
  private final Side<T> scores;

  /**
   * A player in inference mode.
   *
   * @param what what goes in, for messages
   * @param input {@code [n, …]}
   * @param classes classes whose labels it sees; 0 if it sees none
   * @param labels {@code [n]}; not used if it sees none
   * @param output {@code [n, …]}
   * @param <T> the graph's float type
   */
  private record Side<T extends TFloating>(
      String what,
      Placeholder<T> input,
      int classes,
      Placeholder<TInt32> labels,
      Operand<T> output) {}

  Sampler(Model<T> model) {
    this.model = model;
    Ops tf = model.tf().withSubScope("inference");
    Class<T> type = model.kind().type();
    // Fetched through identities: a network may hand on what it is fed, which cannot be fetched.

    this.seed = tf.placeholder(TInt64.class, Placeholder.shape(Shape.scalar()));
    this.count = tf.placeholder(TInt32.class, Placeholder.shape(Shape.scalar()));
    this.drawn = Inference.latents(tf, type, model.plan().latents(), seed, count, model.tables());

    this.samples = side(tf, Player.GENERATOR, "latents", output -> output);
    NetworkSpec discriminator = model.plan().discriminator().network();
    this.scores =
        side(
            tf,
            Player.DISCRIMINATOR,
            "samples",
            output -> DiscriminatorPasses.scores(tf, discriminator, output));
  }

  private Side<T> side(Ops tf, Player player, String what, UnaryOperator<Operand<T>> result) {
    NetworkSpec network = model.plan().player(player).network();
    PlayerGraph<T> graph = model.player(player);
    Class<T> type = model.kind().type();
    Placeholder<T> input =
        tf.placeholder(type, Placeholder.shape(network.input().prepend(Shape.UNKNOWN_SIZE)));
    int classes = model.plan().classesSeenBy(player);
    Placeholder<TInt32> labels =
        tf.placeholder(TInt32.class, Placeholder.shape(Shape.of(Shape.UNKNOWN_SIZE)));
    Operand<T> oneHot = classes == 0 ? null : OneHot.of(tf, labels, classes, type);
    ParameterSource<T> weights =
        player == Player.GENERATOR ? graph.averagedWeights() : graph.weights();
    Pass<T> pass = Inference.pass(tf, player, input, oneHot, weights, model.tables());
    Operand<T> output = result.apply(model.compiler().compile(network, input, pass).output());
    return new Side<>(what, input, classes, labels, tf.identity(output));
  }

  FloatNdArray drawLatents(Session session, long seedValue, int countValue) {
    try (NativeHandle<TInt64> seedTensor = NativeResources.int64("seed of latents", seedValue);
        NativeHandle<TInt32> countTensor = NativeResources.int32("count of latents", countValue)) {
      return fetch(
          session.runner().feed(seed, seedTensor.get()).feed(count, countTensor.get()), drawn);
    }
  }

  FloatNdArray generate(Session session, FloatNdArray values, int @Nullable [] labels) {
    return map(session, samples, values, labels);
  }

  FloatNdArray score(Session session, FloatNdArray values, int @Nullable [] labels) {
    return map(session, scores, values, labels);
  }

  private FloatNdArray map(
      Session session, Side<T> side, FloatNdArray values, int @Nullable [] labels) {
    Shape expected = side.input().shape();
    if (!values.shape().isCompatibleWith(expected) || values.shape().size() == 0) {
      throw new IllegalArgumentException(
          side.what()
              + " must be of shape "
              + expected.toString().replace("-1", "n")
              + " with n > 0, found "
              + values.shape());
    }
    int[] shown =
        LabelSpace.checked(labels, side.classes(), Math.toIntExact(values.shape().get(0)));
    try (NativeHandle<T> tensor = model.kind().tensorOf(side.what(), values);
        NativeHandle<TInt32> labelsTensor =
            NativeResources.int32s("labels of " + side.what(), shown)) {
      Session.Runner runner = session.runner().feed(side.input(), tensor.get());
      if (side.classes() > 0) {
        runner.feed(side.labels(), labelsTensor.get());
      }
      return fetch(runner, side.output());
    }
  }

  private FloatNdArray fetch(Session.Runner runner, Operand<T> output) {
    try (NativeHandle<Result> result =
        NativeResources.run("what was sampled", runner.fetch(output))) {
      Tensor tensor = result.get().get(0);
      return model.kind().floats(tensor);
    }
  }
}
