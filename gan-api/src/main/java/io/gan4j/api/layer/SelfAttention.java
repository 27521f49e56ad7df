package io.gan4j.api.layer;

import io.gan4j.api.network.Initializer;
import io.gan4j.api.network.LayerSpec;
import io.gan4j.api.network.ParameterSpec;
import io.gan4j.api.network.ShapeMismatchException;
import io.gan4j.api.network.WeightTransform;
import io.gan4j.api.spec.Check;
import io.gan4j.api.spec.Default;
import io.gan4j.api.spec.Doc;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tensorflow.ndarray.Shape;

/**
 * Every position of {@code [height, width, channels]} looks at every other: {@code x + gamma ·
 * (softmax(queries · keysᵀ) · values) · output}, where queries, keys and values are 1×1
 * convolutions of x. gamma begins at 0, so that the layer does nothing at first. Keys and values
 * are reduced by max-pooling over squares of {@code downsample}, which divides the attention's time
 * and memory by downsample²; they grow with (height · width)² otherwise.
 */
@Doc(
    value = "Self-attention over all positions: x + gamma · attention(x)",
    paper = "Zhang et al. 2019, Self-Attention Generative Adversarial Networks")
public record SelfAttention(
    @Doc("Channels per channel of queries and keys") @Default("8") int keyRatio,
    @Doc("Channels per channel of values") @Default("2") int valueRatio,
    @Doc("Side of the squares that keys and values are pooled over; 1 for none") @Default("2")
        int downsample,
    @Doc("Initial kernels") @Default("glorot") Initializer kernel,
    @Doc("Transform of the trained kernels before use; absent: none")
        @Nullable WeightTransform weights)
    implements LayerSpec {

  public SelfAttention {
    Check.positive("keyRatio", keyRatio);
    Check.positive("valueRatio", valueRatio);
    Check.positive("downsample", downsample);
  }

  /** Channels of queries and keys. */
  public long keyChannels(Shape input) {
    return Math.max(1, Channels.of(input) / keyRatio);
  }

  /** Channels of values. */
  public long valueChannels(Shape input) {
    return Math.max(1, Channels.of(input) / valueRatio);
  }

  @Override
  public Shape outputShape(Shape input) {
    if (input.numDimensions() != 3
        || input.get(0) % downsample != 0
        || input.get(1) % downsample != 0) {
      throw new ShapeMismatchException(
          "takes [height, width, channels]"
              + (downsample == 1 ? "" : " with sides that " + downsample + " divides")
              + ", got "
              + input);
    }
    return input;
  }

  @Override
  public List<ParameterSpec> parameters(Shape input) {
    long channels = Channels.of(input);
    List<ParameterSpec> parameters = new ArrayList<>();
    parameters.addAll(kernel("query", channels, keyChannels(input)));
    parameters.addAll(kernel("key", channels, keyChannels(input)));
    parameters.addAll(kernel("value", channels, valueChannels(input)));
    parameters.addAll(kernel("output", valueChannels(input), channels));
    parameters.add(ParameterSpec.affine("gamma", Shape.of(1), 0));
    return parameters;
  }

  private List<ParameterSpec> kernel(String name, long from, long to) {
    return WeightTransform.kept(
        weights, ParameterSpec.kernel(Shape.of(from, to), kernel, from, to).named(name));
  }
}
