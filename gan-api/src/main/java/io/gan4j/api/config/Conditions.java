package io.gan4j.api.config;

/** Which classes fakes are made for. */
public enum Conditions {
  /** Every class as likely as the others. */
  UNIFORM,
  /** Each as likely as the data has it. */
  EMPIRICAL,
  /** Those of the phase's real samples, the first fake that of the first sample and so on. */
  BATCH
}
