package io.gan4j.onnx.internal.network;

import io.gan4j.api.data.Latents;
import io.gan4j.api.game.Player;
import io.gan4j.api.game.Signal;
import io.gan4j.api.network.PlayerNetwork;
import io.gan4j.api.provider.GanPlan;
import io.gan4j.api.provider.GanPlan.Sampler;
import io.gan4j.onnx.extension.OnnxAttributes;
import io.gan4j.onnx.extension.OnnxTensor;
import io.gan4j.onnx.internal.graph.Dims;
import io.gan4j.onnx.internal.graph.ElementType;
import io.gan4j.onnx.internal.graph.Known;
import io.gan4j.onnx.internal.graph.Model;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.Shape;

/**
 * A player of a run as a model. A player that makes samples of latents alone takes {@code latents}
 * and gives {@code samples}; any other takes and gives what its network does.
 *
 * @param layers how layers are written
 * @param plan the run's
 * @param player who
 * @param state of the run's session
 */
public record PlayerModel(
    LayerTable layers, GanPlan plan, Player player, Map<String, NdArray<?>> state) {
  /** The input of labels, int32. */
  public static final String LABELS = "labels";

  /** In the metadata: how many classes labels are of. */
  public static final String CLASSES = "classes";

  private Weights weights() {
    // As in a SavedModel: averages are for samples.
    return new Weights(state, !network().gives(Signal.SCORES));
  }

  private PlayerNetwork network() {
    return plan.player(player).network();
  }

  private Optional<Sampler> sampler() {
    return plan.samplers().stream().filter(known -> known.player().equals(player)).findFirst();
  }

  /**
   * The model.
   *
   * @param metadata beside what it says of itself
   * @throws io.gan4j.api.ProviderException naming each layer that cannot be written
   */
  public Model model(Map<String, String> metadata) {
    layers.check(player.key(), network());
    GraphBuilder graph = new GraphBuilder();
    NoiseInputs noise = new NoiseInputs(graph, weights(), player.key() + "/inference/");
    boolean ofLatents = sampler().isPresent();
    Map<String, OnnxTensor> inputs = new LinkedHashMap<>();
    network()
        .inputs()
        .forEach(
            (name, shape) ->
                inputs.put(name, input(graph, ofLatents ? Signal.LATENTS : name, shape)));
    OnnxTensor labels = labels(graph);
    Map<String, OnnxTensor> made =
        new NetworkWriter(layers, graph, player.key(), weights(), labels, noise)
            .write(network(), inputs);
    graph.scope("");
    Map<String, OnnxTensor> outputs = new LinkedHashMap<>();
    made.forEach(
        (name, value) -> {
          if (!ofLatents || name.equals(Signal.SAMPLES)) {
            // An output may be called as an input is.
            outputs.put(
                inputs.containsKey(name) ? name + "_out" : name, output(graph, name, value));
          }
        });
    Map<String, String> all = new TreeMap<>(metadata);
    all.putAll(noise.described());
    if (plan.classesSeenBy(player) > 0) {
      all.put(CLASSES, Integer.toString(plan.classesSeenBy(player)));
    }
    return graph.model(outputs, all);
  }

  /** A single score per sample loses its axis. */
  private static OnnxTensor output(GraphBuilder graph, String name, OnnxTensor value) {
    boolean single = name.equals(Signal.SCORES) && value.shape().tail().equals(Shape.of(1));
    return single ? new OnnxOps(graph).reshape(value, Shape.of(-1)) : value;
  }

  private static OnnxTensor input(GraphBuilder graph, String name, Shape shape) {
    return graph.input(name, new Known(ElementType.FLOAT, Dims.of(shape.prepend(-1))));
  }

  /**
   * One-hot labels. Each is looked up first, so that a runtime refuses one that is no class; a bare
   * one-hot would make nothing but zeros of it.
   */
  private @Nullable OnnxTensor labels(GraphBuilder graph) {
    int classes = plan.classesSeenBy(player);
    if (classes == 0) {
      return null;
    }
    OnnxTensor labels = graph.input(LABELS, new Known(ElementType.INT32, Dims.of(-1)));
    OnnxTensor known =
        graph.node(
            "Gather",
            OnnxAttributes.NONE.withInteger("axis", 0),
            graph.integers(LongStream.range(0, classes).toArray()),
            labels);
    return OnnxOps.oneHot(graph, known, classes);
  }

  /**
   * How its latents are drawn, from noise to {@code latents}; empty if it does not make samples of
   * latents alone.
   */
  public Optional<Model> latents() {
    return sampler().map(sampler -> latents(sampler.latents(), plan.latents(sampler.latents())));
  }

  private Model latents(String name, Latents latents) {
    GraphBuilder graph = new GraphBuilder();
    String stream = name.equals(Signal.LATENTS) ? "latents/" : "latents." + name + "/";
    NoiseInputs noise = new NoiseInputs(graph, weights(), stream);
    OnnxTensor drawn = latents.draw(new OnnxOps(graph), noise);
    return graph.model(Map.of(Signal.LATENTS, drawn), noise.described());
  }
}
