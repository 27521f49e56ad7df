package io.gan4j.report.picture;

import io.gan4j.api.GanException;

/**
 * This machine has no fonts, so pictures with words on them cannot be drawn. Grids of samples can.
 */
public final class NoFontsException extends GanException {
  private static final long serialVersionUID = 1L;

  NoFontsException(String message, Throwable cause) {
    super(message, cause);
  }
}
