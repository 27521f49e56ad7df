package io.gan4j.api;

import org.jspecify.annotations.Nullable;

/**
 * A provider cannot do what it was asked: a device that is not there, a layer it has no builder
 * for, a native failure.
 */
public class ProviderException extends GanException {
  private static final long serialVersionUID = 1L;

  public ProviderException(String message) {
    super(message);
  }

  public ProviderException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
