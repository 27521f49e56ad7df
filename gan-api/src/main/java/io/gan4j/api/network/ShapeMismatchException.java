package io.gan4j.api.network;

import io.gan4j.api.GanException;

/**
 * A layer cannot take the shape, or the labels, that it is given. The message says what it takes
 * and what it got; the network adds which layer it is.
 */
public class ShapeMismatchException extends GanException {
  private static final long serialVersionUID = 1L;

  public ShapeMismatchException(String message) {
    super(message);
  }
}
