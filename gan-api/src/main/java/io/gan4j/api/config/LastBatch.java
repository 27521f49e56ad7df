package io.gan4j.api.config;

/** What becomes of the samples at an epoch's end that fill no batch. Batches are always whole. */
public enum LastBatch {
  /** They open the next batch, which the following epoch fills up: every sample is seen. */
  WRAP,
  /** They are left out, others in each epoch: every batch is of one epoch. */
  DROP
}
