package io.gan4j.api.provider;

/**
 * How a model is taken that may come from a stranger. A model is a program: its graph can read and
 * write files as well as calculate.
 */
public enum Trust {
  /**
   * A model is loaded only if its graph can be seen to calculate and nothing else. What a gan4j
   * export holds passes, and so do frozen graphs of ordinary networks.
   */
  CHECKED,

  /**
   * A model is loaded as it is. It may then read, write and delete whatever the process may, send
   * it elsewhere, or end the process: only for models whose makers are trusted.
   */
  TRUSTED
}
