package io.gan4j.onnx.internal.graph;

/** A graph whose nodes do not fit together, or are more than is let in. */
public final class InvalidGraphException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  public InvalidGraphException(String message) {
    super(message);
  }

  public InvalidGraphException(String message, Throwable cause) {
    super(message, cause);
  }
}
