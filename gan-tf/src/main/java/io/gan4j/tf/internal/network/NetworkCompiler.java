package io.gan4j.tf.internal.network;

import io.gan4j.api.ProviderException;
import io.gan4j.api.network.Activation;
import io.gan4j.api.network.LayerSpec;
import io.gan4j.api.network.NetworkSpec;
import io.gan4j.api.network.NetworkSpec.Placed;
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
  public void check(String player, NetworkSpec network) {
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

  /** Builds a network over an input, {@code [batch, …]}. */
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
