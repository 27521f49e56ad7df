package io.gan4j.api.layer;

import io.gan4j.api.data.Range;
import io.gan4j.api.network.LayerSpec;
import io.gan4j.api.spec.Check;
import io.gan4j.api.spec.Default;
import io.gan4j.api.spec.Doc;
import org.tensorflow.ndarray.Shape;

/**
 * Zeroes each value with a probability, in training only unless it does so in sampling too.
 * Inverted: what is kept is multiplied by 1/(1−rate), and inference does nothing. Not inverted:
 * training leaves what is kept as it is, and inference multiplies by 1−rate. Put it before a layer
 * to drop that layer's inputs.
 */
@Doc(
    value = "Zeroes each value with a probability, in training or always",
    paper = "Srivastava et al. 2014")
public record Dropout(
    @Doc("Probability that a value is dropped, in [0, 1)") double rate,
    @Doc("Scale kept values by 1/(1-rate) in training, rather than all by 1-rate in inference")
        @Default("true")
        boolean inverted,
    @Doc("Drop in inference as in training: the noise of a generator that takes no latents")
        @Default("false")
        boolean sampling)
    implements LayerSpec {

  public Dropout {
    Check.inHalfOpen("rate", rate, 0, 1);
  }

  /** In training only. */
  public Dropout(double rate, boolean inverted) {
    this(rate, inverted, false);
  }

  @Override
  public Shape outputShape(Shape input) {
    return input;
  }

  @Override
  public Range outputRange(Range input) {
    return rate == 0 ? input : Range.UNBOUNDED;
  }
}
