package io.gan4j.cli;

import io.gan4j.api.GanException;

/** The command was called in a way that cannot be: exit code 2. */
final class UsageException extends GanException {
  private static final long serialVersionUID = 1L;

  UsageException(String message) {
    super(message);
  }
}
