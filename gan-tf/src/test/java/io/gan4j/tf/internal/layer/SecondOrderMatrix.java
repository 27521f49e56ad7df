package io.gan4j.tf.internal.layer;

import io.gan4j.api.network.Activation;
import io.gan4j.api.network.LayerSpec;
import io.gan4j.api.network.NetworkSpec;
import io.gan4j.api.network.WeightTransform;
import io.gan4j.tf.examples.LayerExamples;
import io.gan4j.tf.examples.LayerExamples.Example;
import io.gan4j.tf.examples.Registered;
import io.gan4j.tf.internal.graph.FloatKind;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.types.family.TFloating;

/**
 * Critics for every combination of activation, norm, layer and weight transform. Around the layer
 * stand weighted layers and two more activations, so that a gradient penalty differentiates twice
 * through everything.
 */
final class SecondOrderMatrix {
  static final String NONE = "none";

  private SecondOrderMatrix() {}

  /** One cell. */
  record Combination(Example example, String activation, String norm, String weights) {
    NetworkSpec network() {
      String transform = weights.equals(NONE) ? "" : ", weights: " + weights;
      long width = example.input().get(-1);
      String before =
          isImage(example)
              ? "{type: conv2d, kernelSize: 3, filters: " + width + transform + "}"
              : "{type: dense, units: " + width + transform + "}";
      List<LayerSpec> layers = new ArrayList<>();
      add(layers, before, activation);
      if (!norm.equals(NONE)) {
        add(layers, norm.equals("group-norm") ? "{type: group-norm, groups: 2}" : norm);
      }
      layers.add(example.layer(weights.equals(NONE) ? null : weights));
      add(layers, activation, "flatten", "{type: dense, units: 3" + transform + "}");
      add(layers, activation, "{type: dense, units: 1}");
      return new NetworkSpec(example.input(), layers);
    }

    private static void add(List<LayerSpec> layers, String... yaml) {
      for (String layer : yaml) {
        layers.add(Registered.bind(LayerSpec.class, layer));
      }
    }

    <T extends TFloating> Critic<T> critic(FloatKind<T> kind) {
      return new Critic<>(kind, network());
    }

    @Override
    public String toString() {
      return example + ", " + activation + ", " + norm + ", weights " + weights;
    }
  }

  private static boolean isImage(Example example) {
    return example.input().numDimensions() == 3;
  }

  static List<String> activations() {
    return Registered.names(Activation.class);
  }

  static List<String> norms() {
    List<String> norms = new ArrayList<>(List.of(NONE));
    norms.addAll(
        Registered.names(LayerSpec.class).stream().filter(n -> n.endsWith("-norm")).toList());
    return norms;
  }

  static List<String> transforms() {
    List<String> transforms = new ArrayList<>(List.of(NONE));
    transforms.addAll(Registered.names(WeightTransform.class));
    return transforms;
  }

  /** The layers, but for those whose gradient is said to be an estimate. */
  static List<Example> examples() {
    return LayerExamples.all().stream().filter(example -> !example.estimates()).toList();
  }

  /** Whether a norm stands on what this layer takes. */
  static boolean meet(Example example, String norm) {
    return isImage(example) || !norm.equals("instance-norm");
  }
}
