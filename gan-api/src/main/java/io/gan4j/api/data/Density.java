package io.gan4j.api.data;

import java.util.List;

/**
 * A probability density that is known, so that what a GAN learns can be compared with what it
 * should have learnt.
 */
public interface Density {

  /** The density at a point; integrates to 1. */
  double at(double... point);

  /**
   * Per axis the interval that holds all but a negligible part of the mass: what a picture shows.
   */
  List<Range> window();

  /** Centres of the modes, each of the point's dimension; empty if the density is not a mixture. */
  List<double[]> modes();
}
