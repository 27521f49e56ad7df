package io.gan4j.api.config;

import io.gan4j.api.GanException;
import java.util.List;
import java.util.stream.Collectors;

/** A configuration with mistakes: all of them, not only the first. */
public class ConfigException extends GanException {
  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  public ConfigException(List<Problem> problems) {
    super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  public ConfigException(Problem problem) {
    this(List.of(problem));
  }

  /** Every mistake found, in the order of the file. */
  public List<Problem> problems() {
    return problems;
  }
}
