package io.gan4j.api.layer;

import io.gan4j.api.network.Initializer;
import io.gan4j.api.network.LayerSpec;
import io.gan4j.api.network.ParameterSpec;
import io.gan4j.api.network.ParameterSpec.Role;
import io.gan4j.api.network.ShapeMismatchException;
import io.gan4j.api.network.WeightTransform;
import io.gan4j.api.spec.Check;
import io.gan4j.api.spec.Default;
import io.gan4j.api.spec.Doc;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tensorflow.ndarray.Shape;

/**
 * Joins a learnt vector per class to the features of each sample, {@code [features]} or {@code
 * [height, width, channels]}. The {@code table} is {@code [classes, size]}.
 *
 * <p>A projection discriminator (Miyato and Koyama 2018) is the sum of a score and an inner
 * product: {@code {type: parallel, combine: add, paths: [[{type: dense, units: 1}], [{type:
 * embedding, classes: 10, join: inner-product}]]}}.
 */
@Doc(
    value = "Joins a learnt vector per class to the features",
    paper = "Mirza and Osindero 2014; Miyato and Koyama 2018, projection discriminator")
public record Embedding(
    @Doc("Number of classes of the data") int classes,
    @Doc(
            "concat puts the vector beside the features (of an image: beside the channels of every"
                + " pixel), multiply multiplies feature by feature, inner-product sums these"
                + " products up: [features] → [1]")
        @Default("concat")
        Join join,
    @Doc("Values of the vector; absent: as many as there are features") @Nullable Integer size,
    @Doc("Initial vectors") @Default("glorot") Initializer table,
    @Doc("Transform of the trained vectors before use; absent: none")
        @Nullable WeightTransform weights)
    implements LayerSpec {

  /** How the vector meets the features. */
  public enum Join {
    /** Side by side along the last axis. */
    CONCAT,
    /** Product, feature by feature. */
    MULTIPLY,
    /** Sum of these products: one value per sample, from vectors only. */
    INNER_PRODUCT
  }

  public Embedding {
    Check.positive("classes", classes);
    if (size != null) {
      Check.positive("size", size);
    }
  }

  @Override
  public Shape outputShape(Shape input) {
    long features = Channels.of(input);
    long values = valuesFor(features);
    return switch (join) {
      case CONCAT -> Channels.more(input, values);
      case MULTIPLY -> input;
      case INNER_PRODUCT -> {
        Vectors.require(input);
        yield Shape.of(1);
      }
    };
  }

  private long valuesFor(long features) {
    if (size == null) {
      return features;
    }
    if (join != Join.CONCAT && size != features) {
      throw new ShapeMismatchException(
          "multiplies vectors of " + size + " values by " + features + " features");
    }
    return size;
  }

  @Override
  public List<ParameterSpec> parameters(Shape input) {
    long values = valuesFor(Channels.of(input));
    // A label is as an input of which one value is 1, and the vectors are its kernel.
    ParameterSpec vectors =
        new ParameterSpec(
            "table", Shape.of(classes, values), Role.AFFINE, table, classes, values, 1);
    return WeightTransform.kept(weights, vectors);
  }

  @Override
  public int labelClasses() {
    return classes;
  }
}
