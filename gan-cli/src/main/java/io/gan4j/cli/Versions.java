package io.gan4j.cli;

import io.gan4j.core.run.Version;
import picocli.CommandLine.IVersionProvider;

/** What {@code gan --version} prints. */
final class Versions implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {"gan4j " + Version.gan4j(), "Java " + System.getProperty("java.version")};
  }
}
