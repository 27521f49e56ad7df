package io.gan4j.datasets.internal.image;

/** An image's bytes cannot be decoded; the message says why, without the file's name. */
public final class BadImageException extends Exception {
  private static final long serialVersionUID = 1L;

  BadImageException(String reason) {
    super(reason);
  }

  BadImageException(String reason, Throwable cause) {
    super(reason, cause);
  }
}
