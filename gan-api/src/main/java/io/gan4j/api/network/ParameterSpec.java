package io.gan4j.api.network;

import org.tensorflow.ndarray.Shape;

/**
 * One tensor of weights or statistics of a layer.
 *
 * @param name unique within the layer, for example {@code kernel}
 * @param shape its shape
 * @param role what it is, which decides who moves it
 * @param initializer its initial values
 * @param fanIn number of inputs that feed one output unit
 * @param fanOut number of output units that one input feeds
 * @param outputAxis the axis of a kernel along which its output units lie: its other axes are one
 *     unit's incoming weights
 */
public record ParameterSpec(
    String name,
    Shape shape,
    Role role,
    Initializer initializer,
    long fanIn,
    long fanOut,
    int outputAxis) {

  /** What a parameter is. */
  public enum Role {
    /** Multiplies inputs: trained, decayed, and the one that constraints look at. */
    KERNEL,
    /** Added to outputs: trained, exempt from weight decay. */
    BIAS,
    /** Gain or offset of a normalisation, or an embedding: trained, exempt from weight decay. */
    AFFINE,
    /** Not trained: moves by its own rule, and only in phases that move its owner. */
    STATISTIC
  }

  /** A kernel whose output units lie along its last axis. */
  public static ParameterSpec kernel(
      Shape shape, Initializer initializer, long fanIn, long fanOut) {
    return new ParameterSpec(
        "kernel", shape, Role.KERNEL, initializer, fanIn, fanOut, shape.numDimensions() - 1);
  }

  /** A bias of one value per unit. */
  public static ParameterSpec bias(long units, Initializer initializer, long fanIn) {
    return new ParameterSpec("bias", Shape.of(units), Role.BIAS, initializer, fanIn, units, 0);
  }

  /** A gain or an offset of a normalisation, or an embedding. */
  public static ParameterSpec affine(String name, Shape shape, Initializer initializer) {
    return new ParameterSpec(name, shape, Role.AFFINE, initializer, 1, 1, 0);
  }

  /** An affine parameter that is the same throughout at first. */
  public static ParameterSpec affine(String name, Shape shape, double initial) {
    return affine(name, shape, new Filled(initial));
  }

  /** A statistic that is the same throughout at first. */
  public static ParameterSpec statistic(String name, Shape shape, double initial) {
    return statistic(name, shape, new Filled(initial));
  }

  /** A statistic. */
  public static ParameterSpec statistic(String name, Shape shape, Initializer initializer) {
    return new ParameterSpec(name, shape, Role.STATISTIC, initializer, 1, 1, 0);
  }

  /** The same under another name. */
  public ParameterSpec named(String other) {
    return new ParameterSpec(other, shape, role, initializer, fanIn, fanOut, outputAxis);
  }

  /** Whether an optimiser moves it. */
  public boolean trained() {
    return role != Role.STATISTIC;
  }
}
