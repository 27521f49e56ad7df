package io.gan4j.tf.internal.export;

import org.tensorflow.Graph;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.types.TFloat32;

/**
 * A frozen graph that gives means over height and width, by channel, of images of 8x8x3; and as
 * logits these times 0, 1 and 2.
 */
public final class FrozenMeans {
  /** What it takes. */
  public static final Shape IMAGES = Shape.of(8, 8, 3);

  private FrozenMeans() {}

  /** The graph: {@code images} to {@code means} and {@code logits}. */
  public static GraphDef graph() {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Placeholder<TFloat32> images =
          tf.withName("images")
              .placeholder(TFloat32.class, Placeholder.shape(IMAGES.prepend(Shape.UNKNOWN_SIZE)));
      var means = tf.withName("means").math.mean(images, tf.constant(new int[] {1, 2}));
      tf.withName("logits").math.mul(means, tf.constant(new float[] {0, 1, 2}));
      return graph.toGraphDef();
    }
  }
}
