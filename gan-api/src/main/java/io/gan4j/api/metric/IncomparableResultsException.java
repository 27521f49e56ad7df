package io.gan4j.api.metric;

import io.gan4j.api.GanException;

/** Two results were to be compared that were measured under different protocols. */
public class IncomparableResultsException extends GanException {
  private static final long serialVersionUID = 1L;

  public IncomparableResultsException(String message) {
    super(message);
  }
}
