package io.gan4j.api.layer;

import io.gan4j.api.data.Range;
import io.gan4j.api.network.LayerSpec;
import io.gan4j.api.network.ShapeMismatchException;
import io.gan4j.api.spec.Check;
import io.gan4j.api.spec.Default;
import io.gan4j.api.spec.Doc;
import org.tensorflow.ndarray.Shape;

/**
 * Lays the channels of a pixel out as a block of pixels: {@code [height, width, channels] →
 * [height·block, width·block, channels/block²]}. Channel (i·block + j)·c + k of c = channels/block²
 * goes to row i, column j of the block, channel k.
 */
@Doc(
    value = "Lays the channels of each pixel out as a block of pixels",
    paper = "Shi et al. 2016, sub-pixel convolution")
public record DepthToSpace(@Doc("Height and width of a block, > 1") @Default("2") int block)
    implements LayerSpec {

  public DepthToSpace {
    Check.rule(block > 1, "block", "must be > 1", block);
  }

  @Override
  public Shape outputShape(Shape input) {
    Size image = Images.size(input);
    long channels = Images.channels(input);
    long area = (long) block * block;
    if (channels % area != 0) {
      throw new ShapeMismatchException(
          "takes a multiple of " + area + " channels (block " + block + "), got " + input);
    }
    return Images.shape(new Size(image.height() * block, image.width() * block), channels / area);
  }

  @Override
  public Range outputRange(Range input) {
    return input;
  }
}
