package io.gan4j.tf.internal.layer;

import io.gan4j.api.network.Activation;
import io.gan4j.api.network.LayerSpec;
import io.gan4j.api.network.NetworkSpec;
import io.gan4j.api.network.WeightTransform;
import io.gan4j.components.BuiltinPlugin;
import io.gan4j.core.config.Binder;
import io.gan4j.core.config.YamlTree;
import io.gan4j.core.plugin.Registry;
import io.gan4j.tf.internal.graph.FloatKind;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.family.TFloating;

/**
 * Critics for every combination of activation, norm, layer and weight transform. Around the layer
 * stand weighted layers and two more activations, so that a gradient penalty differentiates twice
 * through everything.
 */
final class SecondOrderMatrix {
  static final String NONE = "none";

  private static final Registry REGISTRY = Registry.of(new BuiltinPlugin());
  private static final Binder BINDER = new Binder(REGISTRY);
  private static final Shape IMAGE = Shape.of(4, 4, 2);
  private static final Shape VECTOR = Shape.of(6);

  private SecondOrderMatrix() {}

  /**
   * A layer as run files write it, in which {@code WEIGHTS} stands for a weight transform.
   *
   * @param name its row in the table
   * @param yaml the layer
   */
  record Block(String name, boolean image, String yaml) {
    boolean weighted() {
      return yaml.contains("WEIGHTS");
    }
  }

  /** One cell. */
  record Combination(Block block, String activation, String norm, String weights) {
    NetworkSpec network() {
      String weighted = block.image() ? "{type: conv2d, filters: 4, kernelSize: 3" : DENSE + "6";
      List<String> layers = new ArrayList<>(List.of(weighted + WEIGHTS, activation));
      if (!norm.equals(NONE)) {
        layers.add(norm.equals("group-norm") ? "{type: group-norm, groups: 2}" : norm);
      }
      layers.addAll(List.of(block.yaml(), activation, "flatten", DENSE + "3" + WEIGHTS));
      layers.addAll(List.of(activation, DENSE + "1}"));
      String transform = weights.equals(NONE) ? "" : ", weights: " + weights;
      return new NetworkSpec(
          block.image() ? IMAGE : VECTOR,
          layers.stream().map(yaml -> layer(yaml.replace(", WEIGHTS", transform))).toList());
    }

    <T extends TFloating> Critic<T> critic(FloatKind<T> kind) {
      return new Critic<>(kind, network());
    }

    @Override
    public String toString() {
      return block.name() + ", " + activation + ", " + norm + ", weights " + weights;
    }
  }

  private static final String DENSE = "{type: dense, units: ";
  private static final String WEIGHTS = ", WEIGHTS}";

  static List<String> activations() {
    return names(Activation.class);
  }

  static List<String> norms() {
    List<String> norms = new ArrayList<>(List.of(NONE));
    norms.addAll(layers().stream().filter(name -> name.endsWith("-norm")).toList());
    return norms;
  }

  static List<String> transforms() {
    List<String> transforms = new ArrayList<>(List.of(NONE));
    transforms.addAll(names(WeightTransform.class));
    return transforms;
  }

  /** Every registered layer that is no activation. */
  static List<String> layers() {
    return names(LayerSpec.class).stream().filter(n -> !activations().contains(n)).toList();
  }

  private static List<String> names(Class<?> kind) {
    return REGISTRY.names(REGISTRY.kind(kind).orElseThrow());
  }

  static List<Block> blocks() {
    List<Block> blocks = new ArrayList<>();
    vectors(blocks, "dense", "{type: dense, units: 5, WEIGHTS}");
    vectors(blocks, "maxout", "{type: maxout, units: 4, pieces: 2, WEIGHTS}");
    vectors(
        blocks,
        "minibatch-discrimination",
        "{type: minibatch-discrimination, features: 3, dimensions: 2, WEIGHTS}");

    vectors(blocks, "batch-norm, per class", "{type: batch-norm, classes: 3}");
    vectors(
        blocks,
        "tabular-output",
        "{type: tabular-output, temperature: 0.7, blocks: "
            + "[{kind: linear, size: 1}, {kind: tanh, size: 2}, {kind: category, size: 3}]}");
    vectors(
        blocks,
        "reconstruction-error",
        "{type: reconstruction-error, power: 2, body: [{type: dense, units: 6, WEIGHTS}]}");
    for (String join : List.of("concat", "multiply", "inner-product")) {
      vectors(
          blocks,
          "embedding, " + join,
          "{type: embedding, classes: " + Critic.CLASSES + ", join: " + join + ", WEIGHTS}");
    }

    String kernel = "kernelSize: 3, WEIGHTS";
    images(blocks, "conv2d", "{type: conv2d, filters: 3, " + kernel + "}");
    images(blocks, "conv2d, stride 2", "{type: conv2d, filters: 3, stride: 2, " + kernel + "}");
    images(blocks, "conv2d, dilation 2", "{type: conv2d, filters: 3, dilation: 2, " + kernel + "}");
    images(
        blocks,
        "conv2d, dilation 2, stride 2",
        "{type: conv2d, filters: 3, dilation: 2, stride: 2, " + kernel + "}");
    images(
        blocks,
        "conv2d, explicit padding",
        "{type: conv2d, filters: 3, padding: {type: explicit, amounts: 1}, " + kernel + "}");
    images(
        blocks,
        "transposed-conv2d",
        "{type: transposed-conv2d, filters: 3, stride: 2, " + kernel + "}");
    images(blocks, "depthwise-conv2d", "{type: depthwise-conv2d, " + kernel + "}");
    images(
        blocks,
        "depthwise-conv2d, dilation 2",
        "{type: depthwise-conv2d, dilation: 2, " + kernel + "}");
    images(blocks, "separable-conv2d", "{type: separable-conv2d, filters: 3, " + kernel + "}");
    images(blocks, "maxout-conv2d", "{type: maxout-conv2d, filters: 3, " + kernel + "}");
    images(blocks, "self-attention", "{type: self-attention, keyRatio: 2, valueRatio: 2, WEIGHTS}");

    images(blocks, "average-pool", "{type: average-pool, size: 2}");
    images(
        blocks,
        "average-pool, overlapping",
        "{type: average-pool, size: 3, stride: 1, padding: same}");
    images(blocks, "max-pool", "{type: max-pool, size: 2}");
    images(blocks, "max-pool, overlapping", "{type: max-pool, size: 3, stride: 1, padding: same}");
    for (String method : List.of("average", "max", "sum")) {
      images(blocks, "global-pool, " + method, "{type: global-pool, method: " + method + "}");
    }
    images(blocks, "upsample, nearest", "{type: upsample, method: nearest}");
    images(blocks, "upsample, bilinear", "{type: upsample, method: bilinear}");
    images(blocks, "crop", "{type: crop, size: 3}");
    images(blocks, "depth-to-space", "{type: depth-to-space, block: 2}");
    images(blocks, "reshape", "{type: reshape, shape: [2, 8, 4]}");
    images(blocks, "flatten", "flatten");
    images(blocks, "dropout", "{type: dropout, rate: 0.3}");
    images(blocks, "gaussian-noise", "{type: gaussian-noise, stddev: 0.2}");
    images(blocks, "minibatch-stddev", "{type: minibatch-stddev, groupSize: 2}");
    images(
        blocks,
        "residual",
        "{type: residual, body: [{type: conv2d, filters: 4, " + kernel + "}, tanh]}");
    images(
        blocks,
        "parallel",
        "{type: parallel, paths: [[{type: conv2d, filters: 2, " + kernel + "}], [tanh]]}");
    return blocks;
  }

  private static void vectors(List<Block> blocks, String name, String yaml) {
    blocks.add(new Block(name, false, yaml));
  }

  private static void images(List<Block> blocks, String name, String yaml) {
    blocks.add(new Block(name, true, yaml));
  }

  /** Whether a norm stands on what this layer takes. */
  static boolean meet(Block block, String norm) {
    return block.image() || !norm.equals("instance-norm");
  }

  private static LayerSpec layer(String yaml) {
    return BINDER.bind(YamlTree.parse(yaml, yaml), LayerSpec.class);
  }
}
