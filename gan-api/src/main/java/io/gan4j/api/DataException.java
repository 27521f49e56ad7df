package io.gan4j.api;

import org.jspecify.annotations.Nullable;

/**
 * A data source cannot be read as what it should be: the message names the file, the place, what
 * was found and what is accepted.
 */
public class DataException extends GanException {
  private static final long serialVersionUID = 1L;

  public DataException(String message) {
    super(message);
  }

  public DataException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
