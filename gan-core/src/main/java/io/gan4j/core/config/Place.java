package io.gan4j.core.config;

import org.jspecify.annotations.Nullable;

/**
 * Where something stands.
 *
 * @param source the file, preset or option: {@code digits.yaml}, {@code --set loss}
 * @param line counted from 1; null where there are no lines
 * @param column counted from 1; null where there are no lines
 */
public record Place(String source, @Nullable Integer line, @Nullable Integer column) {

  /** A place without lines: an option of the command line, a default. */
  public static Place of(String source) {
    return new Place(source, null, null);
  }
}
