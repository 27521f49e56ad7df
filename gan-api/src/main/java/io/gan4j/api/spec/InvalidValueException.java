package io.gan4j.api.spec;

import io.gan4j.api.GanException;
import java.util.HashSet;
import java.util.Set;

/**
 * A parameter has a value that cannot be: thrown by a component's compact constructor, and located
 * in the user's file by whoever binds it.
 */
public class InvalidValueException extends GanException {
  private static final long serialVersionUID = 1L;

  private final String parameter;
  private final HashSet<String> others; // serializable
  private final String problem;

  /**
   * @param parameter the record component, for example {@code learningRate}; empty if the whole
   *     component is meant
   * @param problem the rule and what was found: {@code must be > 0, found -1.0}
   */
  public InvalidValueException(String parameter, String problem) {
    this(parameter, Set.of(), problem);
  }

  /**
   * A rule between parameters does not hold.
   *
   * @param parameter the one that is told to change
   * @param others those that the rule looks at besides
   * @param problem the rule and what was found
   */
  public InvalidValueException(String parameter, Set<String> others, String problem) {
    super(parameter.isEmpty() ? problem : parameter + " " + problem);
    this.parameter = parameter;
    this.others = new HashSet<>(others);
    this.problem = problem;
  }

  public String parameter() {
    return parameter;
  }

  /** Parameters that the rule looks at besides; empty if it looks at one alone. */
  public Set<String> others() {
    return Set.copyOf(others);
  }

  public String problem() {
    return problem;
  }
}
