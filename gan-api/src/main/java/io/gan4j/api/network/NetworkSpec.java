package io.gan4j.api.network;

import io.gan4j.api.data.LabelSpace;
import io.gan4j.api.data.Range;
import io.gan4j.api.network.ParameterSpec.Role;
import io.gan4j.api.spec.Check;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.tensorflow.ndarray.Shape;

/**
 * A network as data: layers in order, from an input shape.
 *
 * @param input shape of one input, without the batch axis
 * @param layers the layers, first to last
 */
public record NetworkSpec(Shape input, List<LayerSpec> layers) {

  public NetworkSpec {
    layers = List.copyOf(Check.notEmpty("layers", layers));
  }

  /**
   * A layer in its place.
   *
   * @param index from 0
   * @param layer the layer
   * @param name its name in this network, for example {@code 3.dense}
   * @param input shape of its input
   * @param output shape of its output
   * @param parameters its weights and statistics
   */
  public record Placed(
      int index,
      LayerSpec layer,
      String name,
      Shape input,
      Shape output,
      List<ParameterSpec> parameters) {

    /** The same under another name. */
    public Placed named(String other) {
      return new Placed(index, layer, other, input, output, parameters);
    }

    /** Values in all trained parameters. */
    public long trainedValues() {
      return parameters.stream()
          .filter(ParameterSpec::trained)
          .mapToLong(p -> p.shape().size())
          .sum();
    }
  }

  /**
   * The layers with their shapes.
   *
   * @throws ShapeMismatchException naming the layer and both shapes, if a layer cannot take what
   *     the one before it makes
   */
  public List<Placed> placed() {
    List<Placed> placed = new ArrayList<>();
    Shape shape = input;
    for (int i = 0; i < layers.size(); i++) {
      LayerSpec layer = layers.get(i);
      String name = i + "." + kindOf(layer);
      try {
        Shape output = layer.outputShape(shape);
        placed.add(new Placed(i, layer, name, shape, output, layer.parameters(shape)));
        shape = output;
      } catch (ShapeMismatchException e) {
        throw new ShapeMismatchException("layer " + name + ": " + e.getMessage());
      }
    }
    return placed;
  }

  /** Shape of one output. */
  public Shape outputShape() {
    List<Placed> placed = placed();
    return placed.get(placed.size() - 1).output();
  }

  /** Range of the output values. */
  public Range outputRange() {
    Range range = Range.UNBOUNDED;
    for (LayerSpec layer : layers) {
      range = layer.outputRange(range);
    }
    return range;
  }

  /** Whether any layer makes a sample's output depend on the rest of the batch. */
  public boolean mixesSamples() {
    return layers.stream().anyMatch(LayerSpec::mixesSamples);
  }

  /** Whether any layer sees the labels of the samples that pass. */
  public boolean seesLabels() {
    return layers.stream().anyMatch(NetworkSpec::seesLabels);
  }

  private static boolean seesLabels(LayerSpec layer) {
    return layer.labelClasses() > 0 || layer.children().stream().anyMatch(NetworkSpec::seesLabels);
  }

  /**
   * Checks that every layer that sees labels can be shown those of the data.
   *
   * @param labels the data's classes; null if unlabelled
   * @throws ShapeMismatchException naming the first layer that cannot, and what the data has
   */
  public void requireLabels(@Nullable LabelSpace labels) {
    for (int i = 0; i < layers.size(); i++) {
      requireLabels(i + "." + kindOf(layers.get(i)), layers.get(i), labels);
    }
  }

  private static void requireLabels(String name, LayerSpec layer, @Nullable LabelSpace labels) {
    int classes = layer.labelClasses();
    if (classes > 0 && (labels == null || labels.count() != classes)) {
      throw new ShapeMismatchException(
          "layer "
              + name
              + ": sees labels of "
              + classes
              + " classes, the data has "
              + (labels == null ? "no labels" : labels.count() + " classes"));
    }
    for (LayerSpec child : layer.children()) {
      requireLabels(name + "/" + kindOf(child), child, labels);
    }
  }

  /** Values in all trained parameters. */
  public long trainedValues() {
    return placed().stream().mapToLong(Placed::trainedValues).sum();
  }

  /** Values in all statistics. */
  public long statisticValues() {
    return placed().stream()
        .flatMap(p -> p.parameters().stream())
        .filter(p -> p.role() == Role.STATISTIC)
        .mapToLong(p -> p.shape().size())
        .sum();
  }

  private static String kindOf(LayerSpec layer) {
    String kind = layer.getClass().getSimpleName().replaceAll("(Layer|Activation)$", "");
    return kind.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
  }
}
