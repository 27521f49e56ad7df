package io.gan4j.components.augmentation;

import io.gan4j.api.augmentation.Augmentation;
import io.gan4j.api.augmentation.Augmenting;
import io.gan4j.api.spec.Check;
import io.gan4j.api.spec.Default;
import io.gan4j.api.spec.Doc;
import io.gan4j.api.tensor.TensorOps;
import org.tensorflow.ndarray.Shape;

/**
 * Images become larger or smaller, turn, become wider or narrower, and move, about their middle and
 * in this order; whether they do is chosen for each of the four by itself. All is one map of the
 * plane, read once between four pixels, so that images are blurred no more than once. What comes in
 * at the border is the image, reflected.
 */
@Doc(
    value = "Scales, turns, stretches and moves, between pixels",
    paper = "Karras et al. 2020, Training GANs with limited data, appendix B")
public record WarpAugmentation(
    @Doc("Standard deviation of the binary logarithm of the size, >= 0") @Default("0.2")
        double scale,
    @Doc("Whether images turn, by any angle") @Default("true") boolean turn,
    @Doc("Standard deviation of the binary logarithm of width to height, halved, >= 0")
        @Default("0.2")
        double stretch,
    @Doc("Standard deviation of the move, as a share of the side, >= 0") @Default("0.125")
        double shift,
    @Doc("Multiplies the probability, in [0, 1]") @Default("1") double strength)
    implements Augmentation {

  public WarpAugmentation {
    Check.notNegative("scale", scale);
    Check.notNegative("stretch", stretch);
    Check.notNegative("shift", shift);
    Check.inClosed("strength", strength, 0, 1);
  }

  /**
   * Where pixels of the result come from: x = xx·u + xy·v + x0, y = yx·u + yy·v + y0, of places u
   * and v that count from the middle; each {@code [batch, 1]}.
   */
  private record Source<T>(T xx, T xy, T x0, T yx, T yy, T y0) {}

  @Override
  public <T> T apply(Augmenting<T> by, T samples) {
    TensorOps<T> ops = by.ops();
    Images<T> images = Images.of(ops, samples);
    Source<T> from = source(by, images);
    int pixels = images.height() * images.width();
    T index = ops.range(pixels);
    T row = ops.floor(ops.div(ops.add(index, ops.constant(0.5)), ops.constant(images.width())));
    T column = ops.sub(index, ops.mul(row, ops.constant(images.width())));
    T u = ops.sub(column, ops.constant((images.width() - 1) / 2.0));
    T v = ops.sub(row, ops.constant((images.height() - 1) / 2.0));
    T x = ops.add(ops.add(ops.mul(from.xx(), u), ops.mul(from.xy(), v)), from.x0());
    T y = ops.add(ops.add(ops.mul(from.yx(), u), ops.mul(from.yy(), v)), from.y0());
    return new Between<>(images, samples)
        .at(
            ops.add(x, ops.constant((images.width() - 1) / 2.0)),
            ops.add(y, ops.constant((images.height() - 1) / 2.0)));
  }

  private <T> Source<T> source(Augmenting<T> by, Images<T> images) {
    TensorOps<T> ops = by.ops();
    T larger = ContrastAugmentation.factor(by.part("scale"), scale, by.chosen("scale", strength));
    T wider =
        ContrastAugmentation.factor(by.part("stretch"), stretch, by.chosen("stretch", strength));
    Angle<T> angle = Angle.any(by.part("turn")).where(by.chosen("turn", turn ? strength : 0));
    T moves = by.chosen("shift", strength);
    T right = moved(by, moves, "right", images.width());
    T down = moved(by, moves, "down", images.height());
    // The way back: first the move, then the stretch, the turn and the size.
    T unstretchedX = ops.div(ops.constant(1), ops.mul(wider, larger));
    T unstretchedY = ops.div(wider, larger);
    T xx = ops.mul(angle.cosine(), unstretchedX);
    T xy = ops.mul(angle.sine(), unstretchedY);
    T yx = ops.neg(ops.mul(angle.sine(), unstretchedX));
    T yy = ops.mul(angle.cosine(), unstretchedY);
    return new Source<>(
        images.perLine(xx),
        images.perLine(xy),
        images.perLine(ops.neg(ops.add(ops.mul(xx, right), ops.mul(xy, down)))),
        images.perLine(yx),
        images.perLine(yy),
        images.perLine(ops.neg(ops.add(ops.mul(yx, right), ops.mul(yy, down)))));
  }

  /** A move in pixels. */
  private <T> T moved(Augmenting<T> by, T chosen, String stream, int size) {
    TensorOps<T> ops = by.ops();
    return ops.mul(ops.mul(chosen, ops.constant(shift * size)), by.normal(stream));
  }

  /**
   * Values between pixels, bilinear.
   *
   * @param samples {@code [batch, height, width, channels]}
   */
  private record Between<T>(Images<T> images, T samples) {

    /**
     * @param x from 0 at the middle of the first column, {@code [batch, pixels]}
     * @param y from 0 at the middle of the first row
     * @return an image of these values
     */
    T at(T x, T y) {
      TensorOps<T> ops = images.ops();
      T columns = back(x, images.width());
      T rows = back(y, images.height());
      T left = ops.floor(columns);
      T top = ops.floor(rows);
      T right = ops.minimum(ops.add(left, ops.constant(1)), ops.constant(images.width() - 1));
      T bottom = ops.minimum(ops.add(top, ops.constant(1)), ops.constant(images.height() - 1));
      T rightwards = ops.sub(columns, left);
      T downwards = ops.sub(rows, top);
      T above = mixed(pixels(left, top), pixels(right, top), rightwards);
      T below = mixed(pixels(left, bottom), pixels(right, bottom), rightwards);
      return ops.reshape(
          mixed(above, below, downwards),
          Shape.of(-1, images.height(), images.width(), images.channels()));
    }

    private T pixels(T columns, T rows) {
      TensorOps<T> ops = images.ops();
      T flat =
          ops.reshape(
              samples, Shape.of(-1, (long) images.height() * images.width(), images.channels()));
      T places = ops.add(ops.mul(rows, ops.constant(images.width())), columns);
      return ops.take(flat, 1, places);
    }

    private T mixed(T from, T to, T share) {
      TensorOps<T> ops = images.ops();
      T perPixel = ops.reshape(share, Shape.of(-1, (long) images.height() * images.width(), 1));
      return ops.add(from, ops.mul(perPixel, ops.sub(to, from)));
    }

    /** Places mirrored at the outer edges of the first and last pixel, as often as need be. */
    private T back(T places, int size) {
      TensorOps<T> ops = images.ops();
      T period = ops.constant(2.0 * size);
      T fromEdge = ops.add(places, ops.constant(0.5));
      T within = ops.sub(fromEdge, ops.mul(period, ops.floor(ops.div(fromEdge, period))));
      T folded = ops.sub(ops.constant(size), ops.abs(ops.sub(ops.constant(size), within)));
      T pixel = ops.sub(folded, ops.constant(0.5));
      return ops.minimum(ops.relu(pixel), ops.constant(size - 1));
    }
  }
}
