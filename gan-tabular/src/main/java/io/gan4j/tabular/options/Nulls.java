package io.gan4j.tabular.options;

/** What is done about NULLs. */
public enum Nulls {
  /** They are values like others. */
  LEARN,
  /** The file is refused, naming the first. */
  REFUSE,
  /** Rows with one are left out; the data set's description says how many. */
  SKIP
}
