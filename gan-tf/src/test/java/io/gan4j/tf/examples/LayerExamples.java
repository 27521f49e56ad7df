package io.gan4j.tf.examples;

import io.gan4j.api.layer.TabularOutput;
import io.gan4j.api.network.LayerSpec;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tensorflow.ndarray.Shape;

/**
 * Every layer as run files write it, with the settings that make a builder use other operations,
 * and an input that it takes. Gradients, gradients of gradients, inference and exports are proven
 * for each. A layer with kernels has {@code WEIGHTS} where a weight transform can stand.
 */
public final class LayerExamples {
  private static final String EXPLICIT = "padding: {type: explicit, amounts: 1}, ";
  private static final String PER_POSITION = "biases: per-position, ";
  private static final Shape VECTOR = Shape.of(6);

  /** Neither square, nor with as many channels as a side is long. */
  private static final Shape IMAGE = Shape.of(5, 3, 4);

  private final List<Example> all = new ArrayList<>();

  private LayerExamples() {}

  /**
   * A layer and an input's shape.
   *
   * @param name the layer's, and after a comma what is special about it
   * @param yaml what a run file has for it
   */
  public record Example(String name, String yaml, Shape input) {
    /** The name that the layer is registered by. */
    public String type() {
      return name.split(",", 2)[0];
    }

    /** With kernels as they are. */
    public LayerSpec layer() {
      return layer(null);
    }

    /**
     * The layer with transformed weights.
     *
     * @param transform the name of a weight transform; null for none
     */
    public LayerSpec layer(@Nullable String transform) {
      String weights = transform == null ? "" : ", weights: " + transform;
      return Registered.bind(LayerSpec.class, yaml.replace(", WEIGHTS", weights));
    }

    /** Whether its gradient is an estimate by intent, which no differences agree with. */
    public boolean estimates() {
      return layer() instanceof TabularOutput output && output.hard();
    }

    @Override
    public String toString() {
      return name + " of " + input;
    }
  }

  /** All of them. */
  public static List<Example> all() {
    LayerExamples examples = new LayerExamples();
    examples.vectors();
    examples.labels();
    examples.convolutions();
    examples.images();
    examples.norms();
    examples.branches();
    return examples.all;
  }

  private void vector(String name, String settings) {
    add(name, settings, VECTOR);
  }

  private void image(String name, String settings) {
    add(name, settings, IMAGE);
  }

  private void add(String name, String settings, Shape input) {
    String given = settings.isEmpty() ? "" : ", " + settings;
    all.add(new Example(name, "{type: " + name.split(",", 2)[0] + given + "}", input));
  }

  private void vectors() {
    vector("dense", "units: 5, WEIGHTS");
    vector("dense, without bias", "units: 5, activation: tanh, useBias: false, WEIGHTS");
    vector("maxout", "units: 4, pieces: 2, WEIGHTS");
    vector("learned-basis", "size: [3, 2], channels: 4, WEIGHTS");
    vector("minibatch-discrimination", "features: 3, dimensions: 2, WEIGHTS");
    vector("reconstruction-error", "power: 2, body: [{type: dense, units: 6, WEIGHTS}]");
    vector(
        "tabular-output",
        "temperature: 0.7, blocks: [{kind: linear, size: 1}, {kind: category, size: 2},"
            + " {kind: tanh, size: 1}, {kind: category, size: 2}]");
    vector(
        "tabular-output, told",
        "temperature: 0.7, rare: [1],"
            + " blocks: [{kind: category, size: 2}, {kind: category, size: 2}]");
    vector("tabular-output, hard", "hard: true, blocks: [{kind: category, size: 6}]");
  }

  private void labels() {
    for (String join : List.of("concat", "multiply", "inner-product")) {
      vector("embedding, " + join, "classes: 3, join: " + join + ", WEIGHTS");
    }
    vector("embedding, of its own size", "classes: 3, size: 2, WEIGHTS");
    image("embedding, concat", "classes: 3, WEIGHTS");
    image("embedding, multiply", "classes: 3, join: multiply, WEIGHTS");
    vector("batch-norm, per class", "classes: 3");
    image("batch-norm, per class", "classes: 3");
  }

  private void convolutions() {
    String three = "kernelSize: 3, WEIGHTS";
    image("conv2d", "filters: 3, " + three);
    image("conv2d, stride 2", "filters: 3, stride: 2, " + three);
    image("conv2d, stride [2, 1], valid", "filters: 3, stride: [2, 1], padding: valid, " + three);
    image("conv2d, dilation 2", "filters: 3, dilation: 2, " + three);
    image("conv2d, dilation 2, stride 2", "filters: 3, dilation: 2, stride: 2, " + three);
    image("conv2d, dilation 2, valid", "filters: 3, dilation: 2, padding: valid, kernelSize: 2");
    image("conv2d, explicit padding", "filters: 3, " + EXPLICIT + three);
    image("conv2d, dilation 2, explicit padding", "filters: 3, dilation: 2, " + EXPLICIT + three);
    image("conv2d, biases per position", "filters: 2, activation: tanh, " + PER_POSITION + three);

    image("transposed-conv2d", "filters: 3, stride: 2, " + three);
    image(
        "transposed-conv2d, valid",
        "filters: 2, stride: 2, padding: valid, biases: none, " + three);
    image("transposed-conv2d, explicit padding", "filters: 2, stride: 2, " + EXPLICIT + three);

    image("grouped-conv2d", "filters: 6, groups: 2, " + three);
    image("grouped-conv2d, one group", "filters: 3, groups: 1, padding: valid, " + three);
    image(
        "grouped-conv2d, explicit padding",
        "filters: 8, groups: 4, " + PER_POSITION + EXPLICIT + "kernelSize: [2, 3], WEIGHTS");
    image("depthwise-conv2d", three);
    image(
        "depthwise-conv2d, stride 2, valid", "multiplier: 2, stride: 2, padding: valid, " + three);
    image("depthwise-conv2d, stride 2, explicit padding", "stride: 2, " + EXPLICIT + three);
    image("depthwise-conv2d, dilation 2", "dilation: 2, " + PER_POSITION + three);
    image("depthwise-conv2d, dilation 2, valid", "dilation: 2, padding: valid, kernelSize: 2");
    image("depthwise-conv2d, dilation 2, explicit padding", "dilation: 2, " + EXPLICIT + three);

    image("separable-conv2d", "filters: 3, " + three);
    image("separable-conv2d, stride 2, valid", "filters: 2, stride: 2, padding: valid, " + three);
    image("separable-conv2d, explicit padding", "filters: 2, multiplier: 2, " + EXPLICIT + three);
    image("maxout-conv2d", "filters: 3, " + three);
    image("maxout-conv2d, valid", "filters: 2, padding: valid, kernelSize: 2, WEIGHTS");
    add("self-attention", "keyRatio: 2, valueRatio: 2, WEIGHTS", Shape.of(4, 2, 4));
    image("self-attention, of every pixel", "keyRatio: 4, valueRatio: 4, downsample: 1, WEIGHTS");
  }

  private void images() {
    for (String pool : List.of("average-pool", "max-pool")) {
      image(pool, "size: 2");
      image(pool + ", overlapping", "size: 3, stride: 1, padding: same");
      image(pool + ", explicit padding", EXPLICIT + "size: 2, stride: 1");
      image(pool + ", beyond the edge", "size: 2, partial: true");
    }
    for (String method : List.of("average", "max", "sum")) {
      image("global-pool, " + method, "method: " + method);
    }
    image("upsample, nearest", "method: nearest, factor: [2, 3]");
    image("upsample, bilinear", "method: bilinear");
    image("upsample, binomial", "method: binomial");
    image("blur-pool", "");
    image("crop", "size: [3, 2]");
    image("depth-to-space", "block: 2");
    image("reshape", "shape: [2, 6, 5]");
    image("flatten", "");
    image("dropout", "rate: 0.3");
    image("dropout, scaled in inference", "rate: 0.3, inverted: false");
    image("gaussian-noise", "stddev: 0.2");
    image("minibatch-stddev", "groupSize: 2");
    image("minibatch-stddev, of features", "groupSize: 4, features: 2");
  }

  private void norms() {
    for (String norm : List.of("batch-norm", "layer-norm", "pixel-norm")) {
      vector(norm, "");
      image(norm, "");
    }
    image("batch-norm, alone", "scale: false, offset: false");
    vector("group-norm", "groups: 2");
    image("group-norm", "groups: 2");
    image("instance-norm", "");
  }

  private void branches() {
    String dense = "{type: dense, units: 6, activation: tanh, WEIGHTS}";
    vector("residual", "body: [" + dense + ", batch-norm], combine: multiply");
    vector(
        "residual, within another",
        "body: [{type: residual, body: ["
            + dense
            + "], shortcut: ["
            + dense
            + "]}],"
            + " shortcut: [{type: dense, units: 2}], combine: concat");
    image("residual", "body: [{type: conv2d, filters: 4, kernelSize: 3, WEIGHTS}, tanh]");
    vector("parallel", "paths: [[" + dense + "], []]");
    image("parallel", "paths: [[{type: conv2d, filters: 2, kernelSize: 3, WEIGHTS}], [tanh]]");
    image("reconstruction-error", "body: [tanh]");
  }
}
