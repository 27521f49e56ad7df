package io.gan4j.api.layer;

import io.gan4j.api.data.Range;
import io.gan4j.api.network.LayerSpec;
import io.gan4j.api.spec.Default;
import io.gan4j.api.spec.Doc;
import org.tensorflow.ndarray.Shape;

/** One value per channel of the whole image: {@code [height, width, channels] → [channels]}. */
@Doc("One value per channel of the whole image, [height, width, channels] → [channels]")
public record GlobalPool(@Doc("average, max or sum") @Default("average") Method method)
    implements LayerSpec {

  /** How the values of a channel become one. */
  public enum Method {
    /** Their mean. */
    AVERAGE,
    /** The largest. */
    MAX,
    /** Their sum, as SNGAN's residual discriminators take it. */
    SUM
  }

  @Override
  public Shape outputShape(Shape input) {
    return Shape.of(Images.channels(input));
  }

  @Override
  public Range outputRange(Range input) {
    return method == Method.SUM ? Range.UNBOUNDED : input;
  }
}
