package io.gan4j.testkit;

import java.util.Arrays;
import org.tensorflow.ndarray.Shape;

/** A tensor as plain doubles, row-major. Immutable. */
public final class DoubleTensor {
  private final Shape shape;
  final double[] data; // shared within this package, which never writes to it

  private DoubleTensor(Shape shape, double[] data) {
    if (shape.size() != data.length) {
      throw new IllegalArgumentException(data.length + " values for the shape " + shape);
    }
    this.shape = shape;
    this.data = data;
  }

  /** A tensor of these values, which are copied. */
  public static DoubleTensor of(Shape shape, double... values) {
    return new DoubleTensor(shape, values.clone());
  }

  /** A single value. */
  public static DoubleTensor scalar(double value) {
    return new DoubleTensor(Shape.scalar(), new double[] {value});
  }

  /** A vector of these values, which are copied. */
  public static DoubleTensor vector(double... values) {
    return of(Shape.of(values.length), values);
  }

  /** A tensor that owns the array from now on. */
  static DoubleTensor owning(Shape shape, double[] values) {
    return new DoubleTensor(shape, values);
  }

  public Shape shape() {
    return shape;
  }

  /** A copy of the values, row-major. */
  public double[] values() {
    return data.clone();
  }

  /** The value of a tensor that has only one. */
  public double item() {
    if (data.length != 1) {
      throw new IllegalStateException("not a single value: " + this);
    }
    return data[0];
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof DoubleTensor that
        && shape.equals(that.shape)
        && Arrays.equals(data, that.data);
  }

  @Override
  public int hashCode() {
    return 31 * shape.hashCode() + Arrays.hashCode(data);
  }

  @Override
  public String toString() {
    return shape + " " + Arrays.toString(data);
  }
}
