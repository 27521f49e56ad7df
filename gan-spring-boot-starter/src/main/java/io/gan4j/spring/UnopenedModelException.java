package io.gan4j.spring;

import io.gan4j.api.GanException;
import java.nio.file.Path;

/** A model that the application is told to have cannot be opened. */
public final class UnopenedModelException extends GanException {
  private static final long serialVersionUID = 1;

  /** The property that names it. */
  private final String property;

  UnopenedModelException(String name, Path path, GanException cause) {
    super("the model " + name + " cannot be opened of " + path + ": " + cause.getMessage(), cause);
    this.property = GanProperties.PREFIX + ".models." + name + ".path";
  }

  /** The property that says where it is. */
  public String property() {
    return property;
  }
}
