package io.gan4j.api.config;

/** What is done when something that is watched goes wrong. */
public enum Reaction {
  /** Nothing; it is not looked at. */
  IGNORE,
  /** An event that says so; training goes on. */
  WARN,
  /** The run fails. */
  STOP,
  /** Back to the last good checkpoint, with smaller learning rates. */
  ROLL_BACK
}
