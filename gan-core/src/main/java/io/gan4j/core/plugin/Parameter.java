package io.gan4j.core.plugin;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A parameter of a record that run files can fill in.
 *
 * @param name its key in run files
 * @param type what it takes
 * @param defaultYaml its default as it would stand in a run file; null if there is none
 * @param nullable whether it may be absent, which the record sees as null
 * @param meaning one line; empty if the record doesn't say
 * @param owner simple name of the record, for messages about the default
 * @param retired keys that it had in earlier versions
 * @param plainNumber whether what stands for a bare number is written as one
 */
public record Parameter(
    String name,
    ValueType type,
    @Nullable String defaultYaml,
    boolean nullable,
    String meaning,
    String owner,
    List<String> retired,
    boolean plainNumber) {
  public Parameter {
    retired = List.copyOf(retired);
  }

  /** Whether a run file has to give it. */
  public boolean required() {
    return defaultYaml == null && !nullable;
  }
}
