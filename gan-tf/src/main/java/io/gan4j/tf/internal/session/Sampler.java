package io.gan4j.tf.internal.session;

import io.gan4j.api.data.LabelSpace;
import io.gan4j.api.game.Player;
import io.gan4j.api.game.Signal;
import io.gan4j.api.network.PlayerNetwork;
import io.gan4j.tf.internal.graph.OneHot;
import io.gan4j.tf.internal.natives.NativeHandle;
import io.gan4j.tf.internal.natives.NativeResources;
import io.gan4j.tf.internal.network.NetworkCompiler.CompiledPlayer;
import io.gan4j.tf.internal.network.ParameterSource;
import io.gan4j.tf.internal.network.Pass;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TFloating;

/**
 * All players in inference mode, for batches of any size, and latents by seed.
 *
 * @param <T> the graph's float type
 */
final class Sampler<T extends TFloating> {
  private final Model<T> model;
  private final Placeholder<TInt64> seed;
  private final Placeholder<TInt32> count;
  private final Map<String, Operand<T>> drawn = new LinkedHashMap<>();
  private final Map<Player, Inferred<T>> players = new LinkedHashMap<>();

  /**
   * A player in inference mode.
   *
   * @param inputs by the input's name, {@code [n, …]}
   * @param classes classes whose labels it sees; 0 if it sees none
   * @param labels {@code [n]}; not used if it sees none
   * @param outputs by the output's name, {@code [n, …]}
   * @param <T> the graph's float type
   */
  private record Inferred<T extends TFloating>(
      Map<String, Placeholder<T>> inputs,
      int classes,
      Placeholder<TInt32> labels,
      Map<String, Operand<T>> outputs) {}

  Sampler(Model<T> model) {
    this.model = model;
    Ops tf = model.tf().withSubScope("inference");
    Class<T> type = model.kind().type();
    this.seed = tf.placeholder(TInt64.class, Placeholder.shape(Shape.scalar()));
    this.count = tf.placeholder(TInt32.class, Placeholder.shape(Shape.scalar()));
    model
        .plan()
        .latents()
        .forEach(
            (name, latents) ->
                drawn.put(
                    name, Inference.latents(tf, type, name, latents, seed, count, model.tables())));
    model.plan().players().keySet().forEach(player -> players.put(player, inferred(tf, player)));
  }

  private Inferred<T> inferred(Ops tf, Player player) {
    PlayerNetwork network = model.plan().player(player).network();
    PlayerGraph<T> graph = model.player(player);
    Class<T> type = model.kind().type();
    Map<String, Placeholder<T>> inputs = new LinkedHashMap<>();
    network
        .inputs()
        .forEach(
            (name, shape) ->
                inputs.put(
                    name,
                    tf.placeholder(type, Placeholder.shape(shape.prepend(Shape.UNKNOWN_SIZE)))));
    int classes = model.plan().classesSeenBy(player);
    Placeholder<TInt32> labels =
        tf.placeholder(TInt32.class, Placeholder.shape(Shape.of(Shape.UNKNOWN_SIZE)));
    Operand<T> oneHot = classes == 0 ? null : OneHot.of(tf, labels, classes, type);
    ParameterSource<T> weights =
        network.gives(Signal.SCORES) ? graph.weights() : graph.averagedWeights();
    Map<String, Operand<T>> fed = new LinkedHashMap<>(inputs);
    Pass<T> pass =
        Inference.pass(tf, player, fed.values().iterator().next(), oneHot, weights, model.tables());
    CompiledPlayer<T> compiled = model.compiler().compile(network, fed, pass);
    Map<String, Operand<T>> outputs = new LinkedHashMap<>();
    for (String output : network.outputs().keySet()) {
      // Through an identity: a network may hand on what it is fed, which cannot be fetched.
      outputs.put(output, tf.identity(Inference.output(tf, network, compiled, output)));
    }
    return new Inferred<>(inputs, classes, labels, outputs);
  }

  FloatNdArray drawLatents(Session session, String name, long seedValue, int countValue) {
    Operand<T> latents = drawn.get(name);
    if (latents == null) {
      throw new IllegalArgumentException("no latents '" + name + "', only " + drawn.keySet());
    }
    try (NativeHandle<TInt64> seedTensor = NativeResources.int64("seed of latents", seedValue);
        NativeHandle<TInt32> countTensor = NativeResources.int32("count of latents", countValue)) {
      Session.Runner runner =
          session.runner().feed(seed, seedTensor.get()).feed(count, countTensor.get());
      return fetch(runner, Map.of(name, latents)).values().iterator().next();
    }
  }

  Map<String, FloatNdArray> infer(
      Session session, Player player, Map<String, FloatNdArray> values, int @Nullable [] labels) {
    Inferred<T> inferred = players.get(player);
    if (inferred == null) {
      throw new IllegalArgumentException("no player '" + player + "', only " + players.keySet());
    }
    int rows = rows(inferred, values);
    int[] shown = LabelSpace.checked(labels, inferred.classes(), rows);
    List<NativeHandle<?>> fed = new ArrayList<>();
    try {
      Session.Runner runner = session.runner();
      inferred
          .inputs()
          .forEach(
              (name, input) -> {
                NativeHandle<T> tensor =
                    model.kind().tensorOf(name, Objects.requireNonNull(values.get(name)));
                fed.add(tensor);
                runner.feed(input, tensor.get());
              });
      if (inferred.classes() > 0) {
        NativeHandle<TInt32> tensor = NativeResources.int32s("labels of " + player, shown);
        fed.add(tensor);
        runner.feed(inferred.labels(), tensor.get());
      }
      return fetch(runner, inferred.outputs());
    } finally {
      fed.forEach(NativeHandle::close);
    }
  }

  /** Rows of what is given, which has to be what the player takes. */
  private static <T extends TFloating> int rows(
      Inferred<T> inferred, Map<String, FloatNdArray> values) {
    long rows = -1;
    for (Map.Entry<String, Placeholder<T>> input : inferred.inputs().entrySet()) {
      FloatNdArray given = values.get(input.getKey());
      Shape expected = input.getValue().shape();
      if (given == null
          || !given.shape().isCompatibleWith(expected)
          || given.shape().size() == 0
          || (rows >= 0 && given.shape().get(0) != rows)) {
        throw new IllegalArgumentException(
            input.getKey()
                + " must be of shape "
                + expected.toString().replace("-1", rows < 0 ? "n" : Long.toString(rows))
                + (rows < 0 ? " with n > 0" : "")
                + ", found "
                + (given == null ? "none" : given.shape()));
      }
      rows = given.shape().get(0);
    }
    return Math.toIntExact(rows);
  }

  private Map<String, FloatNdArray> fetch(Session.Runner runner, Map<String, Operand<T>> outputs) {
    outputs.values().forEach(runner::fetch);
    try (NativeHandle<Result> result = NativeResources.run("what was sampled", runner)) {
      Map<String, FloatNdArray> fetched = new LinkedHashMap<>();
      for (String name : outputs.keySet()) {
        fetched.put(name, model.kind().floats(result.get().get(fetched.size())));
      }
      return fetched;
    }
  }
}
