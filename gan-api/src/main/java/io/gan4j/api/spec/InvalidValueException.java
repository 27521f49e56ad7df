package io.gan4j.api.spec;

import io.gan4j.api.GanException;

/**
 * A parameter has a value that cannot be: thrown by a component's compact constructor, and located
 * in the user's file by whoever binds it.
 */
public class InvalidValueException extends GanException {
  private static final long serialVersionUID = 1L;

  private final String parameter;
  private final String problem;

  /**
   * @param parameter the record component, for example {@code learningRate}; empty if the whole
   *     component is meant
   * @param problem the rule and what was found: {@code must be > 0, found -1.0}
   */
  public InvalidValueException(String parameter, String problem) {
    super(parameter.isEmpty() ? problem : parameter + " " + problem);
    this.parameter = parameter;
    this.problem = problem;
  }

  public String parameter() {
    return parameter;
  }

  public String problem() {
    return problem;
  }
}
