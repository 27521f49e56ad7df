package io.gan4j.api.layer;

import io.gan4j.api.network.LayerSpec;
import io.gan4j.api.spec.Check;
import io.gan4j.api.spec.Default;
import io.gan4j.api.spec.Doc;
import org.tensorflow.ndarray.Shape;

/**
 * Divides the channels at each position by their root mean square: {@code x / √(mean(x²) +
 * epsilon)}; a vector, such as a latent, counts as one position. Has no weights.
 */
@Doc(
    value = "Divides the channels at each position by their root mean square",
    paper = "Karras et al. 2018, Progressive Growing of GANs, section 4.2")
public record PixelNorm(@Doc("Added to the mean square, > 0") @Default("1.0e-8") double epsilon)
    implements LayerSpec {

  public PixelNorm {
    Check.positive("epsilon", epsilon);
  }

  @Override
  public Shape outputShape(Shape input) {
    Channels.of(input);
    return input;
  }
}
