package io.gan4j.api.layer;

import io.gan4j.api.data.Range;
import io.gan4j.api.network.LayerSpec;
import io.gan4j.api.network.ShapeMismatchException;
import io.gan4j.api.spec.Check;
import io.gan4j.api.spec.Doc;
import java.util.List;
import org.tensorflow.ndarray.Shape;

/** The same values in another shape, row-major. */
@Doc("The same values in another shape, row-major")
public record Reshape(@Doc("Shape of one sample, for example [28, 28, 1]") List<Long> shape)
    implements LayerSpec {

  public Reshape {
    shape = List.copyOf(Check.notEmpty("shape", shape));
    for (long size : shape) {
      Check.rule(size > 0, "shape", "must have sizes > 0", shape);
    }
  }

  @Override
  public Shape outputShape(Shape input) {
    Shape output = Shape.of(shape.stream().mapToLong(Long::longValue).toArray());
    if (output.size() != input.size()) {
      throw new ShapeMismatchException(
          "makes "
              + output
              + " ("
              + output.size()
              + " values), got "
              + input
              + " ("
              + input.size()
              + " values)");
    }
    return output;
  }

  @Override
  public Range outputRange(Range input) {
    return input;
  }
}
