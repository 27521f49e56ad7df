package io.gan4j.core.run;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The version of gan4j that is running. */
public final class Version {
  private Version() {}

  /** For example {@code 0.1.0}. */
  public static String gan4j() {
    try (InputStream in = Version.class.getResourceAsStream("/io/gan4j/core/version.properties")) {
      Properties properties = new Properties();
      properties.load(in);
      return properties.getProperty("version");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
