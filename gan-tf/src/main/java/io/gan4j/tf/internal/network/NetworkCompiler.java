package io.gan4j.tf.internal.network;

import io.gan4j.api.ProviderException;
import io.gan4j.api.network.Activation;
import io.gan4j.api.network.LayerSpec;
import io.gan4j.api.network.NetworkPart;
import io.gan4j.api.network.NetworkSpec;
import io.gan4j.api.network.NetworkSpec.Placed;
import io.gan4j.api.network.PlayerNetwork;
import io.gan4j.tf.extension.LayerBuilder;
import io.gan4j.tf.extension.LayerContext;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.types.family.TFloating;

/**
 * Compiles networks from a table of builders by layer class. Activations need no builder: they say
 * themselves what they compute.
 */
public final class NetworkCompiler {
  private final Map<Class<? extends LayerSpec>, LayerBuilder<?>> builders;

  @Inject
  public NetworkCompiler(Map<Class<? extends LayerSpec>, LayerBuilder<?>> builders) {
    this.builders = Map.copyOf(builders);
  }

  /**
   * A compiled network, or some of its layers.
   *
   * @param output {@code [batch, …]}
   * @param features input of the last layer that has weights; what came in if none has
   * @param layers output of each layer, by its name
   * @param <T> the graph's float type
   */
  public record Compiled<T extends TFloating>(
      Operand<T> output, Operand<T> features, Map<String, Operand<T>> layers) {}

  /**
   * Refuses layers that have no builder.
   *
   * @param player whose network it is, for the message
   * @throws ProviderException naming every such layer, its class and what is known
   */
  public void check(String player, PlayerNetwork network) {
    List<String> unknown = new ArrayList<>();
    for (Placed placed : network.placed()) {
      collectUnknown(player + "/" + placed.name(), placed.layer(), unknown);
    }
    if (!unknown.isEmpty()) {
      throw new ProviderException(
          "TensorFlow has no builder for "
              + String.join(", ", unknown)
              + ". Known layers: every activation, "
              + builders.keySet().stream()
                  .map(Class::getSimpleName)
                  .sorted()
                  .collect(Collectors.joining(", "))
              + ". A layer of your own brings its builder in a TensorFlowExtension.");
    }
  }

  /** Operations that the layers' builders say they export beside those of every model. */
  public Set<String> exportedOperations() {
    return builders.values().stream()
        .flatMap(builder -> builder.exportedOperations().stream())
        .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * A compiled player.
   *
   * @param outputs by the output's name, and of each named part under its own
   * @param features input of the last layer that has weights
   * @param layers output of each layer, by its name in the player
   * @param <T> the graph's float type
   */
  public record CompiledPlayer<T extends TFloating>(
      Map<String, Operand<T>> outputs, Operand<T> features, Map<String, Operand<T>> layers) {

    /** One of its outputs. */
    public Operand<T> output(String name) {
      Operand<T> output = outputs.get(name);
      if (output == null) {
        throw new IllegalArgumentException("no output '" + name + "', only " + outputs.keySet());
      }
      return output;
    }
  }

  /**
   * Builds a player's network.
   *
   * @param inputs by the input's name, {@code [batch, …]}
   */
  public <T extends TFloating> CompiledPlayer<T> compile(
      PlayerNetwork network, Map<String, Operand<T>> inputs, Pass<T> pass) {
    Map<String, Operand<T>> known = new LinkedHashMap<>(inputs);
    Map<String, Operand<T>> layers = new LinkedHashMap<>();
    Map<String, Operand<T>> outputs = new LinkedHashMap<>();
    Operand<T> features = inputs.values().iterator().next();
    for (NetworkPart part : network.parts()) {
      List<Operand<T>> from = part.inputs().stream().map(name -> named(known, name)).toList();
      List<Placed> placed =
          part.layers().placed().stream()
              .map(layer -> layer.named(part.prefix() + layer.name()))
              .toList();
      Compiled<T> compiled = compile(placed, PlayerInputs.joined(pass.tf(), from), pass);
      known.put(part.name(), compiled.output());
      layers.putAll(compiled.layers());
      features = compiled.features();
      if (!part.name().isEmpty()) {
        outputs.put(part.name(), compiled.output());
      }
    }
    network.outputs().forEach((name, part) -> outputs.put(name, named(known, part)));
    return new CompiledPlayer<>(outputs, features, layers);
  }

  private static <T extends TFloating> Operand<T> named(
      Map<String, Operand<T>> known, String name) {
    Operand<T> value = known.get(name);
    if (value == null) {
      throw new IllegalArgumentException("nothing is called '" + name + "' in " + known.keySet());
    }
    return value;
  }

  /** Builds layers in order over an input, {@code [batch, …]}. */
  public <T extends TFloating> Compiled<T> compile(
      NetworkSpec network, Operand<T> input, Pass<T> pass) {
    return compile(network.placed(), input, pass);
  }

  /** Builds layers of a network that follow each other over the first one's input. */
  public <T extends TFloating> Compiled<T> compile(
      List<Placed> inTurn, Operand<T> input, Pass<T> pass) {
    Operand<T> value = input;
    Operand<T> features = input;
    Map<String, Operand<T>> layers = new LinkedHashMap<>();
    for (Placed placed : inTurn) {
      if (!placed.parameters().isEmpty()) {
        features = value;
      }
      value = build(placed.layer(), value, BuildContext.of(this::build, pass, placed, value));
      layers.put(placed.name(), value);
    }
    return new Compiled<>(value, features, layers);
  }

  private <T extends TFloating> Operand<T> build(
      LayerSpec layer, Operand<T> input, LayerContext<T> context) {
    if (layer instanceof Activation activation) {
      return activation.apply(context.ops(), input);
    }
    return build(builder(layer), layer, input, context);
  }

  private LayerBuilder<?> builder(LayerSpec layer) {
    LayerBuilder<?> builder = builders.get(layer.getClass());
    if (builder == null) {
      throw new ProviderException("TensorFlow has no builder for " + layer.getClass().getName());
    }
    return builder;
  }

  private void collectUnknown(String name, LayerSpec layer, List<String> unknown) {
    @Nullable LayerBuilder<?> builder = builders.get(layer.getClass());
    if (builder == null && !(layer instanceof Activation)) {
      unknown.add("layer " + name + " (" + layer.getClass().getName() + ")");
    }
    for (LayerSpec child : layer.children()) {
      collectUnknown(name, child, unknown);
    }
  }

  @SuppressWarnings("unchecked") // the table maps a layer's class to its own builder
  private static <L extends LayerSpec, T extends TFloating> Operand<T> build(
      LayerBuilder<L> builder, LayerSpec layer, Operand<T> input, LayerContext<T> context) {
    return builder.build((L) layer, input, context);
  }
}
