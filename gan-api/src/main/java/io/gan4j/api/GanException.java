package io.gan4j.api;

import org.jspecify.annotations.Nullable;

/**
 * The root of what gan4j throws at its users; the message is written for a person and stands
 * without the stack trace.
 */
public class GanException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public GanException(String message) {
    super(message);
  }

  public GanException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
